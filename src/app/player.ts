import { type Cursor, compareCursors, cursorAt, cursorOf } from '../core/trace/cursor.ts';
import type { Level, Step } from '../core/trace/step.ts';
import { stepAt, steps } from '../core/trace/steps.ts';
import { type Tempo, tempo } from '../core/trace/tempo.ts';
import type { Timeline } from '../core/trace/timeline.ts';

/** The cursor in a trace that may still grow, and how it moves: by play time, by steps, by seeking. */
export class Player {
  #level: Level = 'story';
  #cursor: Cursor = { at: 0, seq: -1 };
  /** Where the cursor is in play time, while it moves by that; otherwise it is looked up when needed. */
  #position: number | undefined = 0;

  constructor(readonly timeline: Timeline) {}

  get cursor(): Cursor {
    return this.#cursor;
  }

  get level(): Level {
    return this.#level;
  }

  get steps(): readonly Step[] {
    return steps(this.timeline, this.#level);
  }

  get tempo(): Tempo {
    return tempo(this.timeline, this.#level);
  }

  /** The place in `steps` of the one at the cursor; -1 before the first. */
  get stepIndex(): number {
    return stepAt(this.steps, this.#cursor);
  }

  get step(): Step | undefined {
    return this.steps[this.stepIndex];
  }

  get position(): number {
    this.#position ??= this.tempo.positionOf(this.#cursor);
    return this.#position;
  }

  /** How many events have happened at the cursor. */
  get count(): number {
    return this.timeline.countAt(this.#cursor);
  }

  /** Everything known has happened, and has arrived. */
  get atEnd(): boolean {
    return this.count === this.timeline.events.length && this.#cursor.at >= this.timeline.endsAt;
  }

  setLevel(level: Level): void {
    this.#level = level;
    this.#position = undefined;
  }

  seek(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#position = undefined;
  }

  seekPosition(position: number): void {
    this.#position = Math.max(0, position);
    this.#cursor = this.tempo.cursorAt(this.#position);
  }

  toStart(): void {
    const first = this.timeline.events[0];
    this.seek(first ? { at: first.at, seq: first.seq - 1 } : { at: 0, seq: -1 });
  }

  toEnd(): void {
    this.seek(cursorAt(this.timeline.endsAt));
  }

  /** To the beginning of a step, without the pause in which the one before it is read. */
  startStep(index: number): void {
    this.#position = this.tempo.startOf(index);
    this.#cursor = this.tempo.cursorAt(this.#position);
  }

  /** To where a step is best looked at. False when there is no such step. */
  rest(index: number): boolean {
    const step = this.steps[index];
    if (!step) return false;
    this.seek(step.rest);
    return true;
  }

  /** The step after the cursor; `steps.length` when none is known. */
  get nextIndex(): number {
    return this.stepIndex + 1;
  }

  stepBack(): void {
    const index = this.stepIndex;
    const current = this.steps[index];
    // Within a step, and past where it is looked at: once back leads there first.
    if (current && compareCursors(this.#cursor, current.rest) > 0 && index === this.steps.length - 1) this.seek(current.rest);
    else if (!this.rest(index - 1)) this.toStart();
  }

  /** To the command before the cursor, or after it. */
  toCommand(direction: -1 | 1): void {
    const starts = this.timeline.events.filter((event) => event.type === 'command.start');
    const found =
      direction > 0
        ? starts.find((event) => compareCursors(cursorOf(event), this.#cursor) > 0)
        : starts.findLast((event) => compareCursors(cursorOf(event), this.#cursor) < 0);
    if (found) this.seek(cursorOf(found));
    else if (direction > 0) this.toEnd();
    else this.toStart();
  }
}
