import { VirtualClock } from '../core/clock.ts';
import { runOnWall } from '../core/drivers.ts';

/**
 * A clock that follows the wall's, for real clients: it is right whenever it is asked, even when no
 * timer has fired for an hour.
 */
export class WallClock extends VirtualClock {
  readonly #started = performance.now();
  readonly #stop: () => void;

  constructor() {
    super();
    this.#stop = runOnWall(this, {
      nowMs: () => performance.now(),
      setTimeout: (fn, ms) => setTimeout(fn, ms),
      clearTimeout: (id) => clearTimeout(id as NodeJS.Timeout),
    });
  }

  override now(): number {
    this.#catchUp();
    return super.now();
  }

  override setTimeout(fn: () => void, delayMs: number): number {
    this.#catchUp();
    return super.setTimeout(fn, delayMs);
  }

  /** No timer fires any more. */
  stop(): void {
    this.#stop();
  }

  #catchUp(): void {
    this.advanceTo(performance.now() - this.#started);
  }
}
