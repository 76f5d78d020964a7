import { type Box, box, type Variant } from './figure.ts';
import { bend, type Point, type Route } from './route.ts';

/** Where the fixed parts stand, and the ways between them. One for each width of the stage. */
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
  /** Where connections that stay open are listed. */
  readonly streams: Box;
  /** The word "internet". */
  readonly internet: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' };
  /** "this machine". */
  readonly machineName: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' };
  /** Drawn wires, with an arrow head at their end. */
  readonly wires: Readonly<Record<Lane, Route>>;
  /** Where the middle of a chip goes. */
  readonly lanes: Readonly<Record<Lane, Route>>;
  /** Where the threads of open connections reach the API. */
  readonly door: Point;
  /** The way of downloaded bytes: from the registry's shelf to the cache, beside the engine or straight. */
  readonly download: 'straight' | 'around';
}

/** A request or an answer, on either crossing. */
export type Lane = 'ask' | 'answer' | 'fetch' | 'deliver';

const wide: Arrangement = {
  variant: 'wide',
  width: 1120,
  height: 564,
  client: box(16, 74, 150, 128),
  api: box(226, 90, 102, 96),
  machine: box(210, 10, 560, 546),
  engine: box(328, 80, 426, 116),
  containers: box(226, 246, 250, 210),
  cache: box(490, 246, 264, 210),
  kernel: box(226, 470, 528, 70),
  registry: box(944, 80, 160, 376),
  shelf: box(958, 258, 132, 188),
  streams: box(16, 262, 178, 282),
  internet: { x: 857, y: 126, anchor: 'middle' },
  machineName: { x: 754, y: 31, anchor: 'end' },
  wires: {
    ask: bend([
      { x: 91, y: 74 },
      { x: 91, y: 54 },
      { x: 277, y: 54 },
      { x: 277, y: 86 },
    ]),
    answer: bend([
      { x: 277, y: 186 },
      { x: 277, y: 222 },
      { x: 91, y: 222 },
      { x: 91, y: 206 },
    ]),
    fetch: bend([
      { x: 620, y: 80 },
      { x: 620, y: 54 },
      { x: 1024, y: 54 },
      { x: 1024, y: 76 },
    ]),
    deliver: bend([
      { x: 944, y: 222 },
      { x: 620, y: 222 },
      { x: 620, y: 200 },
    ]),
  },
  lanes: {
    ask: bend([
      { x: 112, y: 54 },
      { x: 262, y: 54 },
    ]),
    answer: bend([
      { x: 262, y: 222 },
      { x: 100, y: 222 },
    ]),
    fetch: bend([
      { x: 660, y: 54 },
      { x: 1010, y: 54 },
    ]),
    deliver: bend([
      { x: 1010, y: 222 },
      { x: 660, y: 222 },
    ]),
  },
  door: { x: 240, y: 186 },
  download: 'straight',
};

const medium: Arrangement = {
  variant: 'medium',
  width: 720,
  height: 668,
  client: box(16, 10, 196, 122),
  registry: box(446, 10, 258, 146),
  shelf: box(556, 22, 106, 126),
  streams: box(228, 10, 200, 122),
  machine: box(16, 246, 688, 412),
  api: box(32, 226, 136, 54),
  engine: box(32, 280, 626, 106),
  containers: box(32, 400, 316, 168),
  cache: box(362, 400, 296, 168),
  kernel: box(32, 582, 626, 64),
  internet: { x: 448, y: 206, anchor: 'end' },
  machineName: { x: 184, y: 270, anchor: 'start' },
  wires: {
    ask: bend([
      { x: 60, y: 132 },
      { x: 60, y: 222 },
    ]),
    answer: bend([
      { x: 140, y: 226 },
      { x: 140, y: 136 },
    ]),
    fetch: bend([
      { x: 480, y: 280 },
      { x: 480, y: 160 },
    ]),
    deliver: bend([
      { x: 580, y: 156 },
      { x: 580, y: 276 },
    ]),
  },
  lanes: {
    ask: bend([
      { x: 60, y: 152 },
      { x: 60, y: 206 },
    ]),
    answer: bend([
      { x: 140, y: 206 },
      { x: 140, y: 154 },
    ]),
    fetch: bend([
      { x: 470, y: 258 },
      { x: 470, y: 178 },
    ]),
    deliver: bend([
      { x: 580, y: 178 },
      { x: 580, y: 256 },
    ]),
  },
  door: { x: 164, y: 236 },
  download: 'around',
};

const phone: Arrangement = {
  variant: 'phone',
  width: 390,
  height: 660,
  client: box(8, 8, 172, 122),
  registry: box(196, 8, 186, 136),
  shelf: box(290, 18, 74, 118),
  streams: box(0, 0, 0, 0),
  machine: box(8, 240, 374, 412),
  api: box(20, 216, 116, 54),
  engine: box(20, 270, 334, 98),
  containers: box(20, 380, 158, 158),
  cache: box(188, 380, 166, 158),
  kernel: box(20, 550, 334, 96),
  internet: { x: 240, y: 210, anchor: 'end' },
  machineName: { x: 150, y: 262, anchor: 'start' },
  wires: {
    ask: bend([
      { x: 40, y: 130 },
      { x: 40, y: 212 },
    ]),
    answer: bend([
      { x: 112, y: 216 },
      { x: 112, y: 134 },
    ]),
    fetch: bend([
      { x: 256, y: 270 },
      { x: 256, y: 148 },
    ]),
    deliver: bend([
      { x: 326, y: 144 },
      { x: 326, y: 266 },
    ]),
  },
  lanes: {
    ask: bend([
      { x: 40, y: 150 },
      { x: 40, y: 202 },
    ]),
    answer: bend([
      { x: 112, y: 202 },
      { x: 112, y: 152 },
    ]),
    fetch: bend([
      { x: 280, y: 248 },
      { x: 280, y: 166 },
    ]),
    deliver: bend([
      { x: 320, y: 166 },
      { x: 320, y: 246 },
    ]),
  },
  door: { x: 132, y: 230 },
  download: 'around',
};

export const arrangements: Readonly<Record<Variant, Arrangement>> = { wide, medium, phone };

/** Which arrangement suits a stage of that width, in CSS pixels. */
export const variantFor = (width: number): Variant => (width >= 940 ? 'wide' : width >= 600 ? 'medium' : 'phone');
