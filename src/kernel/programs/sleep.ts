import type { Program } from '../process/sys.ts';
import { complain } from './lib/io.ts';

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

export const sleep: Program = async (sys) => {
  const words = sys.argv.slice(1);
  if (words.length === 0) {
    await sys.write(2, `BusyBox v1.37.0 multi-call binary.\n\nUsage: sleep [N]...\n`);
    return 1;
  }
  let seconds = 0;
  for (const word of words) {
    if (word === 'infinity' || word === 'inf') seconds = Number.POSITIVE_INFINITY;
    const [, number, unit = ''] = /^(\d*\.?\d+)([smhd]?)$/.exec(word) ?? [];
    if (number === undefined && seconds !== Number.POSITIVE_INFINITY) {
      await complain(sys, `invalid number '${word}'`);
      return 1;
    }
    seconds += Number(number ?? 0) * (units[unit] ?? 1);
  }
  if (seconds === Number.POSITIVE_INFINITY) for (;;) await sys.pause();
  await sys.sleep(seconds * 1000);
  return 0;
};
