import { describe, expect, it } from 'vitest';
import { json, run } from '../fake-host.ts';

const USAGE = (command: string, use: string) =>
  `\n\nUsage:  docker ${command} ${use}\n\nRun 'docker ${command} --help' for more information\n`;
const RUN = USAGE('run', '[OPTIONS] IMAGE [COMMAND] [ARG...]');
const PS = USAGE('ps', '[OPTIONS]');

describe('options that docker refuses, in its own words', () => {
  it.each([
    ['run -z busybox', `unknown shorthand flag: 'z' in -z${RUN}`, 125],
    ['run --nosuchflag busybox', `unknown flag: --nosuchflag${RUN}`, 125],
    ['run --name', `flag needs an argument: --name${RUN}`, 125],
    ['run -p', `flag needs an argument: 'p' in -p${RUN}`, 125],
    ['run --memory= busybox', `invalid argument "" for "-m, --memory" flag: invalid size: ''${RUN}`, 125],
    ['run -m 5x busybox', `invalid argument "5x" for "-m, --memory" flag: invalid suffix: 'x'${RUN}`, 125],
    ['run --cpus x busybox', `invalid argument "x" for "--cpus" flag: failed to parse x as a rational number${RUN}`, 125],
    ['run -a foo busybox', `invalid argument "foo" for "-a, --attach" flag: valid streams are STDIN, STDOUT and STDERR${RUN}`, 125],
    ['run --health-interval 5 busybox', `invalid argument "5" for "--health-interval" flag: time: missing unit in duration "5"${RUN}`, 125],
    [
      'run --blkio-weight 99999 busybox',
      `invalid argument "99999" for "--blkio-weight" flag: strconv.ParseUint: parsing "99999": value out of range${RUN}`,
      125,
    ],
    ['run --mount type=bind busybox', `invalid argument "type=bind" for "--mount" flag: target is required${RUN}`, 125],
    [
      'run --ulimit nofile=2:1 busybox',
      `invalid argument "nofile=2:1" for "--ulimit" flag: ulimit soft limit must be less than or equal to hard limit: 2 > 1${RUN}`,
      125,
    ],
    ['ps -n x', `invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x": invalid syntax${PS}`, 125],
    ['ps --all=maybe', `invalid argument "maybe" for "-a, --all" flag: strconv.ParseBool: parsing "maybe": invalid syntax${PS}`, 125],
    ['ps --filter foo', `invalid argument "foo" for "-f, --filter" flag: bad format of filter (expected name=value)${PS}`, 125],
    ['ps ---x', `bad flag syntax: ---x${PS}`, 125],
    ['container ps -x', `unknown shorthand flag: 'x' in -x${USAGE('container ls', '[OPTIONS]')}`, 125],
    ['nosuch', `docker: unknown command: docker nosuch\n\nRun 'docker --help' for more information\n`, 1],
    [
      'container nosuch',
      `docker: unknown command: docker container nosuch\n\nUsage:  docker container\n\nRun 'docker container --help' for more information\n`,
      1,
    ],
    ['help nosuch', 'unknown help topic: nosuch\n', 1],
    [
      'run',
      `docker: 'docker run' requires at least 1 argument\n\nUsage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\nSee 'docker run --help' for more information\n`,
      1,
    ],
    [
      'tag a',
      `docker: 'docker tag' requires 2 arguments\n\nUsage:  docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]\n\nRun 'docker tag --help' for more information\n`,
      1,
    ],
    [
      'images a b',
      `docker: 'docker images' requires at most 1 argument\n\nUsage:  docker images [OPTIONS] [REPOSITORY[:TAG]]\n\nSRun 'docker images --help' for more information\n`,
      1,
    ],
    [
      'port a b c',
      `docker: 'docker port' requires at least 1 and at most 2 arguments\n\nUsage:  docker port CONTAINER [PRIVATE_PORT[/PROTO]]\n\nRun 'docker port --help' for more information\n`,
      1,
    ],
    [
      'ps extra',
      `docker: 'docker ps' accepts no arguments\n\nUsage:  docker ps [OPTIONS]\n\nRun 'docker ps --help' for more information\n`,
      1,
    ],
    ['-l foo ps', 'Unable to parse logging level: foo\n', 1],
  ])('docker %s', async (line, stderr, status) => {
    const ran = await run(line);
    expect(ran).toMatchObject({ stderr, status, stdout: '', asked: [] });
  });
});

describe('options that docker takes', () => {
  const engine = { 'GET /containers/json': json([]) };
  it.each([
    ['ps', 'GET /v1.51/containers/json'],
    ['ps -a', 'GET /v1.51/containers/json?all=1'],
    ['ps --all=1 -n3', 'GET /v1.51/containers/json?all=1&limit=3'],
    ['ps -a=false --last=2', 'GET /v1.51/containers/json?limit=2'],
    ['ps -aqs', 'GET /v1.51/containers/json?all=1&size=1'],
    ['ps -l', 'GET /v1.51/containers/json?limit=1'],
    [
      'container ls --filter name=web --filter status=running --filter name=db',
      'GET /v1.51/containers/json?filters={"name":{"db":true,"web":true},"status":{"running":true}}',
    ],
    ['ps --format {{.Size}}', 'GET /v1.51/containers/json?size=1'],
  ])('docker %s', async (line, request) => {
    expect((await run(line, { engine })).asked).toEqual([request]);
  });

  it('leaves what follows the image to the container', async () => {
    const { exchanges } = await run('create busybox sh -c -it --rm', { engine: { 'POST /containers/create': json({ Id: 'abc' }, 201) } });
    expect(JSON.parse(exchanges.at(-1)?.body ?? '')).toMatchObject({ Image: 'busybox', Cmd: ['sh', '-c', '-it', '--rm'], Tty: false });
  });

  it('ends options at --', async () => {
    const { asked } = await run('stop -- -x', { engine: { 'POST /containers/-x/stop': () => new Response(null, { status: 204 }) } });
    expect(asked).toEqual(['POST /v1.51/containers/-x/stop']);
  });
});
