import type { Level } from '../step.ts';

/** What is said, and from which level on. */
export interface Sentence {
  readonly caption: string;
  readonly detail?: string;
  /** The coarsest level that tells it. */
  readonly level: Level;
}

const at =
  (level: Level) =>
  (caption: string, detail?: string): Sentence => ({ caption, level, ...(detail ? { detail } : {}) });

export const story = at('story');
export const wire = at('wire');
