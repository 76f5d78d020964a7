import { scaleLinear } from 'd3-scale';
import { type Box, bottom, box, right, type Variant } from './figure.ts';
import { bend, type Point, type Route } from './route.ts';

/** Where the fixed parts stand, and the ways between them. */
export interface Arrangement {
  readonly variant: Variant;
  readonly width: number;
  readonly height: number;
  readonly client: Box;
  readonly api: Box;
  readonly machine: Box;
  readonly engine: Box;
  readonly cache: Box;
  readonly containers: Box;
  readonly kernel: Box;
  readonly registry: Box;
  /** Where the registry shows its blocks. */
  readonly shelf: Box;
  /** Where connections that stay open are listed; without width where there is no room. */
  readonly streams: Box;
  /** The word "internet". */
  readonly internet: Point & { readonly anchor: Anchor };
  /** "this machine". */
  readonly machineName: Point & { readonly anchor: Anchor };
  /** Drawn wires, with an arrow head at their end. */
  readonly wires: Readonly<Record<Lane, Route>>;
  /** Where the middle of a chip goes. */
  readonly lanes: Readonly<Record<Lane, Route>>;
  /** Where the threads of open connections reach the API. */
  readonly door: Point;
  /** The way of downloaded bytes: from the registry's shelf to the cache, beside the engine or straight. */
  readonly download: 'straight' | 'around';
}

type Anchor = 'start' | 'middle' | 'end';

/** A request or an answer, on either crossing. */
export type Lane = 'ask' | 'answer' | 'fetch' | 'deliver';

const clamp = (value: number, least: number, most: number) => Math.round(Math.max(least, Math.min(most, value)));

/** A size between two, by how far `at` lies between `from` and `to`. */
const between = (at: number, from: number, to: number, small: number, large: number) =>
  Math.round(scaleLinear([from, to], [small, large]).clamp(true)(at));

/**
 * From left to right: client, this machine, registry. Requests go above the parts and answers
 * between them, where no chip covers a word.
 */
function wide(width: number, height: number): Arrangement {
  const size = (small: number, large: number) => between(width, 820, 1120, small, large);
  const tall = (small: number, large: number) => between(height, 430, 560, small, large);
  const edge = size(10, 16);
  const above = tall(26, 44);
  const top = above + tall(25, 30);
  const row = tall(102, 120);
  const below = top + row + tall(26, 30);
  const second = below + tall(22, 26);
  const kernelHeight = tall(60, 68);
  const kernelTop = height - 8 - tall(10, 14) - kernelHeight;

  const client = box(edge, top - 4, size(128, 150), row + 8);
  const machineLeft = right(client) + size(34, 46);
  const registry = box(width - edge - size(136, 160), top, size(136, 160), kernelTop - 12 - top);
  const machineRight = registry.x - size(112, 170);
  const inner = { left: machineLeft + size(12, 16), right: machineRight - size(12, 16) };
  const api = box(inner.left, top + 6, size(94, 104), row - 10);
  const engine = box(right(api), top, inner.right - right(api), row);
  const secondHeight = kernelTop - 12 - second;
  const containersWidth = Math.round((inner.right - inner.left - 12) * 0.49);
  const containers = box(inner.left, second, containersWidth, secondHeight);
  const cache = box(right(containers) + 12, second, inner.right - right(containers) - 12, secondHeight);
  const middle = {
    client: client.x + client.width / 2,
    api: api.x + api.width / 2,
    engine: engine.x + engine.width * 0.68,
    registry: registry.x + registry.width / 2,
  };
  const shelfTop = second - 4;
  return {
    variant: 'wide',
    width,
    height,
    client,
    api,
    machine: box(machineLeft, 6, machineRight - machineLeft, height - 12),
    engine,
    containers,
    cache,
    kernel: box(inner.left, kernelTop, inner.right - inner.left, kernelHeight),
    registry,
    shelf: box(registry.x + 14, shelfTop, registry.width - 28, bottom(registry) - 10 - shelfTop),
    streams: box(edge, second + 8, machineLeft - edge - 14, height - second - 20),
    internet: { x: (machineRight + registry.x) / 2, y: top + 40, anchor: 'middle' },
    machineName: { x: (engine.x + middle.engine - 80) / 2, y: above + 5, anchor: 'middle' },
    wires: {
      ask: bend([
        { x: middle.client, y: client.y },
        { x: middle.client, y: above },
        { x: middle.api, y: above },
        { x: middle.api, y: api.y - 4 },
      ]),
      answer: bend([
        { x: middle.api, y: bottom(api) },
        { x: middle.api, y: below },
        { x: middle.client, y: below },
        { x: middle.client, y: bottom(client) + 4 },
      ]),
      fetch: bend([
        { x: middle.engine, y: top },
        { x: middle.engine, y: above },
        { x: middle.registry, y: above },
        { x: middle.registry, y: top - 4 },
      ]),
      deliver: bend([
        { x: registry.x, y: below },
        { x: middle.engine, y: below },
        { x: middle.engine, y: bottom(engine) + 4 },
      ]),
    },
    lanes: {
      ask: bend([
        { x: middle.client + 20, y: above },
        { x: middle.api - 16, y: above },
      ]),
      answer: bend([
        { x: middle.api - 16, y: below },
        { x: middle.client + 10, y: below },
      ]),
      fetch: bend([
        { x: middle.engine + 40, y: above },
        { x: middle.registry - 14, y: above },
      ]),
      deliver: bend([
        { x: middle.registry - 14, y: below },
        { x: middle.engine + 40, y: below },
      ]),
    },
    door: { x: api.x + 14, y: bottom(api) },
    download: 'straight',
  };
}

