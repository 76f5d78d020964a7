import type { Clock } from '../../core/clock.ts';
import type { Random } from '../../core/random.ts';
import type { TraceSink } from '../../core/trace/log.ts';
import type { Loaded } from '../exec/load.ts';
import type { Asker, Files } from '../fs/files.ts';
import type { NetworkNamespace } from '../net/namespace.ts';
import type { Limits } from '../types.ts';
import type { PidNamespace } from './pid-namespace.ts';
import type { Process } from './process.ts';
import type { Program } from './sys.ts';

/** What the processes of one container share: its namespaces, and the kernel below. */
export interface Machine {
  readonly clock: Clock;
  readonly random: Random;
  readonly trace: TraceSink;
  readonly hostname: string;
  readonly architecture: string;
  readonly files: Files;
  readonly pids: PidNamespace;
  readonly network: NetworkNamespace;
  /** What the container's cgroup may have, now. */
  limits(): Limits;
  nowMs(): number;
  uptime(): number;
  nextInode(): number;
  userName(uid: number): string;
  /** Finds out what a file runs. @throws SysError ENOENT, EACCES, ENOEXEC */
  load(asker: Asker, path: string, argv: readonly string[]): Loaded;
  /** Lets a process run a program, from the next turn of the promises on. */
  run(process: Process, program: Program): void;
}
