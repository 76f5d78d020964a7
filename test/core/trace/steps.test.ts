import { expect, test } from 'vitest';
import { compareCursors } from '../../../src/core/trace/cursor.ts';
import { levels, type Step } from '../../../src/core/trace/step.ts';
import { stepAt, steps } from '../../../src/core/trace/steps.ts';
import { createTimeline } from '../../../src/core/trace/timeline.ts';
import { voyage } from '../../world/voyage.ts';

const told = async (...lines: string[]) => {
  const timeline = createTimeline(await voyage(...lines));
  return { timeline, captions: steps(timeline, 'story').map(({ caption }) => caption) };
};

/** Each of `wanted` in that order, others between them allowed. */
function expectInOrder(captions: readonly string[], wanted: readonly RegExp[]): void {
  let from = 0;
  for (const pattern of wanted) {
    const at = captions.slice(from).findIndex((caption) => pattern.test(caption));
    expect(at, `${pattern} after "${captions[from - 1] ?? 'the beginning'}" in\n${captions.join('\n')}`).toBeGreaterThanOrEqual(0);
    from += at + 1;
  }
}

test('a cold run is told as a story: who asks whom, and why', async () => {
  const { captions } = await told('docker run --name one hello-world');
  expectInOrder(captions, [
    /^You run docker run --name one hello-world\./,
    /knocks at the engine’s socket/,
    /asks the engine to create container one/,
    /answers 404: it has no such image\. Note who decides to pull next: the client/,
    /asks the engine to pull hello-world:latest/,
    /turns to the registry/,
    /answers 401: first get a token/,
    /hands out a token, good for one thing at most: pulling library\/hello-world/,
    /what hello-world:latest stands for/,
    /an index: one manifest for each platform/,
    /lists a config and one layer/,
    /downloads the layers/,
    /hash to the digest/,
    /The image is whole/,
    /asks again for container one/,
    /creates one: a config, and an empty writable layer/,
    /attaches before it starts/,
    /start one/,
    /Namespaces give the container a view of its own/,
    /hello starts, as PID 1 of one/,
    /The command is done/,
  ]);
});

test('a warm run asks no registry, and says so', async () => {
  const { timeline, captions } = await told('docker run --rm hello-world', 'docker run --rm hello-world');
  const second = captions.slice(captions.lastIndexOf(captions.find((caption) => caption.startsWith('You run')) as string));
  expectInOrder(second, [/^You run/, /create a container/, /hello-world(:latest)? in its cache.*[Nn]o registry/, /start /]);
  expect(second.join('\n')).not.toMatch(/pull|token|manifest/);
  expect(steps(timeline, 'story').filter(({ command }) => command === 'c2')).toHaveLength(second.length);
});

test('a pull of several layers says when the last one is here', async () => {
  const { captions } = await told('docker pull nginx');
  expectInOrder(captions, [
    /downloads the layers/,
    /^Layer \w+ is here/,
    /^The last layer is here too/,
    /unpacked in order/,
    /image is whole/,
  ]);
});

test('a refusal is told in the words of its answer', async () => {
  const { captions } = await told('docker rm nosuch');
  expectInOrder(captions, [/asks the engine to remove nosuch/, /^The engine answers 404: No such container: nosuch\.$/, /exit code 1/]);
});

test('a finer level tells all that a coarser one does, and more', async () => {
  const { timeline } = await told('docker run --name one hello-world');
  const [story, wire, everything] = levels.map((level) => steps(timeline, level)) as [readonly Step[], readonly Step[], readonly Step[]];
  const moments = (list: readonly Step[]) => list.map(({ from, caption }) => `${from.seq} ${caption}`);
  expect(moments(wire)).toEqual(expect.arrayContaining(moments(story)));
  expect(moments(everything)).toEqual(expect.arrayContaining(moments(wire)));
  expect(wire.length).toBeGreaterThan(story.length);
  expect(everything.length).toBeGreaterThan(wire.length);
  const requests = timeline.events.filter(({ type }) => type === 'http.request');
  expect(wire.filter(({ from }) => requests.some(({ seq }) => seq === from.seq))).toHaveLength(requests.length);
});

test('one stops to look within the step, with a message while it is under way', async () => {
  const { timeline } = await told('docker run --name one hello-world');
  for (const level of levels) {
    const list = steps(timeline, level);
    for (const [i, step] of list.entries()) {
      expect(compareCursors(step.from, step.rest)).toBeLessThanOrEqual(0);
      expect(stepAt(list, step.rest)).toBe(i);
    }
  }
  const asked = steps(timeline, 'story').find(({ caption }) => caption.includes('turns to the registry'));
  expect(asked?.rest.at).toBeGreaterThan(asked?.flight?.sent ?? Number.POSITIVE_INFINITY);
  expect(asked?.rest.at).toBeLessThan(asked?.flight?.arrives ?? 0);
});

test('steps that are told as the trace grows are those that are told of the whole', async () => {
  const { timeline } = await told('docker run --name one hello-world');
  const growing = createTimeline();
  for (const event of timeline.events) {
    growing.append([event]);
    steps(growing, 'wire');
  }
  expect(steps(growing, 'wire')).toEqual(steps(timeline, 'wire'));
});

test('captions are sentences of a readable length', async () => {
  const { captions } = await told(
    'docker run --name one hello-world',
    'docker ps -a',
    'docker images',
    'docker rm one',
    'docker rmi hello-world',
  );
  for (const caption of captions) {
    expect(caption).toMatch(/^\S.*[.?!]$/);
    expect(caption.split(' ').length, caption).toBeLessThan(26);
    expect(caption).not.toMatch(/undefined|null|\[object|NaN/);
  }
});
