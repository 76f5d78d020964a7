import { describe, expect, it } from 'vitest';
import { createTestEngine } from '../support/engine.ts';

const statesOf = (docker: ReturnType<typeof createTestEngine>, id: string) =>
  docker.trace.events.flatMap((event) => (event.type === 'state' && event.id === id ? [event.to] : []));

describe('run --rm', () => {
  it('goes through create, attach, wait, start, and leaves nothing', async () => {
    const docker = createTestEngine();
    const id = await docker.create('alpha', ['exit', '4'], { HostConfig: { AutoRemove: true }, Labels: { a: 'b' } });
    const attached = await docker.send(`POST /containers/${id}/attach?stream=1&stdout=1&stderr=1`, undefined, { Upgrade: 'tcp' });
    const waiting = await docker.send(`POST /containers/${id}/wait?condition=removed`);
    expect([attached.status, waiting.status]).toEqual([101, 200]);
    expect((await docker.call(`POST /containers/${id}/start`)).status).toBe(204);
    expect((await docker.read(attached)).text).toBe('');
    expect((await docker.read(waiting)).text).toBe('{"StatusCode":4}\n');
    expect((await docker.call('GET /containers/json?all=1')).json).toEqual([]);
    expect(await docker.events('name', 'exitCode', 'execDuration', 'a')).toEqual([
      'container create alpha b',
      'container attach alpha b',
      'network connect bridge',
      'container start alpha b',
      'network disconnect bridge',
      'container die alpha 4 0 b',
      'container destroy alpha b',
    ]);
    expect(statesOf(docker, id)).toEqual(['created', 'starting', 'running', 'dying', 'exited', 'removing', 'removed']);
    expect([...docker.images.used.values()].every((users) => users.size === 0)).toBe(true);
  });

  it('of what cannot be started answers the reason and is gone', async () => {
    const docker = createTestEngine();
    const id = await docker.create('alpha', ['nosuch'], { HostConfig: { AutoRemove: true } });
    const waiting = await docker.send(`POST /containers/${id}/wait?condition=removed`);
    const { status, json } = await docker.call(`POST /containers/${id}/start`);
    expect(status).toBe(400);
    expect(json.message).toBe(
      'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nosuch": executable file not found in $PATH',
    );
    expect((await docker.read(waiting)).json).toEqual({ StatusCode: 127 });
    expect((await docker.call('GET /containers/alpha/json')).status).toBe(404);
    expect(await docker.events('name')).toEqual(['container create alpha', 'network disconnect bridge', 'container destroy alpha']);
  });
});

describe('starting', () => {
  it.each([
    ['what is not there', ['nosuch'], {}, 400, 127, /executable file not found in \$PATH$/],
    ['a folder', ['/etc'], {}, 400, 126, /exec: "\/etc": permission denied$/],
    [
      'an unknown user',
      ['true'],
      { User: 'nobody-here' },
      500,
      128,
      /^unable to find user nobody-here: no matching entries in passwd file$/,
    ],
    [
      'on an unknown network',
      ['true'],
      { HostConfig: { NetworkMode: 'nosuch' } },
      404,
      128,
      /^failed to set up container networking: network nosuch not found$/,
    ],
  ])('%s fails and leaves it created', async (_, command, more, status, exitCode, message) => {
    const docker = createTestEngine();
    await docker.create('bad', command, more);
    const answer = await docker.call('POST /containers/bad/start');
    expect(answer.status).toBe(status);
    expect(answer.json.message).toMatch(message);
    expect((await docker.call('GET /containers/bad/json')).json.State).toMatchObject({
      Status: 'created',
      ExitCode: exitCode,
      Error: answer.json.message,
      StartedAt: '0001-01-01T00:00:00Z',
    });
    expect((await docker.call('DELETE /containers/bad')).status).toBe(204);
  });

  it('what runs is not modified', async () => {
    const docker = createTestEngine();
    await docker.run('up', ['polite']);
    expect((await docker.call('POST /containers/up/start')).status).toBe(304);
  });

  it('again what has ended works, and counts from then', async () => {
    const docker = createTestEngine();
    await docker.run('again', ['exit', '3']);
    await docker.drive(docker.clock.sleep(5000));
    const waiting = await docker.send('POST /containers/again/wait?condition=next-exit');
    await docker.call('POST /containers/again/start');
    expect((await docker.read(waiting)).json).toEqual({ StatusCode: 3 });
    const { State } = (await docker.call('GET /containers/again/json')).json;
    expect([State.Status, State.StartedAt]).toEqual(['exited', '2026-11-24T09:00:05Z']);
  });

  it("takes the time that Docker's own steps take, where the pace is real", async () => {
    const docker = createTestEngine({ pace: 1 });
    await docker.create('slow', ['polite']);
    const before = docker.clock.now();
    await docker.call('POST /containers/slow/start');
    expect(docker.clock.now() - before).toBeGreaterThan(50);
  });
});

