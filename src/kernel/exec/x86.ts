import { type Cpu, type Step, UnknownInstruction } from './memory.ts';

const rax = 0;
const rdx = 2;
const rsi = 6;
const rdi = 7;

/**
 * The few x86-64 instructions of static hello-style programs (Intel SDM, volume 2): mov of an
 * immediate, lea from the instruction pointer, mov between registers, xor and sub that clear one,
 * nop, endbr64, syscall.
 */
export const x86: Step = (cpu) => {
  const { memory, registers } = cpu;
  const start = cpu.pc;
  let rex = 0;
  let opcode = memory.byte(cpu.pc++);
  if ((opcode & 0xf0) === 0x40) {
    rex = opcode;
    opcode = memory.byte(cpu.pc++);
  }
  const wide = (rex & 8) !== 0;
  const extended = (rex & 1) << 3;
  const signed = (at: number) => memory.word(at) | 0;

  if (opcode >= 0xb8 && opcode <= 0xbf) {
    registers[(opcode & 7) | extended] = memory.word(cpu.pc) + (wide ? memory.word(cpu.pc + 4) * 2 ** 32 : 0);
    cpu.pc += wide ? 8 : 4;
    return;
  }
  if (opcode === 0x0f && memory.byte(cpu.pc) === 0x05) {
    cpu.pc += 1;
    const value = (register: number) => registers[register] as number;
    return { number: value(rax), first: value(rdi), second: value(rsi), third: value(rdx) };
  }
  if (opcode === 0x90 || opcode === 0xf3) return skipHint(cpu, opcode);
  const modrm = [0xc7, 0x8d, 0x31, 0x33, 0x89, 0x8b, 0x29, 0x2b].includes(opcode) ? memory.byte(cpu.pc++) : undefined;
  if (modrm !== undefined) {
    const field = ((modrm >> 3) & 7) | ((rex & 4) << 1);
    const other = (modrm & 7) | extended;
    const direct = modrm >> 6 === 3;
    if (opcode === 0xc7 && direct && (modrm & 0x38) === 0) {
      registers[other] = wide ? signed(cpu.pc) : memory.word(cpu.pc);
      cpu.pc += 4;
      return;
    }
    if (opcode === 0x8d && modrm >> 6 === 0 && (modrm & 7) === 5) {
      const distance = signed(cpu.pc);
      cpu.pc += 4;
      registers[field] = cpu.pc + distance;
      return;
    }
    if (direct && field === other && [0x31, 0x33, 0x29, 0x2b].includes(opcode)) {
      registers[field] = 0;
      return;
    }
    if (direct && opcode === 0x89) {
      registers[other] = registers[field] as number;
      return;
    }
    if (direct && opcode === 0x8b) {
      registers[field] = registers[other] as number;
      return;
    }
  }
  throw unknown(cpu, start);
};

/** nop, and endbr64 (f3 0f 1e fa). */
function skipHint(cpu: Cpu, opcode: number): undefined {
  if (opcode === 0x90) return;
  if (cpu.memory.byte(cpu.pc) !== 0x0f || cpu.memory.byte(cpu.pc + 1) !== 0x1e) throw unknown(cpu, cpu.pc - 1);
  cpu.pc += 3;
}

function unknown(cpu: Cpu, at: number): UnknownInstruction {
  return new UnknownInstruction(`the x86-64 instruction 0x${cpu.memory.byte(at).toString(16)} at 0x${at.toString(16)}`);
}
