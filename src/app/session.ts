import type { TerminalSize } from '../core/stdio.ts';
import { cursorAt } from '../core/trace/cursor.ts';
import type { Trace } from '../core/trace/events.ts';
import type { Level, Subject } from '../core/trace/step.ts';
import { createTimeline, type Timeline } from '../core/trace/timeline.ts';
import { SpanIndex } from '../view/layout/spans.ts';
import { Transcript } from '../view/terminal/transcript.ts';
import { Player } from './player.ts';
import type { Simulation } from './simulation.ts';

/** A command that has the terminal. */
interface Foreground {
  type(keys: string): void;
  resize(size: TerminalSize): void;
}

export interface SessionOptions {
  /** What is shown at first, ready to play; nothing when a world starts empty. */
  readonly opening: Trace | undefined;
  /** Makes a world that has been through these lines. */
  readonly simulate: (lines: readonly string[]) => Promise<Simulation>;
}

/** Infinity shows the end at once. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16, Number.POSITIVE_INFINITY];

/** Main-thread time that the simulation may take of one frame. */
const SLICE_MS = 6;

/**
 * One visit: the trace with its player, and the world behind it once there is one. While it plays,
 * each frame moves the cursor, and the world just as far as the cursor needs.
 */
export class Session {
  #timeline!: Timeline;
  #player!: Player;
  #transcript = new Transcript();
  #spans = new SpanIndex();
  #simulation: Simulation | undefined;
  #starting: Promise<Simulation> | undefined;
  #foreground: Foreground | undefined;
  #playing = false;
  /** Time goes on although no command runs: play was pressed at the end. */
  #drifting = false;
  #speed = 1;
  #selected: Subject | undefined;
  #size: TerminalSize = { columns: 80, rows: 24 };
  #busy = false;
  /** The opening is only offered: nobody has played it or looked into it yet. */
  #offered: boolean;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly options: SessionOptions) {
    this.#offered = options.opening !== undefined;
    this.#show(options.opening);
  }

  #show(trace: Pick<Trace, 'events'> | undefined): void {
    this.#timeline = createTimeline(trace);
    this.#player = new Player(this.#timeline);
    this.#player.toStart();
    this.#transcript = new Transcript();
    this.#spans = new SpanIndex();
    this.#selected = undefined;
    this.#follow();
  }

  /** Called after every change; returns a function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  get player(): Player {
    return this.#player;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  get transcript(): Transcript {
    return this.#transcript;
  }

  get spans(): SpanIndex {
    return this.#spans;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Play time a unit of wall time; Infinity for at once. */
  get speed(): number {
    return this.#speed;
  }

  get selected(): Subject | undefined {
    return this.#selected;
  }

  /** A command has the keyboard, at the head of the trace. */
  get running(): boolean {
    return this.#foreground !== undefined;
  }

  /** Something known lies after the cursor. */
  get past(): boolean {
    return !this.#offered && this.#player.count < this.#timeline.events.length;
  }

  get offered(): boolean {
    return this.#offered;
  }

  /** The lines typed so far, oldest first. */
  get lines(): readonly string[] {
    if (this.#offered) return [];
    return this.#timeline.events.flatMap((event) => (event.type === 'command.start' ? [event.line] : []));
  }

  /** Takes in what the world's trace has gained. */
  #follow(): void {
    const events = this.#simulation?.events;
    if (events && events.length > this.#timeline.events.length) this.#timeline.append(events.slice(this.#timeline.events.length));
    this.#transcript.follow(this.#timeline.events);
    this.#spans.follow(this.#timeline.events);
  }

  /**
   * Makes the world, once. If the opening was looked at, it is run again in it: same seed, same trace.
   * If it was only offered, the world starts empty.
   */
  #start(): Promise<Simulation> {
    if (this.#offered) {
      this.#offered = false;
      this.#show(undefined);
    }
    this.#starting ??= this.options.simulate(this.lines).then((simulation) => this.#adopt(simulation));
    return this.#starting;
  }

  #adopt(simulation: Simulation): Simulation {
    this.#simulation = simulation;
    this.#follow();
    this.#changed();
    return simulation;
  }

  /** An empty world, or one that has been through `lines`; the last of them plays. */
  async restart(lines: readonly string[] = []): Promise<void> {
    this.#playing = false;
    this.#offered = false;
    this.#foreground = undefined;
    this.#simulation = undefined;
    this.#show(undefined);
    this.#starting = this.options.simulate(lines.slice(0, -1)).then((simulation) => this.#adopt(simulation));
    await this.#starting;
    this.toNow();
    const last = lines.at(-1);
    if (last !== undefined) await this.run(last);
  }

  /** Runs a line as typed at the prompt: the present is shown, and plays from there. */
  async run(line: string): Promise<void> {
    const simulation = await this.#start();
    if (this.#foreground) return;
    this.toNow();
    const command = simulation.run(line, this.#size);
    this.#foreground = command;
    const end = () => {
      this.#foreground = undefined;
    };
    command.exitCode.then(end, end);
    this.#follow();
    const { player } = this;
    const first = player.steps.findLastIndex((step) => step.command === command.span);
    if (first >= 0) player.startStep(first);
    else player.toEnd();
    this.#drifting = false;
    this.#playing = true;
    this.#changed();
  }

  /** Keys for the program that runs. What it does with them is seen at once, so the present is shown. */
  type(keys: string): void {
    if (!this.#foreground) return;
    if (!this.#playing || this.past) this.toNow();
    this.#foreground.type(keys);
    this.#playing = true;
    this.#changed();
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    this.#foreground?.resize(size);
  }

  /** The cursor goes to the end of what is known. */
  toNow(): void {
    const now = this.#simulation?.now ?? 0;
    this.#player.seek(cursorAt(Math.max(now, this.#timeline.endsAt)));
    this.#changed();
  }

  play(): void {
    this.#offered = false;
    const { player } = this;
    if (player.atEnd && !this.#foreground) {
      this.#drifting = this.#simulation?.due !== undefined;
      // Nothing is left to come: what was last is shown again.
      if (!this.#drifting) player.toCommand(-1);
      if (!this.#drifting) player.startStep(Math.max(0, player.stepIndex));
    }
    this.#playing = true;
    this.#changed();
  }

  pause(): void {
    this.#playing = false;
    this.#changed();
  }

  toggle(): void {
    if (this.#playing) this.pause();
    else this.play();
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.#changed();
  }

  /** One notch faster or slower. */
  changeSpeed(by: -1 | 1): void {
    const at = SPEEDS.findIndex((speed) => speed >= this.#speed);
    this.setSpeed(SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))] ?? 1);
  }

  setLevel(level: Level): void {
    this.#player.setLevel(level);
    this.#changed();
  }

  select(subject: Subject | undefined): void {
    this.#selected = subject;
    this.#changed();
  }

  /** Stops, and moves the cursor. */
  move(how: (player: Player) => void): void {
    this.#playing = false;
    this.#offered = false;
    how(this.#player);
    this.#changed();
  }

  stepBack(): void {
    this.move((player) => player.stepBack());
  }

  /** To the next step; if it has not happened yet, the world goes on until it has. */
  async stepForward(): Promise<void> {
    this.#playing = false;
    this.#offered = false;
    const { player } = this;
    const next = player.nextIndex;
    await this.#advanceUntil(() => player.steps.length > next);
    if (!player.rest(next)) this.toNow();
    this.#changed();
  }

  async #advanceUntil(done: () => boolean): Promise<void> {
    const simulation = this.#simulation;
    if (!simulation || this.#busy) return;
    this.#busy = true;
    try {
      const began = performance.now();
      while (!done()) {
        const { due } = simulation;
        await simulation.advance(due ?? simulation.now, () => false);
        this.#follow();
        if (due === undefined || (!this.#foreground && !this.#drifting) || performance.now() - began > 500) break;
      }
    } finally {
      this.#busy = false;
    }
  }

  /** One frame: `elapsed` is wall time in milliseconds since the last. */
  async frame(elapsed: number): Promise<void> {
    if (!this.#playing || this.#busy) return;
    this.#busy = true;
    try {
      if (this.#speed === Number.POSITIVE_INFINITY) await this.#rush();
      else await this.#stroll(elapsed * this.#speed);
    } finally {
      this.#busy = false;
    }
    this.#changed();
  }

  /** As far as one frame's share of the processor leads. */
  async #rush(): Promise<void> {
    const simulation = this.#simulation;
    const began = performance.now();
    const outOfTime = () => performance.now() - began > SLICE_MS;
    while (simulation && (this.#foreground || this.#drifting)) {
      const { due } = simulation;
      await simulation.advance(due ?? simulation.now, outOfTime);
      if (due === undefined || outOfTime()) break;
    }
    this.#follow();
    if (!this.#playing) return;
    this.toNow();
    if (!this.#foreground && !this.#drifting) this.#playing = false;
  }

  async #stroll(by: number): Promise<void> {
    const { player } = this;
    const simulation = this.#simulation;
    const from = player.position;
    let position = from + by;
    if (simulation) {
      const began = performance.now();
      const wanted = player.tempo.cursorAt(position).at;
      if (wanted >= simulation.now && (this.#foreground || this.#drifting)) {
        const whole = await simulation.advance(wanted, () => performance.now() - began > SLICE_MS);
        this.#follow();
        // Someone moved the cursor or stopped while the world went on.
        if (!this.#playing || player !== this.#player || player.position !== from) return;
        if (!whole) position = Math.min(position, player.tempo.positionOf(cursorAt(simulation.now)));
      }
    }
    const waiting = this.#foreground !== undefined || this.#drifting;
    const idle = simulation?.due === undefined;
    if (!waiting || idle) position = Math.min(position, player.tempo.length);
    player.seekPosition(position);
    if (!waiting && position >= player.tempo.length) {
      player.toEnd();
      this.#playing = false;
    }
  }
}
