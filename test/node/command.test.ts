import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readJson, wireRequest } from '../../src/core/http.ts';
import { connect } from '../../src/node/http/connect.ts';
import { type BuiltCommand, buildCommand } from './build-command.ts';

let command: BuiltCommand;
let folder: string;
const running: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  command = await buildCommand();
}, 60_000);
afterAll(() => command.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-command-'));
});
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
  rmSync(folder, { recursive: true, force: true });
});

function drydock(args: readonly string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command.path, ...args], {
    input,
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  return { status, stdout, stderr };
}

/** Starts a server of ours, and waits for its first line on standard output. */
async function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [command.path, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  running.push(() => stop('SIGKILL'));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (piece) => resolve(String(piece)));
    child.once('close', () => reject(new Error(stderr)));
  });
  return { line: line.trim(), stop };
}

const fails = (line: string) => ({ status: 2, stdout: '', stderr: `drydock: ${line}\n` });

describe('what cannot be understood gets one line and status 2', () => {
  test.each([
    [['nosuch'], 'unknown command nosuch; see drydock --help'],
    [[], 'no command given; see drydock --help'],
    [['toString'], 'unknown command toString; see drydock --help'],
    [['engine'], 'engine: where to listen? give --socket PATH, --tcp HOST:PORT, or both'],
    [['engine', '--socket'], 'option --socket needs a value'],
    [['engine', '--socket', ''], 'option --socket needs a value'],
    [['engine', '--nosuch', 'x'], 'unknown option --nosuch'],
    [['engine', '-x'], 'unknown option -x'],
    [['engine', '--socket', 'd.sock', 'extra'], 'unexpected argument extra'],
    [['engine', '--tcp', '2375'], '--tcp 2375: expected HOST:PORT'],
    [['engine', '--tcp', '127.0.0.1:99999'], '--tcp 99999: expected a whole number from 0 to 65535'],
    [['engine', '--socket', 'd.sock', '--speed', 'fast'], '--speed fast: expected instant, real or how many times faster than real'],
    [['engine', '--socket', 'd.sock', '--speed', '0'], '--speed 0: expected instant, real or how many times faster than real'],
    [['engine', '--socket', 'd.sock', '--seed', 'x'], `--seed x: expected a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`],
    [['engine', '--socket', 'd.sock', '--registry', 'hub'], '--registry hub: expected a URL, such as http://127.0.0.1:5000'],
    [['registry', '--port', '-1'], '--port -1: expected a whole number from 0 to 65535'],
    [['registry', '--port', 'http'], '--port http: expected a whole number from 0 to 65535'],
    [['sh'], 'sh: which script? give FILE, or - for standard input'],
    [['sh', 'nosuch.txt'], 'cannot read nosuch.txt: no such file or directory'],
    [['sh', '.'], 'cannot read .: is a directory'],
    [['sh', 'one', 'two'], 'unexpected argument two'],
  ])('drydock %j', (args, line) => {
    expect(drydock(args)).toEqual(fails(line));
  });
});

test('--help and --version answer', () => {
  expect(drydock(['--version']).stdout).toMatch(/^drydock \d+\.\d+\.\d+\n$/);
  for (const args of [['--help'], ['engine', '--help']])
    expect(drydock(args)).toMatchObject({ status: 0, stdout: expect.stringContaining('drydock') });
});