describe('stopping', () => {
  it('asks first: SIGTERM, and a program that hears it ends by itself', async () => {
    const docker = createTestEngine();
    const id = await docker.run('kind', ['polite']);
    expect((await docker.call('POST /containers/kind/stop')).status).toBe(204);
    expect(docker.clock.now()).toBe(0);
    expect((await docker.events('signal', 'exitCode')).slice(3)).toEqual([
      'container kill 15',
      'network disconnect',
      'container stop',
      'container die 0',
    ]);
    expect(statesOf(docker, id)).toEqual(['created', 'starting', 'running', 'stopping', 'dying', 'exited']);
    expect((await docker.call('POST /containers/kind/stop')).status).toBe(304);
  });

  it.each([
    ['ten seconds', '', {}, 10_000],
    ['as long as the client says', '?t=1', {}, 1000],
    ['as long as the container says', '', { StopTimeout: 3 }, 3000],
    ['not at all', '?t=0', {}, 0],
  ])('waits %s, then kills', async (_, query, more, waited) => {
    const docker = createTestEngine();
    const id = await docker.run('deaf', ['sleep', '300'], more);
    await docker.call(`POST /containers/deaf/stop${query}`);
    expect(docker.clock.now()).toBe(waited);
    expect(await docker.events('signal')).toContain('container kill 9');
    expect((await docker.call('GET /containers/deaf/json')).json.State.ExitCode).toBe(137);
    expect(statesOf(docker, id).slice(3)).toEqual(['stopping', 'killing', 'dying', 'exited']);
  });

  it("sends the container's own signal, or the client's", async () => {
    const docker = createTestEngine();
    await docker.call('POST /containers/create?name=web', { Image: 'web' });
    await docker.call('POST /containers/web/start');
    await docker.call('POST /containers/web/stop?t=0');
    await docker.call('POST /containers/web/start');
    await docker.call('POST /containers/web/stop?t=0&signal=INT');
    expect((await docker.events('signal')).filter((event) => event.startsWith('container kill'))).toEqual([
      'container kill 10',
      'container kill 9',
      'container kill 2',
      'container kill 9',
    ]);
  });

  it('restarting stops, starts, and says so', async () => {
    const docker = createTestEngine();
    await docker.run('again', ['polite']);
    expect((await docker.call('POST /containers/again/restart')).status).toBe(204);
    expect((await docker.events()).slice(3)).toEqual([
      'container kill',
      'network disconnect',
      'container stop',
      'container die',
      'network connect',
      'container start',
      'container restart',
    ]);
  });
});

describe('killing', () => {
  it('with SIGKILL waits until it is dead', async () => {
    const docker = createTestEngine();
    await docker.run('victim', ['sleep', '300']);
    expect((await docker.call('POST /containers/victim/kill')).status).toBe(204);
    expect((await docker.call('GET /containers/victim/json')).json.State).toMatchObject({ Status: 'exited', ExitCode: 137, Pid: 0 });
  });

  it.each([
    ['FOO', 400, 'invalid signal: FOO'],
    ['0', 400, 'invalid signal: 0'],
    ['99', 400, 'the linux daemon does not support signal 99'],
  ])('with %s is refused', async (signal, status, reason) => {
    const docker = createTestEngine();
    const answer = await docker.call(`POST /containers/any/kill?signal=${signal}`);
    expect([answer.status, answer.json.message]).toEqual([status, `cannot kill container: any: ${reason}`]);
  });

  it('what does not run is refused', async () => {
    const docker = createTestEngine();
    const id = await docker.create('idle', ['true']);
    const { status, json } = await docker.call('POST /containers/idle/kill');
    expect([status, json.message]).toEqual([409, `cannot kill container: idle: container ${id} is not running`]);
  });
});

