import { baseOf } from '../fs/tree.ts';
import type { Process } from './process.ts';
import type { ProcessStatus } from './sys.ts';

/** What /proc/N/comm says: the program's file name, at most 15 bytes. */
export const commandOf = (process: Process): string => (process.command ?? baseOf(process.image.argv[0] ?? process.image.exe)).slice(0, 15);

export function processStatus(process: Process, user: string): ProcessStatus {
  return {
    pid: process.pid,
    ppid: process.parent?.pid ?? 0,
    group: process.group,
    session: process.session,
    uid: process.uid,
    user,
    state: process.state,
    command: commandOf(process),
    argv: process.ended ? [] : process.image.argv,
    startedAtMs: process.startedAtMs,
    cpu: { ...process.cpu },
    tty: process.tty?.path,
  };
}
