import { describe, expect, it } from 'vitest';
import { respond, upgrade } from '../../src/core/http.ts';
import { type Answer, type FakeHostOptions, frame, json, nothing, problem, run, start } from './fake-host.ts';

const ID = '4f0c7bd2b0e1aa11bb22cc33dd44ee55ff66aa77bb88cc99dd00ee11ff22aa33';

/** A connection that says `text` once the container runs, and ends. */
function attached(...frames: readonly Uint8Array[]): Answer {
  return () =>
    upgrade(
      new ReadableStream({
        start(controller) {
          for (const bytes of frames) controller.enqueue(bytes);
          controller.close();
        },
      }),
    );
}

const engine = (overrides: NonNullable<FakeHostOptions['engine']> = {}) => ({
  'POST /containers/create': json({ Id: ID, Warnings: [] }, 201),
  [`POST /containers/${ID}/attach`]: attached(frame(1, 'out\n'), frame(2, 'err\n')),
  [`POST /containers/${ID}/wait`]: json({ Error: null, StatusCode: 0 }),
  [`POST /containers/${ID}/start`]: nothing,
  ...overrides,
});

const missing = problem(404, 'No such image: busybox:latest');
const pulled: Answer = () =>
  respond(
    200,
    '{"status":"Pulling from library/busybox","id":"latest"}\r\n{"status":"Status: Downloaded newer image for busybox:latest"}\r\n',
    {
      'Content-Type': 'application/json',
    },
  );

describe('docker run', () => {
  it('creates, attaches, waits, starts, and ends as the container ended', async () => {
    const ran = await run('run busybox true', {
      engine: engine({ [`POST /containers/${ID}/wait`]: json({ Error: null, StatusCode: 3 }) }),
    });
    expect(ran.asked).toEqual([
      'POST /v1.51/containers/create',
      `POST /v1.51/containers/${ID}/attach?stderr=1&stdout=1&stream=1`,
      `POST /v1.51/containers/${ID}/wait?condition=next-exit`,
      `POST /v1.51/containers/${ID}/start`,
    ]);
    expect(ran).toMatchObject({ stdout: 'out\n', stderr: 'err\n', status: 3 });
  });

  it('pulls when the engine says 404, because its machine says so', async () => {
    const ran = await run('run --rm busybox true', {
      engine: engine({ 'POST /containers/create': [missing, json({ Id: ID }, 201)], 'POST /images/create': pulled }),
    });
    expect(ran.asked.slice(0, 3)).toEqual([
      'POST /v1.51/containers/create',
      'POST /v1.51/images/create?fromImage=docker.io/library/busybox&tag=latest',
      'POST /v1.51/containers/create',
    ]);
    expect(ran.stderr).toBe(
      "Unable to find image 'busybox:latest' locally\nlatest: Pulling from library/busybox\nStatus: Downloaded newer image for busybox:latest\nerr\n",
    );
    expect(ran.states).toEqual([
      ...['parsing', 'negotiating', 'describing', 'creating', 'pulling', 'creating'],
      ...['attaching', 'waiting', 'starting', 'running.resizing', 'running.streaming', 'running.ending', 'done'],
    ]);
  });

  it('asks only once more after a pull', async () => {
    const ran = await run('run busybox', { engine: engine({ 'POST /containers/create': missing, 'POST /images/create': pulled }) });
    expect(ran.asked).toHaveLength(3);
    expect(ran.stderr).toMatch(
      /docker: Error response from daemon: No such image: busybox:latest\n\nRun 'docker run --help' for more information\n$/,
    );
    expect(ran.status).toBe(125);
  });

  it.each([
    ['run --pull never busybox', ['POST /v1.51/containers/create']],
    [`run ${'a'.repeat(64)}`, ['POST /v1.51/containers/create']],
  ])('does not pull for docker %s', async (line, asked) => {
    expect((await run(line, { engine: engine({ 'POST /containers/create': missing }) })).asked).toEqual(asked);
  });

  it('pulls first with --pull always, for the platform asked for', async () => {
    const ran = await run('run -q --pull always --platform linux/arm64 busybox', { engine: engine({ 'POST /images/create': pulled }) });
    expect(ran.asked.slice(0, 2)).toEqual([
      'POST /v1.51/images/create?fromImage=docker.io/library/busybox&platform=linux/arm64&tag=latest',
      'POST /v1.51/containers/create?platform=linux/arm64',
    ]);
    expect(ran.stderr).toBe('err\n');
  });

  it('prints the id and leaves with -d', async () => {
    const ran = await run('run -d --name web busybox', { engine: engine() });
    expect(ran.asked).toEqual([
      'POST /v1.51/containers/create?name=web',
      `POST /v1.51/containers/${ID}/wait?condition=next-exit`,
      `POST /v1.51/containers/${ID}/start`,
    ]);
    expect(ran).toMatchObject({ stdout: `${ID}\n`, status: 0 });
  });

  it.each([
    ['exec: "nosuch": executable file not found in $PATH', 127],
    ['exec: "/etc": permission denied', 126],
    ['driver failed', 125],
  ])('ends with what kept the container from starting: %s', async (message, status) => {
    const ran = await run('run --rm busybox x', {
      engine: engine({ [`POST /containers/${ID}/start`]: problem(400, message), [`POST /containers/${ID}/attach`]: attached() }),
    });
    expect(ran).toMatchObject({
      stderr: `docker: Error response from daemon: ${message}\n\nRun 'docker run --help' for more information\n`,
      status,
    });
    expect(ran.states.slice(-2)).toEqual(['removing', 'failed']);
  });

  it.each([
    ['run -it busybox', 'the input device is not a TTY\n', 1],
    ['run -d -a stdout busybox', 'conflicting options: cannot specify both --attach and --detach\n', 1],
    [
      'run --pull foo busybox',
      `docker: invalid pull option: 'foo': must be one of "always", "missing" or "never"\n\nRun 'docker run --help' for more information\n`,
      125,
    ],
    [
      'run Busybox',
      `docker: invalid reference format: repository name (library/Busybox) must be lowercase\n\nRun 'docker run --help' for more information\n`,
      125,
    ],
    ['run -p 80:x busybox', `docker: Invalid containerPort: x\n\nRun 'docker run --help' for more information\n`, 125],
    [
      'run --rm --restart always busybox',
      `docker: conflicting options: cannot specify both --restart and --rm\n\nRun 'docker run --help' for more information\n`,
      125,
    ],
  ])('refuses docker %s', async (line, stderr, status) => {
    expect(await run(line, { engine: engine() })).toMatchObject({ stderr, status, asked: [] });
  });

  it('says so when nothing answers', async () => {
    expect(await run('run busybox', { unreachable: true })).toMatchObject({
      stderr: `docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n\nRun 'docker run --help' for more information\n`,
      status: 125,
    });
    expect(await run('ps', { unreachable: true })).toMatchObject({
      stderr: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
      status: 1,
    });
  });

  it('keeps the id in a file', async () => {
    expect((await run('run --cidfile id busybox', { engine: engine() })).written).toEqual({ id: ID });
    const again = await run('run --cidfile id busybox', { engine: engine(), files: { id: 'x' } });
    expect(again.stderr).toContain("docker: container ID file found, make sure the other container isn't running or delete id\n");
  });
});

