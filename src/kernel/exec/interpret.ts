import type { Program } from '../process/sys.ts';
import { arm64 } from './arm64.ts';
import type { Elf } from './elf.ts';
import { type Cpu, Memory, type Step, UnknownInstruction } from './memory.ts';
import { x86 } from './x86.ts';

const steps: Readonly<Record<string, Step>> = { amd64: x86, arm64 };
/** A program that goes on longer than this is none that we can run. */
const maxInstructions = 100_000;
/** The system calls that such programs make, by architecture (Linux, asm/unistd.h). */
const calls: Readonly<Record<string, Readonly<Record<number, 'write' | 'exit'>>>> = {
  amd64: { 1: 'write', 60: 'exit', 231: 'exit' },
  arm64: { 64: 'write', 93: 'exit', 94: 'exit' },
};

/**
 * Runs a static executable for real, instruction by instruction, as long as it keeps to the few that
 * programs like hello-world are made of. Anything else ends as an illegal instruction does, with a
 * word on why: Drydock models the programs of its own images, it does not emulate a processor.
 */
export function interpret(bytes: Uint8Array, elf: Elf): Program {
  return async (sys) => {
    const memory = new Memory(bytes, elf);
    const cpu: Cpu = { pc: elf.entry, registers: new Float64Array(32), memory };
    const step = steps[elf.architecture];
    try {
      for (let i = 0; step && i < maxInstructions; i++) {
        const call = step(cpu);
        if (!call) continue;
        const name = calls[elf.architecture]?.[call.number];
        if (name === 'exit') return call.first & 0xff;
        if (name !== 'write') throw new UnknownInstruction(`system call ${call.number}`);
        await sys.write(call.first, memory.read(call.second, call.third));
        cpu.registers[0] = call.third;
      }
      throw new UnknownInstruction('an endless loop');
    } catch (error) {
      if (!(error instanceof UnknownInstruction)) throw error;
      await sys.write(2, `${sys.argv[0] ?? elf.architecture}: Drydock models programs and cannot run this one (${error.message})\n`);
      sys.kill(sys.pid, 'SIGILL');
      // PID 1 has no default action: the processor's fault would end it all the same.
      return 132;
    }
  };
}
