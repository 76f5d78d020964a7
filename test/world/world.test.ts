import { describe, expect, test } from 'vitest';
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
