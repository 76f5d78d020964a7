import { beforeAll, expect, test } from 'vitest';
import { cursorAt } from '../../../src/core/trace/cursor.ts';
import { steps } from '../../../src/core/trace/steps.ts';
import { createTimeline, type Timeline } from '../../../src/core/trace/timeline.ts';
import { factsOf } from '../../../src/view/explain/facts.ts';
import { glossary } from '../../../src/view/explain/glossary.ts';
import { whyChain } from '../../../src/view/explain/why.ts';
import { SpanIndex } from '../../../src/view/layout/spans.ts';
import { voyage } from '../../world/voyage.ts';

let timeline: Timeline;
beforeAll(async () => {
  timeline = createTimeline(await voyage('docker run --name hi hello-world'));
});

test('a blob’s request leads back, cause by cause, to what was typed', () => {
  const spans = new SpanIndex().follow(timeline.events);
  const world = timeline.stateAt(cursorAt(timeline.endsAt));
  const blob = [...world.exchanges.values()].find(({ url }) => url.includes('/blobs/'))!;
  expect(whyChain(blob.id, spans, world).map(({ text }) => text.replace(/[0-9a-f]{8}/, '…'))).toEqual([
    'the engine asked the registry: GET blobs/…',
    'the engine pulls an image',
    'the client asked the engine: POST /images/create hello-world:latest',
    'you typed: docker run --name hi hello-world',
  ]);
});

test('whatever a step is about has facts to tell', () => {
  for (const step of steps(timeline, 'story')) {
    if (step.subject) expect(factsOf(step.subject, timeline.stateAt(cursorAt(step.from.at))), step.caption).toBeDefined();
  }
});

test('what does not exist yet has none', () => {
  expect(factsOf({ kind: 'container', id: 'nobody' }, timeline.stateAt(cursorAt(0)))).toBeUndefined();
});

test('every word that a caption links to is in the glossary', () => {
  for (const step of steps(timeline, 'everything')) expect(glossary(step.terms), step.caption).toHaveLength(step.terms.length);
});
