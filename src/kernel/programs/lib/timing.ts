import type { Sys } from '../../process/sys.ts';

/** A span of time as a shell's `time` writes it. */
export type ShowTime = (ms: number) => string;

/** busybox (miscutils/time.c): `0m 1.50s` */
export const busyboxTime: ShowTime = (ms) => `${Math.floor(ms / 60_000)}m ${((ms % 60_000) / 1000).toFixed(2)}s`;

/** bash: `0m1.500s` */
export const bashTime: ShowTime = (ms) => `${Math.floor(ms / 60_000)}m${((ms % 60_000) / 1000).toFixed(3)}s`;

/** POSIX XCU, "time": `real 1.50` */
export const posixTime: ShowTime = (ms) => (ms / 1000).toFixed(2);

/** Starts to measure; what it returns says what has passed since, in three lines, by the clock and on the processor. */
export function stopwatch(sys: Sys): (show: ShowTime) => string {
  const startMs = sys.now();
  const start = sys.times();
  const spentMs = (name: 'userUs' | 'systemUs') => {
    const { own, children } = sys.times();
    return (own[name] + children[name] - start.own[name] - start.children[name]) / 1000;
  };
  return (show) => {
    const gap = show === posixTime ? ' ' : '\t';
    const lines = { real: sys.now() - startMs, user: spentMs('userUs'), sys: spentMs('systemUs') };
    return Object.entries(lines)
      .map(([name, ms]) => `${name}${gap}${show(ms)}\n`)
      .join('');
  };
}