describe('drydock engine', () => {
  test('serves real clients on a socket, says how to reach it, and is gone after SIGTERM', async () => {
    const socketPath = join(folder, 'docker.sock');
    const engine = await start('engine', '--socket', 'docker.sock');
    expect(engine.line).toBe(`export DOCKER_HOST=unix://${socketPath}`);
    expect(statSync(socketPath).mode & 0o777).toBe(0o660);
    const version = await connect(`unix://${socketPath}`)(wireRequest('http://docker/version'));
    expect(await readJson(version)).toMatchObject({ ApiVersion: '1.51', MinAPIVersion: '1.24' });
    expect(await engine.stop('SIGTERM')).toBe(0);
    expect(existsSync(socketPath)).toBe(false);
  });

  test('stops on SIGINT while clients still listen to its events', async () => {
    const engine = await start('engine', '--tcp', '127.0.0.1:0');
    const dockerHost = engine.line.replace('export DOCKER_HOST=', '');
    const events = await connect(dockerHost)(wireRequest('http://docker/events'));
    expect(events.status).toBe(200);
    expect(await engine.stop('SIGINT')).toBe(0);
  });

  test('a path with spaces is quoted for the shell', async () => {
    const engine = await start('engine', '--socket', "it's here.sock");
    const { stdout } = spawnSync('sh', ['-c', `${engine.line}; printf %s "$DOCKER_HOST"`], { encoding: 'utf8' });
    expect(stdout).toBe(`unix://${join(folder, "it's here.sock")}`);
  });

  test('a socket that is in use is left alone', async () => {
    const engine = await start('engine', '--socket', 'docker.sock');
    const path = join(folder, 'docker.sock');
    expect(drydock(['engine', '--socket', path])).toEqual(fails(`cannot listen on ${path}: another process is listening there`));
    expect((await connect(`unix://${path}`)(wireRequest('http://docker/_ping'))).status).toBe(200);
    await engine.stop();
  });

  test('a socket that a dead process left is replaced', async () => {
    const killed = await start('engine', '--socket', 'docker.sock');
    await killed.stop('SIGKILL');
    expect(existsSync(join(folder, 'docker.sock'))).toBe(true);
    const engine = await start('engine', '--socket', 'docker.sock');
    expect(await engine.stop()).toBe(0);
  });

  test('what is not a socket is never removed', () => {
    const path = join(folder, 'notes.txt');
    writeFileSync(path, 'mine');
    expect(drydock(['engine', '--socket', path])).toEqual(fails(`cannot listen on ${path}: it exists, and is not a socket`));
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('a folder that does not exist, a port in use, a path too long', async () => {
    const path = join(folder, 'nosuch/docker.sock');
    expect(drydock(['engine', '--socket', path])).toEqual(fails(`cannot listen on ${path}: no such file or directory`));
    const long = `/${'x'.repeat(107)}`;
    expect(drydock(['engine', '--socket', long])).toEqual(fails(`cannot listen on ${long}: a socket's path may have 107 bytes`));
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    );
    expect(drydock(['engine', '--tcp', `127.0.0.1:${port}`])).toEqual(fails(`cannot listen on 127.0.0.1:${port}: already in use`));
    expect(drydock(['registry', '--port', String(port)])).toEqual(fails(`cannot listen on 127.0.0.1:${port}: already in use`));
    other.close();
  });

  test('when the port is in use, the socket does not stay behind', async () => {
    const other = await start('engine', '--tcp', '127.0.0.1:0');
    const port = /:(\d+)$/.exec(other.line)?.[1];
    expect(drydock(['engine', '--socket', 'docker.sock', '--tcp', `127.0.0.1:${port}`]).status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
    await other.stop();
  });
});

describe('drydock docker', () => {
  test('with nothing there, says what Docker says', () => {
    expect(drydock(['docker', 'ps'], { env: { DOCKER_HOST: `unix://${folder}/nosuch.sock` } })).toEqual({
      status: 1,
      stdout: '',
      stderr: `Cannot connect to the Docker daemon at unix://${folder}/nosuch.sock. Is the docker daemon running?\n`,
    });
    expect(drydock(['docker', 'ps'], { env: { DOCKER_HOST: 'tcp://a:b' } })).toEqual({
      status: 1,
      stdout: '',
      stderr: 'Failed to initialize: unable to resolve docker endpoint: parse "tcp://a:b": invalid port ":b" after host\n',
    });
  });

  test('pulls and runs on our engine, over a socket and over TCP', async () => {
    const engine = await start('engine', '--socket', 'docker.sock', '--tcp', '127.0.0.1:0');
    const env = { DOCKER_HOST: engine.line.replace('export DOCKER_HOST=', '') };
    const hello = drydock(['docker', 'run', '--rm', 'hello-world'], { env });
    expect(hello).toMatchObject({ status: 0, stderr: expect.stringContaining("Unable to find image 'hello-world:latest' locally") });
    expect(hello.stdout).toContain('Hello from Docker!');
    expect(drydock(['docker', 'run', '-i', '--rm', 'busybox', 'sh', '-c', 'cat; exit 3'], { env, input: 'typed\n' })).toMatchObject({
      status: 3,
      stdout: 'typed\n',
    });
    await engine.stop();
  });
});

const hasScript = spawnSync('script', ['--version']).status === 0;

test.skipIf(!hasScript)('drydock docker on a terminal: raw, of its size, and left as it was', async () => {
  const engine = await start('engine', '--tcp', '127.0.0.1:0');
  const line = `stty rows 30 cols 100; ${process.execPath} ${command.path} docker run -it --rm busybox sh -c 'stty size; echo hi; exit 4'; echo "status $?"; stty -a | grep -o -- '-\\?opost'`;
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], {
    encoding: 'utf8',
    env: { ...process.env, DOCKER_HOST: engine.line.replace('export DOCKER_HOST=', '') },
  });
  expect(stdout).toContain('30 100\r\nhi\r\nstatus 4\r\nopost\r\n');
  await engine.stop();
});

