import { beforeAll, describe, expect, test } from 'vitest';
import type { Trace } from '../../../src/core/trace/events.ts';
import { stepAt, steps } from '../../../src/core/trace/steps.ts';
import { tempo } from '../../../src/core/trace/tempo.ts';
import { createTimeline, type Timeline } from '../../../src/core/trace/timeline.ts';
import { arrange } from '../../../src/view/layout/arrangement.ts';
import type { Box, Figure, Group, Scene, Text } from '../../../src/view/layout/figure.ts';
import { type Mark, marksOf } from '../../../src/view/layout/markup.ts';
import { stageScene } from '../../../src/view/layout/scene.ts';
import { type Font, textWidth } from '../../../src/view/layout/text.ts';
import { voyage } from '../../world/voyage.ts';

/** Sizes of the stage, in CSS pixels: a laptop's, a projector's, beside a lens on a tablet, a phone's, a square. */
const sizes = [
  [1022, 452],
  [1460, 620],
  [724, 350],
  [390, 460],
  [360, 600],
  [700, 700],
] as const;
type Size = readonly [width: number, height: number];
const laptop: Size = sizes[0];

let trace: Trace;
let timeline: Timeline;

beforeAll(async () => {
  trace = await voyage('docker run --name one hello-world', 'docker pull nginx', 'docker run --rm hello-world');
  timeline = createTimeline(trace);
}, 60_000);

/** The picture at a share of the whole story. */
function picture(share: number, [width, height]: Size, selection?: { kind: 'container' | 'layer'; id: string }): Scene {
  const pace = tempo(timeline, 'story');
  const cursor = pace.cursorAt(share * pace.length);
  const list = steps(timeline, 'story');
  return stageScene({
    world: timeline.stateAt(cursor),
    at: cursor.at,
    arrangement: arrange(width, height),
    step: list[stepAt(list, cursor)],
    selection,
  });
}

const shares = Array.from({ length: 72 }, (_, i) => i / 71);

function* walk(figures: readonly Figure[], parent?: Group): Generator<{ readonly figure: Figure; readonly parent: Group | undefined }> {
  for (const figure of figures) {
    yield { figure, parent };
    if (figure.kind === 'group') yield* walk(figure.children, figure);
  }
}

const groups = (scene: Scene, is: string) =>
  [...walk(scene.figures)].flatMap(({ figure }) => (figure.kind === 'group' && figure.is?.split(' ').includes(is) ? [figure] : []));
const words = (group: Group) => [...walk(group.children)].flatMap(({ figure }) => (figure.kind === 'text' ? [figure.text] : [])).join(' ');

const buttonsOf = (marks: readonly Mark[]): Mark[] =>
  marks.flatMap((mark) => (mark.attributes.role === 'button' ? [mark, ...buttonsOf(mark.children)] : buttonsOf(mark.children)));

describe.each(sizes)('a stage of %i by %i', (...size) => {
  test('its parts stand apart from one another, inside the picture', () => {
    const { width, height, client, machine, registry, engine, containers, cache, kernel } = arrange(...size);
    const apart = (a: Box, b: Box) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
    for (const list of [
      [client, machine, registry],
      [engine, containers, cache, kernel],
    ])
      for (const a of list) for (const b of list) expect(a === b || apart(a, b)).toBe(true);
    for (const part of [engine, containers, cache, kernel]) {
      expect(part.x).toBeGreaterThan(machine.x);
      expect(part.x + part.width).toBeLessThan(machine.x + machine.width);
      expect(part.y + part.height).toBeLessThan(machine.y + machine.height);
    }
    for (const part of [client, machine, registry]) {
      expect(part.x).toBeGreaterThanOrEqual(0);
      expect(part.x + part.width).toBeLessThanOrEqual(width);
      expect(part.y + part.height).toBeLessThanOrEqual(height);
    }
  });

  test('all text keeps within its frame, and what was cut is in a title', () => {
    for (const share of shares) {
      for (const { figure, parent } of walk(picture(share, size).figures)) {
        if (figure.kind !== 'text' || !parent) continue;
        const frame = parent.children.find((child) => child.kind === 'rect');
        if (frame?.kind !== 'rect') continue;
        const [font = 'body', anchor] = figure.is?.split(' ') ?? [];
        const textLength = textWidth(figure.text, font as Font);
        const left = anchor === 'end' ? figure.x - textLength : figure.x;
        expect(left, figure.text).toBeGreaterThanOrEqual(frame.x);
        expect(left + textLength, `${figure.text} in ${parent.key}`).toBeLessThanOrEqual(frame.x + frame.width + 1);
        expect(figure.y, `${figure.text} in ${parent.key}`).toBeLessThanOrEqual(frame.y + frame.height);
        if (figure.text.endsWith('…')) expect((figure as Text).title).toBeTruthy();
      }
    }
  });

  test('it is small enough to be drawn sixty times a second, and each thing has its own key', () => {
    for (const share of shares) {
      const scene = picture(share, size);
      expect([...walk(scene.figures)].length).toBeLessThan(220);
      const siblings = (figures: readonly Figure[]) => {
        const keys = figures.map(({ kind, key }) => `${kind} ${key}`);
        expect(new Set(keys).size, keys.join(', ')).toBe(keys.length);
        for (const figure of figures) if (figure.kind === 'group') siblings(figure.children);
      };
      siblings(scene.figures);
    }
  });

  test('whatever can be selected says what it is', () => {
    for (const share of shares) {
      for (const { figure } of walk(picture(share, size).figures)) {
        if (figure.kind === 'group' && figure.subject) expect(`${words(figure)} ${figure.label ?? ''}`).toMatch(/\w/);
      }
      const buttons = buttonsOf(marksOf(picture(share, size)));
      expect(buttons.length).toBeGreaterThan(6);
      for (const { attributes, children } of buttons) {
        expect(attributes['aria-label']).toMatch(/^\w/);
        expect(attributes['aria-label']).not.toMatch(/undefined|null|NaN/);
        expect(
          children.flatMap((child) => buttonsOf([child])),
          'a button in a button',
        ).toEqual([]);
      }
    }
  });
});

