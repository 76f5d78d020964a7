import type { Clock } from '../clock.ts';
import type { NewEvent, Trace, TraceEvent } from './events.ts';

/** Where simulator and recorder report what happened. Append-only. */
export interface TraceSink {
  emit(event: NewEvent): void;
  /** A fresh span id: `c1`, `x1`, `p1`, … by kind. */
  span(kind: SpanKind): string;
}

export type SpanKind = 'c' | 'x' | 'p' | 'e';

export interface TraceLogOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly source?: Trace['source'];
  readonly seed?: number | string;
  readonly apiVersion?: string;
  readonly startedAt: string;
  /** Keep at most this many events, dropping the oldest: for engines that run for days. */
  readonly cap?: number;
}

export class TraceLog implements TraceSink {
  readonly #options: TraceLogOptions;
  readonly #events: TraceEvent[] = [];
  readonly #counters = new Map<string, number>();
  readonly #listeners = new Set<(event: TraceEvent) => void>();
  #nextSeq = 0;

  constructor(options: TraceLogOptions) {
    this.#options = options;
  }

  emit(event: NewEvent): void {
    const whole = { seq: this.#nextSeq++, at: this.#options.clock.now(), ...event } as TraceEvent;
    this.#events.push(whole);
    const { cap } = this.#options;
    // Dropped a tenth at a time, so that an append costs the same however long the engine runs.
    if (cap !== undefined && this.#events.length > cap * 1.1) this.#events.splice(0, this.#events.length - cap);
    for (const listener of this.#listeners) listener(whole);
  }

  span(kind: SpanKind): string {
    const n = (this.#counters.get(kind) ?? 0) + 1;
    this.#counters.set(kind, n);
    return `${kind}${n}`;
  }

  get events(): readonly TraceEvent[] {
    return this.#events;
  }

  /** Calls `listener` with each event from now on; returns a function that ends it. */
  subscribe(listener: (event: TraceEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The whole trace as plain JSON. */
  toTrace(): Trace {
    const { source = 'simulated', seed, apiVersion = '1.51', startedAt } = this.#options;
    return { version: 1, source, ...(seed === undefined ? {} : { seed }), apiVersion, startedAt, events: [...this.#events] };
  }
}

/** For whoever runs without a trace. */
export const noTrace: TraceSink = { emit() {}, span: (kind) => kind };
