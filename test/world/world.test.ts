import { describe, expect, test } from 'vitest';
import { messageChannelTurn, runFast, runTo } from '../../src/core/drivers.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { createWorld } from '../../src/world/world.ts';
import { requests, run } from './run.ts';

describe('a cold run', () => {
  test('the client asks, is refused, pulls, and asks again; the engine fetches what it does not have', async () => {
    const { events, stdout, stderr, exitCode } = await run(createWorld({ seed: 7 }), 'docker run --rm hello-world');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Hello from Docker!');
    expect(stderr).toContain("Unable to find image 'hello-world:latest' locally\nlatest: Pulling from library/hello-world\n");
    const api = requests(events, 'client-engine').map((line) => line.replaceAll(/[0-9a-f]{64}/g, 'ID'));
    expect(api).toEqual([
      'HEAD /_ping 200',
      'POST /v1.51/containers/create 404',
      'POST /v1.51/images/create?fromImage=docker.io%2Flibrary%2Fhello-world&tag=latest 200',
      'POST /v1.51/containers/create 201',
      'POST /v1.51/containers/ID/attach?stderr=1&stdout=1&stream=1 101',
      'POST /v1.51/containers/ID/wait?condition=removed 200',
      'POST /v1.51/containers/ID/start 204',
    ]);
    const hub = requests(events, 'engine-registry').map((line) => line.replaceAll(/sha256:[0-9a-f]{64}/g, 'DIGEST'));
    expect(hub[0]).toBe('GET https://registry-1.docker.io/v2/ 401');
    expect(hub[1]).toMatch(
      /^GET https:\/\/auth\.docker\.io\/token\?scope=repository%3Alibrary%2Fhello-world%3Apull&service=registry\.docker\.io 200$/,
    );
    expect(hub.slice(2)).toContain('HEAD https://registry-1.docker.io/v2/library/hello-world/manifests/latest 200');
  });

  test('why did the registry send this blob? the chain of causes leads to what was typed', async () => {
    const { events } = await run(createWorld({ seed: 7 }), 'docker pull hello-world');
    const blob = events.find((event) => event.type === 'http.request' && event.url.includes('/blobs/'));
    const chain: string[] = [];
    for (let span = blob?.span; span; span = events.find((event) => event.span === span && event.parent)?.parent) chain.push(span[0]!);
    expect(chain.at(-1)).toBe('c');
    expect(chain.filter((kind) => kind === 'x').length).toBeGreaterThanOrEqual(2);
  });

  test('the second time nothing crosses to the registry', async () => {
    const world = createWorld({ seed: 7 });
    await run(world, 'docker run --rm hello-world');
    const { events, stderr } = await run(world, 'docker run --rm hello-world');
    expect(requests(events, 'engine-registry')).toEqual([]);
    expect(stderr).toBe('');
  });
});

describe('the trace', () => {
  const lines = [
    'docker run -d --name web nginx',
    'docker exec web sh -c "hostname; ps"',
    'docker stop web',
    'docker ps -a',
    'docker rm web',
  ];
  const traceOf = async (seed: number) => {
    const world = createWorld({ seed });
    for (const line of lines) await run(world, line);
    return JSON.stringify(world.trace.toTrace());
  };

  test('the same seed and commands give the same bytes', async () => {
    const [one, other] = [await traceOf(7), await traceOf(7)];
    expect(digestOf(new TextEncoder().encode(other))).toBe(digestOf(new TextEncoder().encode(one)));
    expect(other).toBe(one);
  });

  test('another seed gives other ids', async () => {
    expect(await traceOf(8)).not.toBe(await traceOf(7));
  });

  test('is plain JSON: nothing is lost on the way through a file', async () => {
    const world = createWorld({ seed: 7 });
    await run(world, 'docker run hello-world');
    expect(JSON.parse(JSON.stringify(world.trace.toTrace()))).toEqual(world.trace.toTrace());
  });
});

