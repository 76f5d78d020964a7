import { memory } from '../process/proc-files.ts';
import type { Sys } from '../process/sys.ts';
import { program } from './lib/define.ts';
import { print } from './lib/io.ts';

/** top, as busybox shows it: a screen every few seconds, or `-b -n 1` for one. */
export const top = program('bn:d:', async (sys, { flags, values }) => {
  const rounds = Number(values.get('n') ?? Number.POSITIVE_INFINITY);
  const delayMs = Number(values.get('d') ?? 5) * 1000;
  const onScreen = sys.isTerminal(1) && !flags.has('b');
  for (let i = 0; i < rounds; i++) {
    if (i > 0) await sys.sleep(delayMs);
    await print(sys, (onScreen ? '\x1b[H\x1b[J' : '') + screen(sys));
  }
  return 0;
});

function screen(sys: Sys): string {
  const all = sys.processes();
  const head = [
    `Mem: ${memory.total - memory.free}K used, ${memory.free}K free, 1264K shrd, ${memory.buffers}K buff, ${memory.cached}K cached`,
    'CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq',
    `Load average: 0.00 0.00 0.00 1/${all.length} ${Math.max(...all.map((one) => one.pid))}`,
    '  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND',
  ];
  const rows = all.map(
    (one) =>
      `${String(one.pid).padStart(5)} ${String(one.ppid).padStart(5)} ${one.user.padEnd(8)} ${one.state.padEnd(4)}  4400   0%   0   0% ${one.argv.join(' ') || `[${one.command}]`}`,
  );
  return [...head, ...rows].map((line) => `${line}\n`).join('');
}
