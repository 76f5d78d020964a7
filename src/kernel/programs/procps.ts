import type { ProcessStatus, Sys } from '../process/sys.ts';
import { print } from './lib/io.ts';
import { formatTime } from './lib/time.ts';

/** ps of procps, as Debian has it: bare, `-e`, `-f`, `aux`. */
export async function procps(sys: Sys): Promise<number> {
  const options = sys.argv.slice(1).join('').replaceAll('-', '');
  const all = sys.processes();
  const own = all.find((one) => one.pid === sys.pid);
  const every = /[aeAx]/.test(options);
  const shown = every ? all : all.filter((one) => one.tty === own?.tty && one.uid === sys.uid);
  const format = options.includes('u') ? aux : options.includes('f') ? full : brief;
  await print(sys, [format.head, ...shown.map((one) => format.row(sys, one))].map((line) => `${line}\n`).join(''));
  return 0;
}

interface Format {
  readonly head: string;
  row(sys: Sys, one: ProcessStatus): string;
}

const tty = (one: ProcessStatus) => one.tty?.replace('/dev/', '') ?? '?';
const command = (one: ProcessStatus) => one.argv.join(' ') || `[${one.command}] <defunct>`;
const started = (sys: Sys, one: ProcessStatus) => formatTime('%H:%M', sys.now() - sys.uptime() + one.startedAtMs);
const pid = (n: number, width = 7) => String(n).padStart(width);

const brief: Format = {
  head: '    PID TTY          TIME CMD',
  row: (_, one) => `${pid(one.pid)} ${tty(one).padEnd(8)} 00:00:00 ${one.command}`,
};

const full: Format = {
  head: 'UID          PID    PPID  C STIME TTY          TIME CMD',
  row: (sys, one) =>
    `${one.user.padEnd(8)} ${pid(one.pid)} ${pid(one.ppid)}  0 ${started(sys, one)} ${tty(one).padEnd(8)} 00:00:00 ${command(one)}`,
};

const aux: Format = {
  head: 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND',
  row: (sys, one) =>
    `${one.user.padEnd(8)} ${pid(one.pid)}  0.0  0.0   4400  1408 ${tty(one).padEnd(8)} ${(one.pid === one.session ? `${one.state}s` : one.state).padEnd(4)} ${started(sys, one)}   0:00 ${command(one)}`,
};
