import { attempt, SysError } from '../errno.ts';
import type { Machine } from './machine.ts';
import { type Process, Unwound } from './process.ts';
import type { Program } from './sys.ts';
import { Replaced, Syscalls } from './syscalls.ts';

const encoder = new TextEncoder();

/** Runs a process from its program to its end, through any programs that replace it. */
export async function runProcess(process: Process, first: Program, machine: Machine): Promise<void> {
  let program: Program | undefined = first;
  while (program) {
    const sys = new Syscalls(process, machine);
    try {
      const exitCode: number = await program(sys);
      process.end({ exitCode: exitCode & 0xff });
      return;
    } catch (error) {
      program = error instanceof Replaced ? error.program : undefined;
      if (!program && !(error instanceof Unwound)) fault(process, error);
    }
  }
}

/** A program that failed without a word of its own: the way a C program would, or by a fault of ours. */
function fault(process: Process, error: unknown): void {
  const name = process.image.argv[0] ?? process.image.exe;
  const text = error instanceof SysError ? error.message : `internal error: ${error instanceof Error ? error.stack : String(error)}`;
  const says = process.fds.get(2);
  // Nobody may be there to read it.
  if (says) attempt(() => Promise.resolve(says.write(process, encoder.encode(`${name}: ${text}\n`))).catch(() => {}));
  if (error instanceof SysError) process.end({ exitCode: 1 });
  else process.end({ exitCode: 139, signal: 'SIGSEGV' });
}
