import type { ProcessStatus, Program } from '../process/sys.ts';
import { isDebianBuild } from './lib/busybox-version.ts';
import { isGnu } from './lib/gnu.ts';
import { print } from './lib/io.ts';
import { procps } from './procps.ts';

/** busybox ps: a column of CPU time, where the build counts it. */
export const ps: Program = async (sys) => {
  if (isGnu(sys)) return procps(sys);
  const chosen = /^-?o$/.test(sys.argv[1] ?? '') ? sys.argv[2] : undefined;
  const width = sys.isTerminal(1) ? (sys.size(1)?.columns ?? 80) : 512;
  const columns = chosen ? chosen.split(',') : isDebianBuild(sys) ? ['pid', 'user', 'args'] : ['pid', 'user', 'time', 'args'];
  const lines = [columns.map((name) => header(name)), ...sys.processes().map((one) => columns.map((name) => cell(one, name)))];
  await print(sys, lines.map((cells) => `${row(columns, cells).slice(0, width)}\n`).join(''));
  return 0;
};

const layout: Readonly<Record<string, { readonly title: string; readonly width: number; readonly right?: boolean }>> = {
  pid: { title: 'PID', width: 5, right: true },
  ppid: { title: 'PPID', width: 5, right: true },
  pgid: { title: 'PGID', width: 5, right: true },
  user: { title: 'USER', width: 8 },
  time: { title: 'TIME', width: 5 },
  stat: { title: 'STAT', width: 4 },
  tty: { title: 'TT', width: 6 },
  comm: { title: 'COMMAND', width: 16 },
  args: { title: 'COMMAND', width: 256 },
};

const header = (name: string) => layout[name]?.title ?? name.toUpperCase();

function row(columns: readonly string[], cells: readonly string[]): string {
  return cells
    .map((text, i) => {
      const { width, right } = layout[columns[i] as string] ?? { width: 8 };
      if (i === cells.length - 1) return text;
      return right && text !== header(columns[i] as string) ? text.padStart(width) : text.padEnd(width);
    })
    .join(' ');
}

function cell(one: ProcessStatus, name: string): string {
  const values: Readonly<Record<string, () => string>> = {
    pid: () => String(one.pid),
    ppid: () => String(one.ppid),
    pgid: () => String(one.group),
    user: () => one.user.slice(0, 8),
    time: () => cpuTime(one),
    stat: () => one.state,
    tty: () => (one.tty ? one.tty.replace('/dev/pts/', '136,') : '?'),
    comm: () => one.command,
    args: () => commandLine(one),
  };
  return values[name]?.() ?? '';
}

/** Minutes and seconds on the processor. */
function cpuTime({ cpu }: ProcessStatus): string {
  const seconds = Math.floor((cpu.userUs + cpu.systemUs) / 1e6);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function commandLine({ argv, command }: ProcessStatus): string {
  if (argv.length === 0) return `[${command}]`;
  const line = argv.join(' ').replace(/[\n\t]/g, ' ');
  const base = (argv[0] ?? '').replace(/^-/, '').replace(/^.*\//, '').slice(0, 15);
  return base === command ? line : `{${command}} ${line}`;
}