test('a message is drawn where it is: at its sender when it is sent, half way at half time', () => {
  const request = trace.events.find((event) => event.type === 'http.request' && event.link === 'engine-registry');
  if (request?.type !== 'http.request') throw new Error('no request to the registry');
  const x = (at: number) => {
    const scene = stageScene({
      world: timeline.stateAt({ at, seq: at === request.at ? request.seq : 1e9 }),
      at,
      arrangement: arrange(...laptop),
    });
    const [chip] = groups(scene, 'chip').filter((group) => group.subject?.id === request.exchange);
    expect(chip && words(chip)).toBe('GET /v2/');
    const frame = chip?.children[0];
    return (chip?.x ?? 0) + (frame?.kind === 'rect' ? frame.width / 2 : 0);
  };
  const lane = arrange(...laptop).lanes.fetch;
  const half = (request.at + request.arrives) / 2;
  expect(x(request.at)).toBeCloseTo(lane.at(0).x, 0);
  expect(x(half)).toBeCloseTo(lane.at(0.5).x, 0);
});

test('an answer carries its status in words', () => {
  const seen = new Set(shares.flatMap((share) => groups(picture(share, laptop), 'chip').map(words)));
  expect([...seen].some((label) => label.startsWith('401 Unauthorized'))).toBe(true);
  expect([...seen].some((label) => label.startsWith('POST /images/create'))).toBe(true);
});

test('a layer has the same tint at the registry, on its way, in the cache and in a container', () => {
  const tints = new Map<string, Set<string>>();
  for (const share of shares) {
    for (const block of groups(picture(share, laptop), 'block')) {
      const tint = block.is?.match(/tint-\d/)?.[0] ?? '';
      const id = block.subject?.id ?? '';
      tints.set(id, (tints.get(id) ?? new Set()).add(tint));
    }
  }
  expect(tints.size).toBeGreaterThan(4);
  for (const [digest, found] of tints) expect([...found], digest).toHaveLength(1);
});

test('a layer fills as its bytes arrive, then unpacks, then is whole', () => {
  const pace = tempo(timeline, 'story');
  const resolved = trace.events.find((event) => event.type === 'image.resolved' && event.reference.startsWith('nginx'));
  const digest = resolved?.type === 'image.resolved' ? (resolved.layers.reduce((a, b) => (a.size > b.size ? a : b)).digest as string) : '';
  const from = pace.positionOf({ at: resolved?.at ?? 0, seq: resolved?.seq ?? 0 });
  const widths: number[] = [];
  for (let position = from; position < from + 9000; position += 60) {
    const cursor = pace.cursorAt(position);
    const scene = stageScene({ world: timeline.stateAt(cursor), at: cursor.at, arrangement: arrange(...laptop) });
    const [block] = groups(scene, 'store')
      .filter(({ key }) => key === 'cache')
      .flatMap(({ children }) => children.filter((child): child is Group => child.kind === 'group' && child.subject?.id === digest));
    const loaded = block?.children.find(({ key }) => key === 'loaded');
    widths.push(loaded?.kind === 'rect' ? loaded.width : 0);
  }
  const grown = widths.filter((width, i) => i > 0 && width > (widths[i - 1] as number) + 0.01).length;
  expect(grown).toBeGreaterThan(20);
  expect(widths.every((width, i) => i === 0 || width >= (widths[i - 1] as number) - 0.01)).toBe(true);
});

test('what is selected is marked, wherever it appears', () => {
  const id = [...timeline.stateAt({ at: timeline.endsAt, seq: 1e9 }).layers.keys()][0] as string;
  const scene = picture(1, laptop, { kind: 'layer', id });
  const marked = groups(scene, 'selected');
  expect(marked.length).toBeGreaterThan(0);
  expect(marked.every(({ subject }) => subject?.id === id)).toBe(true);
});

test('before anything happens the picture invites: no image, no container, a client that waits', () => {
  const scene = stageScene({ world: createTimeline().stateAt({ at: 0, seq: -1 }), at: 0, arrangement: arrange(...laptop) });
  const said = groups(scene, 'panel').map(words).join('\n');
  expect(said).toMatch(/waits for you/);
  expect(said).toMatch(/No image yet/);
  expect(said).toMatch(/None yet/);
});