describe('docker run on a terminal', () => {
  /** Echoes what it gets until its input ends. */
  const echo: Answer = (request) => upgrade(request.body as ReadableStream<Uint8Array>);
  const terminal = { columns: 100, rows: 30 };
  const withResize = (overrides = {}) =>
    engine({ [`POST /containers/${ID}/attach`]: echo, [`POST /containers/${ID}/resize`]: nothing, ...overrides });

  it('makes it raw, tells its size, and puts it back', async () => {
    const ran = await run('run -it busybox', { engine: withResize(), terminal, stdin: ['ls\r', '\u0004'] });
    expect(ran.asked.slice(1)).toEqual([
      `POST /v1.51/containers/${ID}/attach?stderr=1&stdin=1&stdout=1&stream=1`,
      `POST /v1.51/containers/${ID}/wait?condition=next-exit`,
      `POST /v1.51/containers/${ID}/start`,
      `POST /v1.51/containers/${ID}/resize?h=30&w=100`,
    ]);
    expect(JSON.parse(ran.exchanges[1]?.body ?? '')).toMatchObject({
      ...{ AttachStdin: true, Tty: true, OpenStdin: true, StdinOnce: true },
      HostConfig: { ConsoleSize: [30, 100] },
    });
    expect(ran).toMatchObject({ stdout: 'ls\r\u0004', raw: [true, false], status: 0 });
  });

  it('leaves the container alone at ctrl-p ctrl-q', async () => {
    const ran = await run('run -it busybox', { engine: withResize(), terminal, stdin: ['a\u0010', 'b\u0010', '\u0011'] });
    expect(ran).toMatchObject({ stdout: 'a\u0010b', raw: [true, false], status: 0 });
    expect(ran.states.slice(-2)).toEqual(['running.streaming', 'done']);
  });

  it('can be left by other keys', async () => {
    const ran = await run('run -it --detach-keys ctrl-x,y busybox', { engine: withResize(), terminal, stdin: ['hi\u0018y'] });
    expect(ran).toMatchObject({ stdout: 'hi', status: 0 });
  });

  it('sends signals on, and a new size', async () => {
    let end: (() => void) | undefined;
    const open: Answer = () =>
      upgrade(
        new ReadableStream({
          start(controller) {
            end = () => controller.close();
          },
        }),
      );
    const killed: string[] = [];
    const running = start(['run', '-t', 'busybox'], {
      engine: withResize({
        [`POST /containers/${ID}/attach`]: open,
        [`POST /containers/${ID}/start`]: () => {
          queueMicrotask(() => {
            running.signal('SIGINT');
            running.signal('SIGWINCH');
          });
          return respond(204);
        },
        [`POST /containers/${ID}/kill`]: (request: Request) => {
          killed.push(new URL(request.url).search);
          if (killed.length === 2) end?.();
          return respond(204);
        },
      }),
      terminal,
    });
    await running.result;
    expect(killed).toEqual(['?signal=INT', '?signal=WINCH']);
  });
});

