import { type Cursor, cursorAt } from '../../core/trace/cursor.ts';
import type { Level, Step } from '../../core/trace/step.ts';
import { stepAt, steps } from '../../core/trace/steps.ts';
import { type Tempo, tempo } from '../../core/trace/tempo.ts';
import type { Timeline } from '../../core/trace/timeline.ts';

/** The world that a player drives. A recording has none. */
export interface PlayerHost {
  /** Whether a command runs: otherwise time stands still, and the prompt waits. */
  readonly busy: boolean;
  /**
   * Lets virtual time pass up to `toMs`, for about `budgetMs` of real time, and appends what happened
   * to the timeline. Resolves with how far it came, in virtual ms.
   */
  advance(toMs: number, budgetMs: number): Promise<number>;
}

export type Speed = 0.25 | 0.5 | 1 | 2 | 4 | 8 | 16 | 'instant';

export const speeds: readonly Speed[] = [0.25, 0.5, 1, 2, 4, 8, 16, 'instant'];

export interface PlayerOptions {
  readonly timeline: Timeline;
  readonly host?: PlayerHost;
  readonly level?: Level;
  readonly speed?: Speed;
  /** Jump from step to step instead of moving there, and from moment to moment while playing. */
  readonly still?: boolean;
}

/** Real time that the world may take of a frame, in ms. */
const BUDGET_MS = 6;
/** While the world runs, virtual time passes at most so many times faster than real time. */
const RUSH = 60;
/** The world is kept ahead of what is shown by this much play time, in ms, so that playing need not wait for it. */
const AHEAD_MS = 200;
/** Without motion, how often what goes on is shown anew, in ms of play time. */
const STILL_MS = 800;
/** How far to look for the next step at a time, in virtual ms. */
const SEARCH_MS = 100;
/** A move from one step to another, in ms. */
const GLIDE_LEAST = 260;
const GLIDE_MOST = 1000;
const GLIDE_RATE = 2;
/** Steps that follow one another within this time, in ms, are jumped to. */
const HURRY_MS = 250;

interface Glide {
  readonly from: number;
  readonly to: number;
  readonly duration: number;
  elapsed: number;
}

const ease = (t: number) => (t < 0.5 ? 2 * t * t : 1 - (2 - 2 * t) ** 2 / 2);

/**
 * Drives the cursor: play, pause, step, seek, at a speed and a level of detail. It knows no clock and
 * no page: whoever shows the trace calls `frame` with the time that has passed, as long as `active`.
 */
export class Player {
  #timeline: Timeline;
  #host: PlayerHost | undefined;
  #level: Level;
  #speed: Speed;
  #playing = false;
  #position = 0;
  #cursor: Cursor = { at: 0, seq: -1 };
  #glide: Glide | undefined;
  /** The step that `next` waits for, until the world gets there. */
  #awaited: number | undefined;
  #head = 0;
  #advancing = false;
  readonly #listeners = new Set<() => void>();

  still: boolean;

