import { describe, expect, it } from 'vitest';
import { humanDuration } from '../../../src/engine/container/duration.ts';
import { createTestEngine } from '../support/engine.ts';

const query = (filters: object) => `filters=${encodeURIComponent(JSON.stringify(filters))}`;

async function three() {
  const docker = createTestEngine();
  await docker.create('made', ['true'], { Labels: { tier: 'db' } });
  await docker.run('ended', ['exit', '3'], { Labels: { tier: 'web' } });
  await docker.run('up', ['sleep', '300'], {
    ExposedPorts: { '80/tcp': {} },
    HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '8080' }] } },
  });
  const names = async (search: string) =>
    (await docker.call(`GET /containers/json?${search}`)).json.map((row: { Names: string[] }) => row.Names[0]!.slice(1));
  return { docker, names };
}

describe('the list of containers', () => {
  it('has a row of the real one for each', async () => {
    const { docker } = await three();
    const [row] = (await docker.call('GET /containers/json')).json;
    expect(Object.keys(row)).toEqual(
      'Id Names Image ImageID Command Created Ports Labels State Status HostConfig NetworkSettings Mounts'.split(' '),
    );
    expect(row).toMatchObject({
      Names: ['/up'],
      Image: 'busybox',
      Command: 'sleep 300',
      State: 'running',
      Status: 'Up Less than a second',
      Ports: [
        { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
        { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      ],
    });
  });

  it('has those that run, newest first; with all, the others too', async () => {
    const { names } = await three();
    expect(await names('')).toEqual(['up']);
    expect(await names('all=1')).toEqual(['up', 'ended', 'made']);
    expect(await names('limit=2')).toEqual(['up', 'ended']);
  });

  it.each([
    [{ status: ['exited'] }, ['ended']],
    [{ status: ['created', 'running'] }, ['up', 'made']],
    [{ name: ['e'] }, ['ended', 'made']],
    [{ name: ['^up$'] }, ['up']],
    [{ label: ['tier'] }, ['ended', 'made']],
    [{ label: { 'tier=web': true } }, ['ended']],
    [{ ancestor: ['busybox'] }, ['up', 'ended', 'made']],
    [{ ancestor: ['web'] }, []],
    [{ exited: ['3'] }, ['ended']],
    [{ before: ['up'] }, ['ended', 'made']],
    [{ since: ['made'] }, ['up', 'ended']],
    [{ publish: ['8080'] }, ['up']],
    [{ network: ['bridge'] }, ['up', 'ended', 'made']],
  ])('filters %j', async (filters, expected) => {
    const { names } = await three();
    expect(await names(`all=1&${query(filters)}`)).toEqual(expected);
  });

  it.each([
    ['filters=xx', 400, 'invalid filter'],
    [query({ nosuch: ['a'] }), 400, "invalid filter 'nosuch'"],
    [
      query({ status: ['a'] }),
      400,
      "invalid filter 'status=a': invalid value for state (a): must be one of created, running, paused, restarting, removing, exited, dead",
    ],
    [query({ before: ['zz'] }), 404, 'No such container: zz'],
    [query({ exited: ['zz'] }), 400, `invalid filter 'exited=zz': strconv.Atoi: parsing "zz": invalid syntax`],
    ['limit=abc', 500, 'strconv.Atoi: parsing "abc": invalid syntax'],
  ])('refuses %s', async (search, status, message) => {
    const { docker } = await three();
    const answer = await docker.call(`GET /containers/json?${search}`);
    expect([answer.status, answer.json.message]).toEqual([status, message]);
  });

  it('shows in quotes an argument with spaces', async () => {
    const docker = createTestEngine();
    await docker.create('quoted', ['echo', 'a b', 'c']);
    expect((await docker.call('GET /containers/json?all=1')).json[0].Command).toBe("echo 'a b' c");
  });
});

it.each([
  [0, 'Less than a second'],
  [1000, '1 second'],
  [59_000, '59 seconds'],
  [60_000, 'About a minute'],
  [7 * 60_000, '7 minutes'],
  [60 * 60_000, 'About an hour'],
  [47 * 3_600_000, '47 hours'],
  [3 * 86_400_000, '3 days'],
  [15 * 86_400_000, '2 weeks'],
  [90 * 86_400_000, '3 months'],
  [800 * 86_400_000, '2 years'],
])('%i ms are %s', (ms, text) => {
  expect(humanDuration(ms)).toBe(text);
});

it('an exited container says how long ago', async () => {
  const docker = createTestEngine();
  await docker.run('ended', ['exit', '3']);
  await docker.drive(docker.clock.sleep(120_000));
  expect((await docker.call('GET /containers/json?all=1')).json[0].Status).toBe('Exited (3) 2 minutes ago');
});
