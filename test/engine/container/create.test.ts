import { describe, expect, it } from 'vitest';
import { createTestEngine } from '../support/engine.ts';

const create = 'POST /containers/create';

describe('creating a container', () => {
  it('gives its id, and tells of it', async () => {
    const docker = createTestEngine();
    const { status, json } = await docker.call(`${create}?name=first`, { Image: 'busybox' });
    expect(status).toBe(201);
    expect(json).toEqual({ Id: expect.stringMatching(/^[0-9a-f]{64}$/), Warnings: [] });
    expect(await docker.events('name', 'image')).toEqual(['container create first busybox']);
    expect(docker.trace.events.find(({ type }) => type === 'container.created')).toMatchObject({
      container: json.Id,
      name: 'first',
      imageReference: 'busybox',
      command: ['sh'],
    });
  });

  it('takes what the client leaves out from the image', async () => {
    const docker = createTestEngine();
    const more = { Image: 'web', Cmd: ['5'], Env: ['A=1', 'VERSION=2'], Labels: { tier: 'front' }, ExposedPorts: { '443/tcp': {} } };
    await docker.call(`${create}?name=site`, more);
    const { Path, Args, Config } = (await docker.call('GET /containers/site/json')).json;
    expect([Path, Args]).toEqual(['sleep', ['5']]);
    expect(Config.Env).toEqual(['A=1', 'VERSION=2', 'PATH=/usr/bin']);
    expect(Config.Labels).toEqual({ maintainer: 'someone', tier: 'front' });
    expect(Object.keys(Config.ExposedPorts)).toEqual(['443/tcp', '80/tcp']);
    expect([Config.WorkingDir, Config.StopSignal]).toEqual(['/srv', 'SIGUSR1']);
  });

  it("an entrypoint of the client's takes the image's command with it", async () => {
    const docker = createTestEngine();
    await docker.call(`${create}?name=one`, { Image: 'web', Entrypoint: ['echo'] });
    await docker.call(`${create}?name=two`, { Image: 'web', Entrypoint: [''], Cmd: ['true'] });
    const shown = async (name: string) => {
      const { Config } = (await docker.call(`GET /containers/${name}/json`)).json;
      return [Config.Entrypoint, Config.Cmd];
    };
    expect(await shown('one')).toEqual([['echo'], null]);
    expect(await shown('two')).toEqual([null, ['true']]);
  });

  it('warns of what it leaves aside', async () => {
    const docker = createTestEngine();
    const HostConfig = { NetworkMode: 'host', PortBindings: { '80/tcp': [{}] } };
    const { json } = await docker.call(create, { Image: 'busybox', HostConfig });
    expect(json.Warnings).toEqual(['Published ports are discarded when using host network mode']);
  });

  it('finds a name of its own: the same for the same seed', async () => {
    const names = async (seed: number) => {
      const docker = createTestEngine({ seed });
      for (let i = 0; i < 3; i++) await docker.call(create, { Image: 'busybox' });
      return (await docker.call('GET /containers/json?all=1')).json.map(({ Names }: { Names: string[] }) => Names[0]);
    };
    const first = await names(1);
    expect(first).toHaveLength(new Set(first).size);
    for (const name of first) expect(name).toMatch(/^\/[a-z]+_[a-z]+\d?$/);
    expect(await names(1)).toEqual(first);
    expect(await names(2)).not.toEqual(first);
  });
});

describe('what cannot be created', () => {
  const docker = createTestEngine();
  const busybox = { Image: 'busybox' };
  const host = (HostConfig: object) => ({ ...busybox, HostConfig });

  it.each([
    ['no configuration', {}, 'config cannot be empty in order to create a container'],
    ['no image', { Image: '' }, 'no command specified'],
    [
      'a relative working directory',
      { ...busybox, WorkingDir: 'rel' },
      "the working directory 'rel' is invalid, it needs to be an absolute path",
    ],
    ['an unknown stop signal', { ...busybox, StopSignal: 'FOO' }, 'invalid signal: FOO'],
    ['a variable without a name', { ...busybox, Env: ['=x'] }, 'invalid environment variable: =x'],
    ['too little memory', host({ Memory: 1000 }), 'Minimum memory limit allowed is 6MB'],
    ['a port that is none', host({ PortBindings: { 'abc/tcp': [{}] } }), 'invalid port specification: "abc"'],
    [
      'an unknown restart policy',
      host({ RestartPolicy: { Name: 'foo' } }),
      "invalid restart policy: unknown policy 'foo'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'",
    ],
    [
      '--rm with a restart policy',
      host({ AutoRemove: true, RestartPolicy: { Name: 'always' } }),
      "can't create 'AutoRemove' container with restart policy",
    ],
  ])('%s', async (_, body, message) => {
    const { status, json } = await docker.call(create, body);
    expect([status, json.message]).toEqual([400, message]);
  });

  it('an image that is not here', async () => {
    const { status, json } = await docker.call(create, { Image: 'nosuch' });
    expect([status, json.message]).toEqual([404, 'No such image: nosuch:latest']);
  });

  it.each(['a/b', 'a', 'bad+name'])('a name like %s', async (name) => {
    const { status, json } = await docker.call(`${create}?name=${name}`, busybox);
    const shown = name.replace('+', ' ');
    expect([status, json.message]).toEqual([400, `Invalid container name (${shown}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`]);
  });

  it('a name that is taken', async () => {
    const id = await docker.create('taken', ['true']);
    const { status, json } = await docker.call(`${create}?name=taken`, busybox);
    expect(status).toBe(409);
    expect(json.message).toBe(
      `Conflict. The container name "/taken" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  });
});