/** Client and registry above, this machine below: for a stage that is higher than wide. */
function tall(width: number, height: number): Arrangement {
  const size = (small: number, large: number) => between(height, 470, 680, small, large);
  const room = (small: number, large: number) => between(width, 390, 640, small, large);
  const edge = 8;
  const first = size(88, 128);
  const apiTop = edge + first + size(58, 92);
  const apiHeight = size(42, 54);
  const engineTop = apiTop + apiHeight;
  const engineHeight = size(74, 100);
  const kernelHeight = size(64, 96);
  const kernelTop = height - edge - 8 - kernelHeight;
  const second = engineTop + engineHeight + size(8, 12);
  const secondHeight = kernelTop - size(8, 12) - second;
  const inner = { left: edge + 10, right: width - edge - 30 };
  const client = box(edge, edge, Math.round(width * 0.45) - edge, first);
  const registry = box(Math.round(width * 0.5), edge, width - edge - Math.round(width * 0.5), first + size(4, 8));
  const shelfLeft = registry.x + Math.round(registry.width * room(50, 55) * 0.01);
  const containersWidth = Math.round((inner.right - inner.left - 10) * 0.49);
  const cacheLeft = inner.left + containersWidth + 10;
  const [ask, answer] = [edge + 34, edge + room(108, 150)];
  const [fetch, deliver] = [registry.x + room(58, 60), registry.x + room(128, 190)];
  const gap = { top: edge + first, middle: apiTop - 22 };
  return {
    variant: 'tall',
    width,
    height,
    client,
    registry,
    shelf: box(shelfLeft, edge + 8, right(registry) - 20 - shelfLeft, registry.height - 14),
    streams: box(0, 0, 0, 0),
    machine: box(edge, apiTop + 18, width - 2 * edge, height - edge - apiTop - 18),
    api: box(inner.left, apiTop, room(128, 140), apiHeight),
    engine: box(inner.left, engineTop, inner.right - inner.left, engineHeight),
    containers: box(inner.left, second, containersWidth, secondHeight),
    cache: box(cacheLeft, second, inner.right - cacheLeft, secondHeight),
    kernel: box(inner.left, kernelTop, inner.right - inner.left, kernelHeight),
    internet: { x: fetch - 14, y: apiTop - 6, anchor: 'end' },
    machineName: { x: inner.left + room(128, 140) + 12, y: engineTop - 8, anchor: 'start' },
    wires: {
      ask: bend([
        { x: ask, y: gap.top },
        { x: ask, y: apiTop - 4 },
      ]),
      answer: bend([
        { x: answer, y: apiTop },
        { x: answer, y: gap.top + 4 },
      ]),
      fetch: bend([
        { x: fetch, y: engineTop },
        { x: fetch, y: bottom(registry) + 4 },
      ]),
      deliver: bend([
        { x: deliver, y: bottom(registry) },
        { x: deliver, y: engineTop - 4 },
      ]),
    },
    lanes: {
      ask: bend([
        { x: ask, y: gap.top + 18 },
        { x: ask, y: gap.middle },
      ]),
      answer: bend([
        { x: answer, y: gap.middle },
        { x: answer, y: gap.top + 20 },
      ]),
      fetch: bend([
        { x: fetch + 20, y: engineTop - 22 },
        { x: fetch + 20, y: bottom(registry) + 20 },
      ]),
      deliver: bend([
        { x: deliver, y: bottom(registry) + 20 },
        { x: deliver, y: engineTop - 22 },
      ]),
    },
    door: { x: inner.left + room(124, 136), y: apiTop + 12 },
    download: 'around',
  };
}

/** Below this width to height, things stand above one another. */
const WIDE_FROM = 1.2;

/**
 * The arrangement for a stage of that size in CSS pixels: in its proportions, and in units that keep
 * text as large as the room allows.
 */
export function arrange(width: number, height: number): Arrangement {
  const ratio = width / Math.max(1, height);
  if (ratio >= WIDE_FROM) {
    const w = clamp(Math.max(width, 430 * ratio), 820, 1180);
    return wide(w, clamp(w / ratio, 430, 640));
  }
  const w = clamp(Math.max(width, 470 * ratio), 390, 640);
  return tall(w, clamp(w / ratio, 470, 760));
}

/** The usual one of each kind, for a picture that is drawn before anyone knows the size. */
export const arrangements: Readonly<Record<Variant, Arrangement>> = { wide: arrange(1022, 452), tall: arrange(390, 520) };
