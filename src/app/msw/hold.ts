import type { Clock } from '../../core/clock.ts';

/** Holds a world's clock until let go; letting go twice does nothing. */
export type LetGo = () => void;

export function holdClock(clock: Pick<Clock, 'hold'>): LetGo {
  let release: LetGo = () => {};
  void clock.hold(
    new Promise<void>((resolve) => {
      release = resolve;
    }),
  );
  return release;
}

/**
 * Bytes that are under way through the platform, outside of virtual time: the clock stands still from
 * the moment one end has sent a piece until the other end has it.
 */
export class BytesUnderWay {
  readonly #pieces: { left: number; readonly letGo: LetGo }[] = [];

  constructor(private readonly clock: Pick<Clock, 'hold'>) {}

  sent(size: number): void {
    this.#pieces.push({ left: size, letGo: holdClock(this.clock) });
  }

  /** The platform may cut the pieces anew: what counts is how many bytes have come. */
  arrived(size: number): void {
    let rest = size;
    for (let first = this.#pieces[0]; first && rest >= first.left; first = this.#pieces[0]) {
      rest -= first.left;
      first.letGo();
      this.#pieces.shift();
    }
    const first = this.#pieces[0];
    if (first) first.left -= rest;
  }

  /** Nobody waits for them any more. */
  end(): void {
    for (const piece of this.#pieces.splice(0)) piece.letGo();
  }
}