describe('pausing', () => {
  it('freezes and thaws, and refuses what cannot be done meanwhile', async () => {
    const docker = createTestEngine();
    const id = await docker.run('ice', ['polite']);
    const answer = async (line: string, body?: object) => {
      const { status, text } = await docker.call(line, body);
      return text ? [status, JSON.parse(text).message] : [status];
    };
    expect(await answer('POST /containers/ice/unpause')).toEqual([500, `Container ${id} is not paused`]);
    expect(await answer('POST /containers/ice/pause')).toEqual([204]);
    expect((await docker.call('GET /containers/json')).json[0]).toMatchObject({
      State: 'paused',
      Status: 'Up Less than a second (Paused)',
    });
    expect(await answer('POST /containers/ice/pause')).toEqual([409, `Container ${id} is already paused`]);
    expect(await answer('POST /containers/ice/start')).toEqual([409, 'cannot start a paused container, try unpause instead']);
    expect(await answer('POST /containers/ice/exec', { Cmd: ['true'] })).toEqual([
      409,
      'Container ice is paused, unpause the container before exec',
    ]);
    expect(await answer('DELETE /containers/ice')).toEqual([
      409,
      'cannot remove container "ice": container is paused and must be unpaused first',
    ]);
    expect(await answer('POST /containers/ice/unpause')).toEqual([204]);
    expect((await docker.events()).slice(3)).toEqual(['container pause', 'container unpause']);
  });

  it('ends with a stop: the signal is sent, then what is frozen thaws', async () => {
    const docker = createTestEngine();
    await docker.run('ice', ['polite']);
    await docker.call('POST /containers/ice/pause');
    expect((await docker.call('POST /containers/ice/stop')).status).toBe(204);
    expect((await docker.events('signal')).slice(3, 6)).toEqual(['container pause', 'container kill 15', 'container unpause']);
  });
});

describe('a restart policy', () => {
  it('on-failure:2 tries twice more, waiting 100 then 200 ms', async () => {
    const docker = createTestEngine();
    await docker.run('gamma', ['exit', '7'], { HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } } });
    await docker.drive(docker.clock.sleep(3000));
    const { RestartCount, State } = (await docker.call('GET /containers/gamma/json')).json;
    expect([RestartCount, State.Status, State.ExitCode, State.FinishedAt]).toEqual([2, 'exited', 7, '2026-11-24T09:00:00.3Z']);
  });

  it('on-failure leaves a success alone', async () => {
    const docker = createTestEngine();
    await docker.run('fine', ['true'], { HostConfig: { RestartPolicy: { Name: 'on-failure' } } });
    await docker.drive(docker.clock.sleep(1000));
    expect((await docker.call('GET /containers/fine/json')).json).toMatchObject({ RestartCount: 0, State: { Status: 'exited' } });
  });

  it('always goes on until someone stops it', async () => {
    const docker = createTestEngine();
    await docker.run('loop', ['exit', '3'], { HostConfig: { RestartPolicy: { Name: 'always' } } });
    await docker.drive(docker.clock.sleep(1000));
    expect((await docker.call('GET /containers/json')).json[0]).toMatchObject({
      State: 'restarting',
      Status: 'Restarting (3) Less than a second ago',
    });
    expect((await docker.call('DELETE /containers/loop')).json.message).toBe(
      'cannot remove container "loop": container is restarting: stop the container before removing or force remove',
    );
    expect((await docker.call('POST /containers/loop/stop')).status).toBe(204);
    await docker.drive(docker.clock.sleep(60_000));
    expect((await docker.call('GET /containers/loop/json')).json.State.Status).toBe('exited');
  });
});