describe('drydock registry', () => {
  test('serves the catalogue behind its token service', async () => {
    const registry = await start('registry', '--port', '0');
    const refused = await fetch(`${registry.line}/v2/`);
    expect(refused.status).toBe(401);
    const [, realm = '', service = ''] =
      /Bearer realm="([^"]+)",service="([^"]+)"/.exec(refused.headers.get('WWW-Authenticate') ?? '') ?? [];
    expect(realm).toBe(`${registry.line}/token`);
    const { token } = (await (await fetch(`${realm}?service=${service}&scope=repository:library/hello-world:pull`)).json()) as {
      token: string;
    };
    const tags = await fetch(`${registry.line}/v2/library/hello-world/tags/list`, { headers: { Authorization: `Bearer ${token}` } });
    expect(await tags.json()).toMatchObject({ name: 'library/hello-world', tags: expect.arrayContaining(['latest']) });
    expect(await registry.stop()).toBe(0);
  });
});

describe('drydock sh', () => {
  test('runs a script in a fresh world, and gives the status of its last command', () => {
    writeFileSync(join(folder, 'script.txt'), "# a comment\n\ndocker run --rm busybox sh -c 'echo out; echo err >&2; exit 5'\n");
    const ran = drydock(['sh', 'script.txt']);
    expect(ran.status).toBe(5);
    expect(ran.stdout).toBe('out\n');
    expect(ran.stderr).toContain("Unable to find image 'busybox:latest' locally");
    expect(drydock(['sh', '-'], { input: 'docker nosuch\ndocker images\n' })).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^REPOSITORY/),
    });
  });

  test('keeps the trace, whole or not at all', () => {
    expect(drydock(['sh', '-', '--trace', 'trace.json'], { input: 'docker pull hello-world' }).status).toBe(0);
    const trace = JSON.parse(readFileSync(join(folder, 'trace.json'), 'utf8')) as { version: number; events: { type: string }[] };
    expect(trace.version).toBe(1);
    expect(trace.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['command.start', 'http.request', 'image.stored', 'command.end']),
    );
    expect(readdirSync(folder)).toEqual(['trace.json']);
    expect(drydock(['sh', '-', '--trace', 'nosuch/trace.json'], { input: 'true' })).toMatchObject(
      fails('cannot write nosuch/trace.json: no such file or directory'),
    );
  });

  test('the same script gives the same trace, byte for byte', () => {
    const input = 'docker run --rm alpine true\ndocker pull debian\ndocker images\n';
    for (const name of ['one.json', 'two.json']) drydock(['sh', '-', '--trace', name], { input });
    expect(readFileSync(join(folder, 'one.json')).equals(readFileSync(join(folder, 'two.json')))).toBe(true);
  });
});
