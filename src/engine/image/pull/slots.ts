/** How many blobs are loaded at once, across all pulls (dockerd's `--max-concurrent-downloads`). */
export class Slots {
  #free: number;
  #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Asks for a slot. Calls `granted` at once when one is free, else when it is its turn.
   * Returns whether it was free, and what gives the slot back (or up).
   */
  request(granted: () => void): { readonly atOnce: boolean; release(): void } {
    let state: 'waiting' | 'held' | 'over' = 'waiting';
    const take = () => {
      state = 'held';
      granted();
    };
    const release = () => {
      if (state === 'waiting') this.#waiting = this.#waiting.filter((other) => other !== take);
      if (state === 'held') this.#give();
      state = 'over';
    };
    if (this.#free === 0) {
      this.#waiting.push(take);
      return { atOnce: false, release };
    }
    this.#free--;
    take();
    return { atOnce: true, release };
  }

  #give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}
