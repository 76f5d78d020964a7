import type { Cursor } from '../../src/core/trace/cursor.ts';
import { steps } from '../../src/core/trace/steps.ts';
import { createTimeline, type Timeline } from '../../src/core/trace/timeline.ts';
import { voyage } from '../../test/world/voyage.ts';

/** The timeline of a fresh world in which these lines were run: the real simulator, in the page. */
export const sailed = async (...lines: readonly string[]): Promise<Timeline> => createTimeline(await voyage(...lines));

/** Where one looks at the first step of the story whose caption has these words. */
export function moment(timeline: Timeline, words: string): Cursor {
  const step = steps(timeline, 'story').find(({ caption }) => caption.includes(words));
  if (!step) throw new Error(`no step says "${words}"`);
  return step.rest;
}