describe('removing', () => {
  it('what runs takes force', async () => {
    const docker = createTestEngine();
    await docker.run('busy', ['sleep', '300']);
    const refused = await docker.call('DELETE /containers/busy');
    expect([refused.status, refused.json.message]).toEqual([
      409,
      'cannot remove container "busy": container is running: stop the container before removing or force remove',
    ]);
    expect((await docker.call('DELETE /containers/busy?force=1')).status).toBe(204);
    expect((await docker.call('DELETE /containers/busy')).json.message).toBe('No such container: busy');
    expect((await docker.events('name', 'exitCode')).slice(-3)).toEqual([
      'network disconnect bridge',
      'container die busy 137',
      'container destroy busy',
    ]);
  });

  it('frees the name', async () => {
    const docker = createTestEngine();
    await docker.create('name', ['true']);
    await docker.call('DELETE /containers/name');
    await docker.create('name', ['true']);
  });

  it('prune takes all that does not run', async () => {
    const docker = createTestEngine();
    const id = await docker.run('done', ['true']);
    await docker.run('busy', ['sleep', '300']);
    const until = (text: string) => docker.call(`POST /containers/prune?filters=${encodeURIComponent(JSON.stringify({ until: [text] }))}`);
    expect((await until('24h')).json).toEqual({ ContainersDeleted: null, SpaceReclaimed: 0 });
    const refused = await until('x');
    expect([refused.status, refused.json]).toEqual([400, { message: 'failed to parse value as time or duration: "x"' }]);
    expect((await docker.call('POST /containers/prune')).json).toEqual({ ContainersDeleted: [id], SpaceReclaimed: 0 });
    expect((await docker.call('POST /containers/prune')).json).toEqual({ ContainersDeleted: null, SpaceReclaimed: 0 });
  });
});

it('renaming', async () => {
  const docker = createTestEngine();
  await docker.create('old', ['true']);
  const rename = async (name: string) => {
    const { status, text } = await docker.call(`POST /containers/old/rename?name=${name}`);
    return text ? [status, JSON.parse(text).message] : [status];
  };
  expect(await rename('')).toEqual([400, 'Neither old nor new names may be empty']);
  expect(await rename('old')).toEqual([400, 'Renaming a container with the same name as its current name']);
  expect(await rename('b!d')).toEqual([
    400,
    'Error when allocating new name: Invalid container name (/b!d), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
  ]);
  expect(await rename('new')).toEqual([204]);
  expect((await docker.call('GET /containers/new/json')).json.Name).toBe('/new');
  expect(await docker.events('name', 'oldName')).toContain('container rename new /old');
});

it('an engine that goes down takes its containers with it', async () => {
  const docker = createTestEngine();
  await docker.run('one', ['sleep', '300']);
  await docker.run('two', ['polite']);
  await docker.drive(docker.engine.shutdown());
  expect((await docker.call('GET /info')).json).toMatchObject({ Containers: 2, ContainersRunning: 0, ContainersStopped: 2 });
});

describe('updating', () => {
  it('changes what it may take, and when it restarts', async () => {
    const docker = createTestEngine();
    const id = await docker.run('delta', ['polite'], { HostConfig: { Memory: 16_777_216 } });
    const update = async (body: object) => {
      const { status, json } = await docker.call('POST /containers/delta/update', body);
      return [status, json];
    };
    expect(await update({ Memory: 33_554_432, MemorySwap: 67_108_864 })).toEqual([200, { Warnings: null }]);
    expect(await update({ RestartPolicy: { Name: 'always' } })).toEqual([200, { Warnings: null }]);
    expect(await update({ Memory: 1000 })).toEqual([400, { message: 'Minimum memory limit allowed is 6MB' }]);
    expect(await update({ Memory: 335_544_320 })).toEqual([
      409,
      {
        message: `Cannot update container ${id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`,
      },
    ]);
    expect((await docker.call('GET /containers/delta/json')).json.HostConfig).toMatchObject({
      Memory: 33_554_432,
      MemorySwap: 67_108_864,
      RestartPolicy: { Name: 'always' },
    });
    expect((await docker.events()).filter((event) => event === 'container update')).toHaveLength(2);
  });
});

describe('a container that removes itself', () => {
  const once = { HostConfig: { AutoRemove: true } };

  it('is kept when it is restarted, and goes when it stops', async () => {
    const docker = createTestEngine();
    await docker.run('tmp', ['polite'], once);
    expect((await docker.call('POST /containers/tmp/restart')).status).toBe(204);
    expect((await docker.call('GET /containers/tmp/json')).json.State.Status).toBe('running');
    await docker.call('POST /containers/tmp/stop');
    expect((await docker.call('GET /containers/tmp/json')).status).toBe(404);
  });

  it('can be removed by force all the same', async () => {
    const docker = createTestEngine();
    await docker.run('tmp', ['sleep', '300'], once);
    expect((await docker.call('DELETE /containers/tmp?force=1')).status).toBe(204);
    expect((await docker.call('GET /containers/json?all=1')).json).toEqual([]);
  });
});
