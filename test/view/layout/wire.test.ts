import { beforeAll, expect, test } from 'vitest';
import { cursorAt } from '../../../src/core/trace/cursor.ts';
import { createTimeline, type Timeline } from '../../../src/core/trace/timeline.ts';
import { progressOf, sequenceOf } from '../../../src/view/layout/sequence.ts';
import { SpanIndex } from '../../../src/view/layout/spans.ts';
import { type WireRow, wireRows, wireTree } from '../../../src/view/layout/wire.ts';
import { voyage } from '../../world/voyage.ts';

let timeline: Timeline;
let spans: SpanIndex;
beforeAll(async () => {
  timeline = createTimeline(await voyage('docker run hello-world', 'docker images'));
  spans = new SpanIndex().follow(timeline.events);
});

const said = (row: WireRow) =>
  row.kind === 'command' ? `$ ${row.line}` : `${'  '.repeat(row.depth)}${row.method} ${row.path}: ${row.status.text}`;
const rowsAt = (at: number) => {
  const world = timeline.stateAt(cursorAt(at));
  return wireRows(world, wireTree(world, spans), at).map(said);
};

test('exchanges hang under what caused them: the registry’s under the pull, the pull’s under the command', () => {
  const rows = rowsAt(timeline.endsAt);
  const at = rows.findIndex((row) => row.startsWith('POST /images/create'));
  expect(rows[0]).toBe('$ docker run hello-world');
  expect(rows.slice(at, at + 5).map((row) => row.replace(/[0-9a-f]{8}/g, '…'))).toEqual([
    'POST /images/create hello-world:latest: 200 OK',
    '  GET /v2/: 401 token asked',
    '  GET /token repository:library/hello-world:pull: 200 OK',
    '  HEAD manifests/latest: 200 OK',
    '  GET manifests/…: 200 OK',
  ]);
  expect(rows.filter((row) => row.startsWith('$'))).toEqual(['$ docker run hello-world', '$ docker images']);
  expect(rows.at(-1)).toMatch(/^GET \/images\/json/);
});

test('at an earlier cursor there is only what had been asked until then', () => {
  const asked = timeline.events.find((event) => event.type === 'http.request' && event.link === 'engine-registry')!;
  const rows = rowsAt(asked.at + 5);
  expect(rows.at(-1)).toBe('  GET /v2/: asked');
  expect(rows.some((row) => row.includes('docker images'))).toBe(false);
});

test('the sequence has one row a message, in order, and a bar from each request to its answer', () => {
  const { arrows, activations } = sequenceOf(timeline.stateAt(cursorAt(timeline.endsAt)));
  expect(arrows.slice(0, 2).map(({ from, to, label }) => `${from} → ${to}: ${label}`)).toEqual([
    'client → engine: HEAD /_ping',
    'engine → client: 200 OK',
  ]);
  expect(arrows.map(({ row }) => row)).toEqual(arrows.map((_, index) => index));
  for (const { exchange, first, last } of activations) {
    expect(arrows[first]).toMatchObject({ exchange, kind: 'request' });
    expect(arrows.slice(first, last + 1)).toContainEqual(expect.objectContaining({ exchange, kind: 'answer' }));
  }
});

test('a pull has its bar for as long as its progress is told: down to the last blob', () => {
  const { arrows, activations } = sequenceOf(timeline.stateAt(cursorAt(timeline.endsAt)));
  const pull = arrows.find(({ label }) => label.startsWith('POST /images/create'));
  const blob = arrows.findLast(({ label }) => label.startsWith('GET blobs/'));
  const bar = activations.find(({ exchange }) => exchange === pull?.exchange);
  expect(blob?.row).toBeGreaterThan(pull?.row ?? 0);
  expect(bar?.last).toBeGreaterThanOrEqual(blob?.row ?? Number.POSITIVE_INFINITY);
  expect(bar?.last).toBeLessThan(arrows.length - 1);
});

test('a message under way is where its time says', () => {
  const message = { sent: 100, arrives: 140 };
  expect([90, 100, 120, 140, 200].map((now) => progressOf(message, now))).toEqual([0, 0, 0.5, 1, 1]);
  expect(progressOf({ sent: 5, arrives: 5 }, 5)).toBe(1);
});
