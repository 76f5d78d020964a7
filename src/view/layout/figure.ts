import type { Subject } from '../../core/trace/step.ts';

/**
 * A scene is what is to be seen, as data: a tree of figures in a fixed coordinate system. It knows
 * no DOM; `markup.ts` turns it into SVG, for the page as for the first picture in the HTML.
 */
export type Figure = Rect | Circle | Path | Text | Group;

interface Common {
  /** Among its siblings: what is the same from one picture to the next has the same key. */
  readonly key: string;
  /** Class names: what it is, and in which tone. Colours are the style sheet's. */
  readonly is?: string;
}

export interface Rect extends Common {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
}

export interface Circle extends Common {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface Path extends Common {
  readonly kind: 'path';
  readonly d: string;
}

export interface Text extends Common {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** The whole text, where `text` had to be shortened. */
  readonly title?: string;
}

export interface Group extends Common {
  readonly kind: 'group';
  readonly x?: number;
  readonly y?: number;
  readonly children: readonly Figure[];
  /** What selecting it selects; it can be focused then, and has a label. */
  readonly subject?: Subject;
  /** What a screen reader says of it, behind what can be read in it. */
  readonly label?: string;
}

/** Which kind of arrangement: for a stage that is wider than high, or the other way round. */
export type Variant = 'wide' | 'tall';

export interface Scene {
  readonly variant: Variant;
  readonly width: number;
  readonly height: number;
  readonly figures: readonly Figure[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
export const right = ({ x, width }: Box): number => x + width;
export const bottom = ({ y, height }: Box): number => y + height;