  constructor({ timeline, host, level = 'story', speed = 1, still = false }: PlayerOptions) {
    this.#timeline = timeline;
    this.#host = host;
    this.#level = level;
    this.#speed = speed;
    this.still = still;
    this.#head = timeline.endsAt;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  /** Play time at speed 1, in milliseconds: what the scrubber shows. */
  get position(): number {
    return this.#position;
  }

  get length(): number {
    return this.#tempo.length;
  }

  get playing(): boolean {
    return this.#playing && !this.ended;
  }

  get level(): Level {
    return this.#level;
  }

  get speed(): Speed {
    return this.#speed;
  }

  get steps(): readonly Step[] {
    return steps(this.#timeline, this.#level);
  }

  /** The step that the cursor is in; -1 before the first. */
  get stepIndex(): number {
    return stepAt(this.steps, this.#cursor);
  }

  get step(): Step | undefined {
    return this.steps[this.stepIndex];
  }

  get tempo(): Tempo {
    return this.#tempo;
  }

  /** Whether nothing more is to be seen, and nothing runs. */
  get ended(): boolean {
    return this.#position >= this.length && !this.#host?.busy;
  }

  /** Whether `frame` has something to do. */
  get active(): boolean {
    return this.#glide !== undefined || this.#awaited !== undefined || (this.#playing && !this.ended);
  }

  /** Calls `listener` after each change; returns a function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shows another trace, from its beginning. */
  load(timeline: Timeline, host?: PlayerHost): void {
    this.#timeline = timeline;
    this.#host = host;
    this.#head = timeline.endsAt;
    this.#playing = false;
    this.#stay();
    this.#moveTo(0);
  }

  play(): void {
    this.#stay();
    if (this.ended) this.#moveTo(0);
    this.#playing = true;
    this.#changed();
  }

  pause(): void {
    this.#stay();
    this.#playing = false;
    this.#changed();
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** To the end of what is known, and on from there: a command was given. */
  follow(): void {
    this.#stay();
    this.#moveTo(this.#tempo.positionOf(cursorAt(this.#headAt)));
    this.#cursor = cursorAt(this.#headAt);
    this.#playing = true;
    this.#changed();
  }

  /** On to the next step; the world goes on until there is one. */
  next(): void {
    this.#playing = false;
    const wanted = (this.#awaited ?? this.#gliding() ?? this.stepIndex) + 1;
    if (wanted < this.steps.length) this.#go(wanted);
    else if (this.#host?.busy) this.#awaited = wanted;
    else this.#glideTo(this.length);
    this.#changed();
  }

  /** Back to the step before. */
  previous(): void {
    this.#playing = false;
    this.#awaited = undefined;
    const wanted = (this.#gliding() ?? this.stepIndex) - 1;
    if (wanted >= 0) this.#go(wanted);
    else this.#glideTo(0);
    this.#changed();
  }

  first(): void {
    this.#playing = false;
    this.seekPosition(0);
  }

  last(): void {
    this.#playing = false;
    this.seekPosition(this.length);
  }

  /** To a position on the scrubber. Playing goes on from there. */
  seekPosition(position: number): void {
    this.#stay();
    this.#moveTo(position);
    this.#changed();
  }

  seek(cursor: Cursor): void {
    this.seekPosition(this.#tempo.positionOf(cursor));
    this.#cursor = cursor;
    this.#changed();
  }

  /** To where one looks at a step. */
  seekStep(index: number): void {
    this.#playing = false;
    this.seekPosition(this.#tempo.restOf(index));
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
    this.#changed();
  }

  /** The level changes how time is spread, not where the cursor is. */
  setLevel(level: Level): void {
    const { cursor } = this;
    this.#stay();
    this.#level = level;
    this.#position = this.#tempo.positionOf(cursor);
    this.#changed();
  }

  /** To be called when the timeline has grown by other means than `advance`. */
  grown(): void {
    this.#head = Math.max(this.#head, this.#timeline.events[this.#timeline.events.length - 1]?.at ?? 0);
    this.#changed();
  }

  /** Lets `elapsedMs` of real time pass. */
  frame(elapsedMs: number): void {
    if (this.#glide) {
      this.#glideOn(elapsedMs);
      // At rest between hurried steps there is nothing new to draw.
      if (this.#glide && this.#glide.from === this.#glide.to) return;
    } else if (this.#awaited !== undefined) this.#await();
    else if (this.#playing) this.#playOn(elapsedMs);
    else return;
    this.#changed();
  }

  get #tempo(): Tempo {
    return tempo(this.#timeline, this.#level);
  }

  /** How far the world is known. */
  get #headAt(): number {
    return this.#host ? this.#head : this.#timeline.endsAt;
  }

  #stay(): void {
    this.#glide = undefined;
    this.#awaited = undefined;
  }

  /** The step that a glide leads to. */
  #gliding(): number | undefined {
    return this.#glide && stepAt(this.steps, this.#tempo.cursorAt(this.#glide.to));
  }

  #go(step: number): void {
    this.#awaited = undefined;
    this.#glideTo(this.#tempo.restOf(step));
  }

  /** Moves to a step; jumps where motion is not wanted, or where the next step is asked for while this one is under way. */
  #glideTo(to: number): void {
    const hurried = this.#glide !== undefined;
    if (this.still || hurried) {
      this.#moveTo(to);
      this.#glide = this.still ? undefined : { from: to, to, duration: HURRY_MS, elapsed: 0 };
      return;
    }
    const distance = Math.abs(to - this.#position);
    const duration = Math.max(GLIDE_LEAST, Math.min(GLIDE_MOST, distance / GLIDE_RATE));
    this.#glide = { from: this.#position, to, duration, elapsed: 0 };
  }

  #glideOn(elapsedMs: number): void {
    const glide = this.#glide;
    if (!glide) return;
    glide.elapsed += elapsedMs;
    const done = glide.elapsed >= glide.duration;
    this.#moveTo(done ? glide.to : glide.from + (glide.to - glide.from) * ease(glide.elapsed / glide.duration));
    if (done) this.#glide = undefined;
  }

  #await(): void {
    const wanted = this.#awaited as number;
    if (wanted < this.steps.length) this.#go(wanted);
    else if (!this.#host?.busy) {
      this.#awaited = undefined;
      this.#glideTo(this.length);
    } else this.#advance(this.#head + SEARCH_MS);
  }

  #playOn(elapsedMs: number): void {
    if (this.#speed === 'instant') {
      if (this.#host?.busy) this.#advance(Number.MAX_VALUE);
      this.#moveTo(this.#host?.busy ? this.#tempo.positionOf(cursorAt(this.#headAt)) : this.length);
      return;
    }
    const target = this.#position + elapsedMs * this.#speed;
    const wanted = this.#tempo.cursorAt(target + AHEAD_MS * this.#speed).at;
    if (this.#host?.busy && wanted > this.#head) this.#advance(Math.min(wanted, this.#head + RUSH * elapsedMs * this.#speed));
    const limit = this.#host?.busy ? this.#tempo.positionOf(cursorAt(this.#headAt)) : this.length;
    // Where the world waits, what has just happened stays in sight.
    if (Math.min(target, limit) > this.#position) this.#moveTo(Math.min(target, limit));
    if (this.ended && !this.#host) this.#playing = false;
  }

  #advance(toMs: number): void {
    if (this.#advancing || !this.#host) return;
    const host = this.#host;
    this.#advancing = true;
    const arrived = (at: number) => {
      this.#advancing = false;
      if (host !== this.#host) return;
      this.#head = Math.max(this.#head, at);
      this.#changed();
    };
    host.advance(toMs, BUDGET_MS).then(arrived, () => arrived(this.#head));
  }

  #moveTo(position: number): void {
    const busy = this.#host?.busy ?? false;
    const known = busy ? this.#headAt : Math.max(this.#headAt, this.#timeline.endsAt);
    // While the world runs, time goes on after the last event that is known.
    const end = busy ? this.#tempo.positionOf(cursorAt(known)) : this.length;
    this.#position = Math.max(0, Math.min(position, busy ? Math.max(this.length, end) : end));
    const cursor = this.still && this.#playing ? this.#stillAt(this.#position) : this.#tempo.cursorAt(this.#position);
    // At the end all of it has happened, whatever the rounding on the way there.
    this.#cursor = cursor.at > known || this.#position >= end ? cursorAt(known) : cursor;
  }

  /** Without motion: a message is shown on its way, and then has come; what goes on is shown anew from time to time. */
  #stillAt(position: number): Cursor {
    const cursor = this.#tempo.cursorAt(position);
    const index = stepAt(this.steps, cursor);
    const step = this.steps[index];
    if (!step) return cursor;
    if (step.flight) return step.rest;
    const start = this.#tempo.startOf(index);
    return this.#tempo.cursorAt(start + Math.floor((position - start) / STILL_MS) * STILL_MS);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
