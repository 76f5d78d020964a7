import type { ProcessInfo } from '../../kernel/types.ts';
import { ApiError } from '../api/route.ts';
import { type Container, hasProcess } from './container.ts';

/** A column of procps' `ps`. */
interface Column {
  readonly title: string;
  readonly value: (process: ProcessInfo, host: { readonly ppid: number; readonly startedMs: number }) => string;
}

const two = (n: number) => String(n).padStart(2, '0');
const clockTime = (ms: number) => new Date(ms).toISOString().slice(11, 16);
const column = (title: string, value: Column['value']): Column => ({ title, value });

const uid = column('UID', ({ user }) => user);
const user = column('USER', ({ user }) => user);
const pid = column('PID', ({ hostPid }) => String(hostPid));
const ppid = column('PPID', (_, host) => String(host.ppid));
const usage = (title: string, none: string) => column(title, () => none);
const startedAt = (title: string) => column(title, (_, { startedMs }) => clockTime(startedMs));
const tty = (title = 'TTY') => column(title, () => '?');
const command = (title: string) => column(title, ({ argv }) => argv.join(' '));
const comm = column('COMMAND', ({ argv }) => (argv[0] ?? '').replace(/.*\//, ''));
const time = column('TIME', () => `${two(0)}:${two(0)}:${two(0)}`);

const full = [uid, pid, ppid, usage('C', '0'), startedAt('STIME'), tty(), time, command('CMD')];
const bsd = [
  user,
  pid,
  usage('%CPU', '0.0'),
  usage('%MEM', '0.0'),
  usage('VSZ', '0'),
  usage('RSS', '0'),
  tty(),
  usage('STAT', 'Ss'),
  startedAt('START'),
  column('TIME', () => '0:00'),
  command('COMMAND'),
];

/** Columns that `ps -o` knows by name. */
const named: Readonly<Record<string, Column>> = {
  pid,
  ppid,
  user,
  uid,
  comm,
  args: command('COMMAND'),
  cmd: command('CMD'),
  command: command('COMMAND'),
  tty: tty('TT'),
  time,
  stime: startedAt('STIME'),
};

/**
 * `GET /containers/{id}/top`: the host's `ps`, of which the daemon shows the container's processes
 * (moby daemon/top_unix.go).
 */
export function topJson(container: Container, psArgs: string): object {
  if (!hasProcess(container) || !container.sandbox) throw new ApiError(409, `container ${container.id} is not running`);
  const columns = columnsOf(psArgs || '-ef');
  const processes = container.sandbox.processes();
  const hostPids = new Map(processes.map((process) => [process.pid, process.hostPid]));
  // PID 1's parent is the shim, which runs on the host.
  const shim = (processes[0]?.hostPid ?? 1) - 30;
  // The kernel counts from when it booted; PID 1 tells how that relates to the date.
  const offset = (container.state.startedMs ?? 0) - (processes[0]?.startedAtMs ?? 0);
  return {
    Processes: processes.map((process) => {
      const host = { ppid: hostPids.get(process.ppid) ?? shim, startedMs: process.startedAtMs + offset };
      return columns.map(({ value }) => value(process, host));
    }),
    Titles: columns.map(({ title }) => title),
  };
}

function columnsOf(psArgs: string): readonly Column[] {
  const chosen = /(?:^|\s)-?o\s*([\w,%]+)/.exec(psArgs)?.[1];
  if (!chosen) return /^-?\w*u/.test(psArgs) && !psArgs.startsWith('-e') ? bsd : full;
  const columns = chosen.split(',').map((name) => {
    const found = named[name];
    if (!found) throw new ApiError(500, `ps: error: unknown user-defined format specifier "${name}"`);
    return found;
  });
  if (!columns.includes(pid)) throw new ApiError(500, "Couldn't find PID field in ps output");
  return columns;
}
