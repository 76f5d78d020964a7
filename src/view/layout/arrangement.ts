import { type Box, box, type Variant } from './figure.ts';
import { bend, type Route } from './route.ts';

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
  readonly internet: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' };
  /** "this machine". */
  readonly machineName: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' };
  /** Drawn wires, with an arrow head at their end. */
  readonly wires: Readonly<Record<Lane, Route>>;
  /** Where the middle of a chip goes. */
  readonly lanes: Readonly<Record<Lane, Route>>;
  /** The way of downloaded bytes: from the registry's shelf to the cache, beside the engine or straight. */
  readonly download: 'straight' | 'around';
}

/** A request or an answer, on either crossing. */
export type Lane = 'ask' | 'answer' | 'fetch' | 'deliver';

const wide: Arrangement = {
  variant: 'wide',
  width: 1120,
  height: 556,
  client: box(16, 74, 150, 128),
  api: box(226, 90, 102, 96),
  machine: box(210, 12, 560, 532),
  engine: box(328, 80, 426, 116),
  containers: box(226, 246, 250, 202),
  cache: box(490, 246, 264, 202),
  kernel: box(226, 462, 528, 68),
  registry: box(944, 80, 160, 368),
  shelf: box(958, 262, 132, 176),
  streams: box(16, 262, 178, 282),
  internet: { x: 857, y: 122, anchor: 'middle' },
  machineName: { x: 754, y: 32, anchor: 'end' },
  wires: {
    ask: bend([
      { x: 91, y: 74 },
      { x: 91, y: 50 },
      { x: 277, y: 50 },
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
      { x: 620, y: 50 },
      { x: 1024, y: 50 },
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
      { x: 112, y: 50 },
      { x: 262, y: 50 },
    ]),
    answer: bend([
      { x: 262, y: 222 },
      { x: 100, y: 222 },
    ]),
    fetch: bend([
      { x: 660, y: 50 },
      { x: 1010, y: 50 },
    ]),
    deliver: bend([
      { x: 1010, y: 222 },
      { x: 660, y: 222 },
    ]),
  },
  download: 'straight',
};

const medium: Arrangement = {
  variant: 'medium',
  width: 720,
  height: 640,
  client: box(16, 14, 190, 116),
  registry: box(452, 14, 252, 150),
  shelf: box(572, 52, 120, 104),
  streams: box(222, 14, 190, 116),
  machine: box(16, 236, 688, 392),
  api: box(32, 218, 132, 52),
  engine: box(32, 270, 622, 104),
  containers: box(32, 390, 316, 146),
  cache: box(364, 390, 290, 146),
  kernel: box(32, 548, 622, 68),
  internet: { x: 690, y: 200, anchor: 'start' },
  machineName: { x: 690, y: 260, anchor: 'end' },
  wires: {
    ask: bend([
      { x: 66, y: 130 },
      { x: 66, y: 214 },
    ]),
    answer: bend([
      { x: 130, y: 218 },
      { x: 130, y: 134 },
    ]),
    fetch: bend([
      { x: 490, y: 270 },
      { x: 490, y: 168 },
    ]),
    deliver: bend([
      { x: 600, y: 164 },
      { x: 600, y: 266 },
    ]),
  },
  lanes: {
    ask: bend([
      { x: 112, y: 150 },
      { x: 112, y: 198 },
    ]),
    answer: bend([
      { x: 130, y: 198 },
      { x: 130, y: 150 },
    ]),
    fetch: bend([
      { x: 440, y: 244 },
      { x: 440, y: 186 },
    ]),
    deliver: bend([
      { x: 600, y: 186 },
      { x: 600, y: 244 },
    ]),
  },
  download: 'around',
};

const phone: Arrangement = {
  variant: 'phone',
  width: 390,
  height: 660,
  client: box(8, 8, 168, 96),
  registry: box(192, 8, 190, 132),
  shelf: box(0, 0, 0, 0),
  streams: box(0, 0, 0, 0),
  machine: box(8, 212, 374, 440),
  api: box(18, 196, 112, 44),
  engine: box(18, 240, 336, 96),
  containers: box(18, 350, 156, 170),
  cache: box(186, 350, 168, 170),
  kernel: box(18, 532, 336, 108),
  internet: { x: 378, y: 176, anchor: 'start' },
  machineName: { x: 370, y: 232, anchor: 'end' },
  wires: wide.wires,
  lanes: wide.lanes,
  download: 'around',
};

export const arrangements: Readonly<Record<Variant, Arrangement>> = { wide, medium, phone };

/** Which arrangement suits a stage of that width, in CSS pixels. */
export const variantFor = (width: number): Variant => (width >= 940 ? 'wide' : width >= 600 ? 'medium' : 'phone');