describe('docker exec', () => {
  const exec = {
    'GET /containers/web/json': json({ Id: ID }),
    'POST /containers/web/exec': json({ Id: 'e1' }, 201),
    'POST /exec/e1/start': attached(frame(1, 'hi\n')),
    'GET /exec/e1/json': json({ ExitCode: 5 }),
  };

  it('looks, creates, starts, and asks how it ended', async () => {
    const ran = await run('exec -e A=1 -w /tmp web sh', { engine: exec });
    expect(ran.asked).toEqual([
      'GET /v1.51/containers/web/json',
      'POST /v1.51/containers/web/exec',
      'POST /v1.51/exec/e1/start',
      'GET /v1.51/exec/e1/json',
    ]);
    // Recorded from the real client.
    expect(ran.exchanges[2]?.body).toBe(
      '{"User":"","Privileged":false,"Tty":false,"AttachStdin":false,"AttachStderr":true,"AttachStdout":true,"DetachKeys":"","Env":["A=1"],"WorkingDir":"/tmp","Cmd":["sh"],"Detach":false}\n',
    );
    expect(ran).toMatchObject({ stdout: 'hi\n', status: 5 });
    expect(ran.states).toEqual([
      'parsing',
      'negotiating',
      'inspecting',
      'creating',
      'attaching',
      'running.resizing',
      'running.streaming',
      'ending',
      'done',
    ]);
  });

  it('does not wait with -d', async () => {
    const ran = await run('exec -d web true', { engine: { ...exec, 'POST /exec/e1/start': () => respond(200) } });
    expect(ran.exchanges.at(-1)?.body).toBe('{"Detach":true,"Tty":false}\n');
    expect(ran).toMatchObject({ stdout: '', status: 0 });
  });
});

describe('docker start and attach', () => {
  const found = (state: object) =>
    json({
      Id: ID,
      Config: { Tty: false, OpenStdin: false },
      HostConfig: { AutoRemove: false },
      State: { Running: true, Paused: false, Restarting: false, ...state },
    });

  it('starts several, and names those that would not', async () => {
    const ran = await run('start a b', {
      engine: { 'POST /containers/a/start': problem(404, 'No such container: a'), 'POST /containers/b/start': nothing },
    });
    expect(ran).toMatchObject({
      stdout: 'b\n',
      stderr: 'Error response from daemon: No such container: a\nError: failed to start containers: a\n',
      status: 1,
    });
  });

  it('attaches before it starts with -a', async () => {
    const ran = await run('start -a web', { engine: engine({ 'GET /containers/web/json': found({}) }) });
    expect(ran.asked.map((line) => line.replace(ID, 'ID').replace(/^\S+ \/v1.51/, ''))).toEqual([
      '/containers/web/json',
      '/containers/ID/attach?stderr=1&stdout=1&stream=1',
      '/containers/ID/wait?condition=next-exit',
      '/containers/ID/start',
    ]);
    expect(ran).toMatchObject({ stdout: 'out\n', status: 0 });
  });

  it.each([
    [{ Running: false }, 'You cannot attach to a stopped container, start it first\n'],
    [{ Paused: true }, 'You cannot attach to a paused container, unpause it first\n'],
  ])('does not attach to what cannot answer', async (state, stderr) => {
    const ran = await run('attach web', {
      engine: { 'GET /containers/web/json': found(state), 'POST /containers/web/wait': json({ StatusCode: 0 }) },
    });
    expect(ran).toMatchObject({ stderr, status: 1 });
  });
});
