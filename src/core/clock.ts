/**
 * The virtual clock: an event queue. XState takes it as `createActor(machine, { clock })`.
 *
 * Nothing here looks at the wall clock. A driver (`drivers.ts`) decides when the next deadline is
 * reached. Deadlines that fall together fire in the order in which they were set.
 */
export interface Clock {
  /** Virtual milliseconds since the world began. */
  now(): number;
  setTimeout(fn: () => void, delayMs: number): number;
  clearTimeout(id: number): void;
  /** Resolves after `delayMs` of virtual time; rejects with the signal's reason when it aborts. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
  /**
   * Holds the clock still while `work` runs: for what is asynchronous to the platform (a native body
   * read, WebCrypto) but takes no virtual time. Never hold what itself waits for the clock.
   */
  hold<T>(work: Promise<T>): Promise<T>;
}

interface Timer {
  readonly id: number;
  readonly at: number;
  readonly fn: () => void;
}

/** So many timers are never worth tidying up. */
const FEW = 64;

const before = (a: Timer, b: Timer) => a.at < b.at || (a.at === b.at && a.id < b.id);

export class VirtualClock implements Clock {
  #now = 0;
  #nextId = 1;
  #heap: Timer[] = [];
  /** Timers that are set and not cleared: a cleared one stays in the heap until it comes up, or until too many do. */
  #live = new Set<number>();
  #holds = 0;
  #wake: (() => void)[] = [];
  #onTimer: (() => void) | undefined;
  #source: (() => number) | undefined;

  now(): number {
    if (this.#source) this.#now = Math.max(this.#now, this.#source());
    return this.#now;
  }

  /** Takes the time from `source` (milliseconds on the same scale, never falling) until called again without. */
  follow(source: (() => number) | undefined): void {
    this.#source = source;
  }

  setTimeout(fn: () => void, delayMs: number): number {
    const id = this.#nextId++;
    this.#live.add(id);
    this.#push({ id, at: this.now() + Math.max(0, delayMs || 0), fn });
    this.#onTimer?.();
    return id;
  }

  clearTimeout(id: number): void {
    this.#live.delete(id);
    if (this.#heap.length > FEW && this.#heap.length > 2 * this.#live.size) this.#compact();
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        this.clearTimeout(id);
        reject(signal?.reason);
      };
      const id = this.setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, delayMs);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  hold<T>(work: Promise<T>): Promise<T> {
    this.#holds++;
    const release = () => {
      if (--this.#holds === 0) for (const wake of this.#wake.splice(0)) wake();
    };
    work.then(release, release);
    return work;
  }

  /** Resolves when nothing holds the clock any more. */
  released(): Promise<void> {
    return this.#holds === 0 ? Promise.resolve() : new Promise((resolve) => this.#wake.push(resolve));
  }

  get held(): boolean {
    return this.#holds > 0;
  }

  /** When the next timer is due, in virtual milliseconds; undefined when there is none. */
  nextDeadline(): number | undefined {
    this.#dropCancelled();
    return this.#heap[0]?.at;
  }

  /** Moves to the next deadline and fires its first timer. False when there is none. */
  fireNext(): boolean {
    this.#dropCancelled();
    const timer = this.#pop();
    if (!timer) return false;
    this.#live.delete(timer.id);
    this.#now = Math.max(this.#now, timer.at);
    timer.fn();
    return true;
  }

  /** Moves time forward where no timer is due before `to`; never back, never past a deadline. */
  advanceTo(to: number): void {
    const limit = this.nextDeadline() ?? Number.POSITIVE_INFINITY;
    this.#now = Math.max(this.#now, Math.min(to, limit));
  }

  /** Called whenever a timer is set: how a wall-time driver learns that it must look again. */
  onTimer(listener: (() => void) | undefined): void {
    this.#onTimer = listener;
  }

  #dropCancelled(): void {
    for (let top = this.#heap[0]; top && !this.#live.has(top.id); top = this.#heap[0]) this.#pop();
  }

  /** Forgets the cleared ones. What is sorted is a heap. */
  #compact(): void {
    this.#heap = this.#heap.filter(({ id }) => this.#live.has(id)).sort((a, b) => (before(a, b) ? -1 : 1));
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(timer, heap[parent] as Timer)) break;
      heap[at] = heap[parent] as Timer;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): Timer | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Timer, heap[child] as Timer)) child++;
      if (!before(heap[child] as Timer, last)) break;
      heap[at] = heap[child] as Timer;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