describe("the learner's machine", () => {
  test('docker is a program of its shell: pipes, lists and redirections work', async () => {
    const world = createWorld({ seed: 7 });
    await run(world, 'docker pull -q hello-world');
    expect((await run(world, 'docker images -q | wc -l')).stdout.trim()).toBe('1');
    expect((await run(world, 'docker run --rm hello-world > out.txt && grep -c Docker out.txt')).stdout.trim()).toMatch(/^\d+$/);
    expect((await run(world, 'docker rm nosuch || echo so it was')).stdout).toBe('so it was\n');
  });
});

describe('the shell at the prompt', () => {
  test('folder, variables and functions last from one line to the next, and exit begins anew', async () => {
    const world = createWorld({ seed: 7 });
    await run(world, 'cd /tmp; x=kept; hi() { echo "hi $1"; }');
    expect((await run(world, 'pwd; echo $x; hi you')).stdout).toBe('/tmp\nkept\nhi you\n');
    expect((await run(world, 'exit 3')).exitCode).toBe(3);
    expect((await run(world, 'pwd; echo "<$x>"')).stdout).toBe('/home/you\n<>\n');
  });

  test('what is wrong with a line is said, and the next one runs', async () => {
    const world = createWorld({ seed: 7 });
    expect(await run(world, 'nosuch')).toMatchObject({ stderr: 'sh: nosuch: not found\n', exitCode: 127 });
    expect((await run(world, 'if')).stderr).toContain('syntax error');
    expect((await run(world, 'echo on')).stdout).toBe('on\n');
  });

  test('killed from outside, it leaves its line with 137, and the next line has a new one', async () => {
    const world = createWorld({ seed: 7 });
    expect((await run(world, 'kill -9 $$; echo never')).exitCode).toBe(137);
    expect(await run(world, 'echo again')).toMatchObject({ stdout: 'again\n', exitCode: 0 });
  });

  test('on a terminal, Ctrl-C ends what runs and not the shell', async () => {
    const world = createWorld({ seed: 7 });
    const turn = messageChannelTurn();
    const sleeping = world.run('sleep 1000', { columns: 80, rows: 24 });
    await runTo(world.clock, world.clock.now() + 500, turn);
    sleeping.type('\u0003');
    expect(await runFast(world.clock, sleeping.exitCode, turn)).toBe(130);
    expect(world.clock.now()).toBeLessThan(2000);
    const next = world.run('echo still here', { columns: 80, rows: 24 });
    expect(await runFast(world.clock, next.exitCode, turn)).toBe(0);
    expect(world.trace.events.some((event) => event.type === 'terminal.output' && event.text.includes('still here\r\n'))).toBe(true);
  });

  test('docker run -it: a shell in the container answers what is typed', async () => {
    const world = createWorld({ seed: 7 });
    const turn = messageChannelTurn();
    const shell = world.run('docker run --rm -it alpine', { columns: 80, rows: 24 });
    const shown = () => world.trace.events.map((event) => (event.type === 'terminal.output' ? event.text : '')).join('');
    const until = async (text: string) => {
      for (let i = 0; i < 1000 && !shown().includes(text); i++) await runTo(world.clock, world.clock.now() + 10, turn);
      expect(shown()).toContain(text);
    };
    await until('/ # ');
    shell.type('echo $((6 * 7)) && hostname | wc -c\r');
    await until('42\r\n13\r\n/ # ');
    shell.type('exit 5\r');
    expect(await runFast(world.clock, shell.exitCode, turn)).toBe(5);
  });
});

test('the last thing that docker writes is seen, into a pipe too', async () => {
  const world = createWorld({ seed: 7 });
  await run(world, 'docker pull -q hello-world');
  const { stdout } = await run(world, 'docker rmi hello-world');
  expect(stdout.match(/^Deleted: /gm)).toHaveLength(2);
  expect((await run(world, 'docker version | tail -1')).stdout.trim()).not.toBe('');
});

test('a client that has ended leaves no connection behind', async () => {
  const world = createWorld({ seed: 7 });
  const { events } = await run(world, 'docker run -d nginx');
  const open = new Set(
    events.flatMap((event) => (event.type === 'http.request' && event.link === 'client-engine' ? [event.exchange] : [])),
  );
  for (const event of events) if (event.type === 'http.end' || event.type === 'http.failed') open.delete(event.exchange);
  expect([...open]).toEqual([]);
  expect((await run(world, 'docker ps -q')).stdout).not.toBe('');
});
