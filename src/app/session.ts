import type { TerminalSize } from '../core/stdio.ts';
import type { Trace, TraceEvent } from '../core/trace/events.ts';
import type { Subject } from '../core/trace/step.ts';
import { createTimeline, type Timeline } from '../core/trace/timeline.ts';
import { SpanIndex } from '../view/layout/spans.ts';
import { Transcript } from '../view/terminal/transcript.ts';
import { Player } from '../view/transport/player.ts';
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
  /** Jump from step to step instead of moving there. */
  readonly still?: boolean;
}

const begins = (whole: readonly TraceEvent[], start: readonly TraceEvent[]) =>
  JSON.stringify(whole.slice(0, start.length)) === JSON.stringify(start);

/**
 * One visit: the trace with its player, and the world behind it once there is one. The player moves
 * the cursor, and the world just as far as the cursor needs.
 */
export class Session {
  readonly player: Player;
  #timeline: Timeline = createTimeline();
  #transcript = new Transcript();
  #spans = new SpanIndex();
  #simulation: Simulation | undefined;
  #starting: Promise<Simulation> | undefined;
  #foreground: Foreground | undefined;
  #selected: Subject | undefined;
  #size: TerminalSize = { columns: 80, rows: 24 };
  /** The opening is only offered: nobody has played it or looked into it yet. */
  #offered: boolean;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly options: SessionOptions) {
    this.#offered = options.opening !== undefined;
    this.player = new Player({ timeline: this.#timeline, still: options.still ?? false });
    this.#show(options.opening);
    this.player.subscribe(() => {
      if (this.player.playing || this.player.cursor.seq >= 0) this.#offered = false;
      this.#changed();
    });
  }

  /** Calls `listener` after every change; returns a function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
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

  get selected(): Subject | undefined {
    return this.#selected;
  }

  select(subject: Subject | undefined): void {
    this.#selected = subject;
    this.#changed();
  }

  /** A command has the keyboard, at the head of the trace. */
  get running(): boolean {
    return this.#foreground !== undefined;
  }

  get offered(): boolean {
    return this.#offered;
  }

  /** How many events have happened at the cursor. */
  get count(): number {
    return this.#timeline.countAt(this.player.cursor);
  }

  /** Something known lies after the cursor. */
  get past(): boolean {
    return !this.#offered && this.count < this.#timeline.events.length;
  }

  /** The lines typed so far, oldest first. */
  get lines(): readonly string[] {
    if (this.#offered) return [];
    return this.#timeline.events.flatMap((event) => (event.type === 'command.start' ? [event.line] : []));
  }

  #show(trace: Pick<Trace, 'events'> | undefined): void {
    this.#timeline = createTimeline(trace);
    this.#transcript = new Transcript();
    this.#spans = new SpanIndex();
    this.#selected = undefined;
    this.#follow();
    const session = this;
    this.player.load(this.#timeline, {
      get busy() {
        return session.running;
      },
      advance: (to, budget) => this.#advance(to, budget),
    });
  }

  /** Takes in what the world's trace has gained. */
  #follow(): void {
    const events = this.#simulation?.events;
    if (events && events.length > this.#timeline.events.length) this.#timeline.append(events.slice(this.#timeline.events.length));
    this.#transcript.follow(this.#timeline.events);
    this.#spans.follow(this.#timeline.events);
  }

  /** Lets the world go on. While a program waits for keys and nothing else is due, its time stands still. */
  async #advance(to: number, budgetMs: number): Promise<number> {
    const simulation = this.#simulation;
    if (!simulation) return this.#timeline.endsAt;
    const began = performance.now();
    const outOfTime = () => performance.now() - began > budgetMs;
    do {
      const due = simulation.due;
      await simulation.advance(due === undefined ? simulation.now : Math.min(due, to), outOfTime);
      if (due === undefined || due > to) break;
    } while (this.#foreground && !outOfTime());
    if (simulation === this.#simulation) this.#follow();
    return simulation.now;
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
    this.#starting ??= this.#simulate(this.lines);
    return this.#starting;
  }

  async #simulate(lines: readonly string[]): Promise<Simulation> {
    const simulation = await this.options.simulate(lines).catch((error: unknown) => {
      // The next command tries again.
      this.#starting = undefined;
      throw error;
    });
    this.#simulation = simulation;
    // What was shown so far has to be what the world has been through, byte for byte.
    if (!begins(simulation.events, this.#timeline.events)) this.#show({ events: [...simulation.events] });
    this.#follow();
    this.player.grown();
    return simulation;
  }

  /** An empty world, or one that has been through `lines`; the last of them plays. */
  async restart(lines: readonly string[] = []): Promise<void> {
    this.#offered = false;
    this.#foreground = undefined;
    this.#simulation = undefined;
    this.#show(undefined);
    this.#starting = this.#simulate(lines.slice(0, -1));
    await this.#starting;
    this.player.last();
    const last = lines.at(-1);
    if (last !== undefined) await this.run(last);
  }

  /** Runs a line as typed at the prompt: the present is shown, and plays from there. */
  async run(line: string): Promise<void> {
    const simulation = await this.#start();
    if (this.#foreground) return;
    const command = simulation.run(line, this.#size);
    this.#foreground = command;
    const end = () => {
      if (simulation !== this.#simulation) return;
      this.#foreground = undefined;
      // What it did last may have taken no time at all.
      this.#follow();
      this.player.grown();
    };
    command.exitCode.then(end, end);
    this.#present();
  }

  /** Keys for the program that runs. What it does with them is seen at once, so the present is shown. */
  type(keys: string): void {
    if (!this.#foreground) return;
    this.#foreground.type(keys);
    this.#present();
  }

  #present(): void {
    this.#follow();
    this.player.grown();
    this.player.follow();
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    this.#foreground?.resize(size);
  }

  /** To the end of what is known. */
  toNow(): void {
    this.player.last();
  }
}
