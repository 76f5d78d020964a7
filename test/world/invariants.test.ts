import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { containerMachine } from '../../src/client/machine/container-machine.ts';
import { readBytes } from '../../src/core/http.ts';
import type { MachineName } from '../../src/core/trace/events.ts';
import { createContainerMachine } from '../../src/engine/container/machine.ts';
import { layerMachine } from '../../src/engine/image/pull/layer-machine.ts';
import { pullMachine } from '../../src/engine/image/pull/pull-machine.ts';
import { createCatalogue } from '../../src/oci/catalogue/catalogue.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { registrySession } from '../../src/registry/session.ts';
import { createWorld } from '../../src/world/world.ts';
import { run } from './run.ts';
import { voyage } from './voyage.ts';

const LINES = ['docker run -d --name web nginx', 'docker exec web hostname', 'docker stop web', 'docker rm web', 'docker rmi nginx'];

describe('the machines are the behaviour', () => {
  const MACHINES: readonly MachineName[] = [
    'command',
    'connection',
    'pull',
    'layer',
    'container',
    'image-store',
    'exec',
    'registry-session',
  ];

  test('each part of a voyage is driven by a machine of its own', async () => {
    const { events } = await voyage(...LINES);
    const seen = new Set(events.flatMap((event) => (event.type === 'state' ? [event.machine] : [])));
    expect([...seen].sort()).toEqual([...MACHINES].sort());
  });

  test('no instance is ever in a state that it did not come to', async () => {
    const { events } = await voyage(...LINES);
    const states = new Map<string, string>();
    for (const event of events) {
      if (event.type !== 'state') continue;
      const key = `${event.machine} ${event.id}`;
      // A machine that begins comes from nowhere: the next exchange, the next pull of a layer.
      if (event.from !== '') expect(event.from).toBe(states.get(key));
      states.set(key, event.to);
    }
  });

  /** The states that a machine can go to from each of its own, at the outermost level, through those it does not stay in. */
  function edges(machine: AnyStateMachine): Map<string, Set<string>> {
    const root = machine.root;
    const outermost = (node: typeof root): typeof root => (node.parent === root || !node.parent ? node : outermost(node.parent));
    const inside = (node: typeof root): (typeof root)[] => [node, ...Object.values(node.states).flatMap(inside)];
    const direct = (node: typeof root) =>
      [root, ...inside(node)]
        .flatMap((part) => [...part.transitions.values()].flat().concat(part.always ?? []))
        .flatMap(({ target }) => target ?? [])
        .map(outermost);
    const reach = (node: typeof root, seen = new Set<string>()): Set<string> => {
      for (const to of direct(node)) {
        if (seen.has(to.key)) continue;
        seen.add(to.key);
        if (to.always?.length) reach(to, seen);
      }
      return seen;
    };
    return new Map(Object.entries(root.states).map(([name, node]) => [name, reach(node)]));
  }

  const nothing = {} as Parameters<typeof createContainerMachine>[0];
  test.each<[MachineName, AnyStateMachine, (event: { id: string }) => boolean]>([
    ['pull', pullMachine, () => true],
    ['layer', layerMachine, () => true],
    ['container', createContainerMachine(nothing, () => 0), () => true],
    ['registry-session', registrySession, () => true],
    ['command', containerMachine, ({ id }) => id === 'c1'],
  ])('%s: what the trace says is what the chart allows', async (name, machine, concerns) => {
    const { events } = await voyage(...LINES);
    const allowed = edges(machine);
    const taken = events.filter((event) => event.type === 'state' && event.machine === name && event.from !== '' && concerns(event));
    expect(taken.length).toBeGreaterThan(0);
    const outer = (state: string) => state.split('.')[0]!;
    const strays = taken.flatMap((event) => {
      if (event.type !== 'state' || outer(event.from) === outer(event.to)) return [];
      return allowed.get(outer(event.from))?.has(outer(event.to)) ? [] : [`${event.from} → ${event.to} on ${event.event}`];
    });
    expect(strays).toEqual([]);
  });
});

describe('real bytes', () => {
  test('each blob and manifest that crosses is what its digest says', async () => {
    const store = createCatalogue();
    const { events } = await voyage('docker pull nginx');
    const served = events.flatMap((event) =>
      event.type === 'http.request' ? (event.url.match(/library\/nginx\/(blobs|manifests)\/(sha256:\w+)/) ?? []) : [],
    );
    const digests = served.filter((part) => part.startsWith('sha256:'));
    expect(digests.length).toBeGreaterThan(5);
    for (const digest of new Set(digests)) {
      const blob = await store.blob('library/nginx', digest as never);
      const bytes = blob ? await readBytes({ body: blob.read(0, blob.size) }) : (await store.manifest('library/nginx', digest))!.bytes;
      expect(digestOf(bytes)).toBe(digest);
    }
  });

  test('a bit that flips on the way is found, and nothing of that image is kept', async () => {
    const honest = createCatalogue();
    const world = createWorld({
      seed: 7,
      store: {
        ...honest,
        repositories: () => honest.repositories(),
        tags: (name) => honest.tags(name),
        manifest: (name, reference) => honest.manifest(name, reference),
        async blob(name, digest) {
          const blob = await honest.blob(name, digest);
          if (!blob || blob.size < 100_000) return blob;
          const bytes = await readBytes({ body: blob.read(0, blob.size) });
          bytes[1000]! ^= 1;
          return { size: blob.size, read: (start, end) => new Response(bytes.slice(start, end)).body as ReadableStream<Uint8Array> };
        },
      },
    });
    const { stderr, exitCode } = await run(world, 'docker pull alpine');
    expect(stderr).toMatch(/^filesystem layer verification failed for digest sha256:[0-9a-f]{64}\n$/);
    expect(exitCode).toBe(1);
    expect((await run(world, 'docker images -q')).stdout).toBe('');
  });
});

describe('what is a model says so', () => {
  test('an executable of the catalogue, run by a real kernel, tells what it is', async ({ skip }) => {
    if (process.platform !== 'linux' || process.arch !== 'x64') skip('a Linux on x86-64 runs the file');
    const world = createWorld({ seed: 7 });
    await run(world, 'docker pull nginx');
    const copy = await run(world, 'docker run --rm nginx cat /usr/sbin/nginx > nginx; cat nginx | base64');
    const folder = mkdtempSync(join(tmpdir(), 'drydock-'));
    try {
      const file = join(folder, 'nginx');
      writeFileSync(file, Buffer.from(copy.stdout, 'base64'));
      chmodSync(file, 0o755);
      const { status, stderr, stdout } = spawnSync(file);
      expect(`${stdout}${stderr}`).toContain('Drydock');
      expect(status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a program that is not modelled whole says so where one would wait for more', async () => {
    const { stderr, stdout, exitCode } = await run(createWorld({ seed: 7 }), 'docker run --rm python:3.13-slim python3 -c "import os"');
    expect(`${stdout}${stderr}`).toMatch(/Drydock|model/);
    expect(exitCode).not.toBe(0);
  });
});
