import { type Step, UnknownInstruction } from './memory.ts';

const two16 = 2 ** 16;

/**
 * The few A64 instructions of static hello-style programs (Arm Architecture Reference Manual, C6):
 * movz, movk, adr, adrp, add of an immediate, mov between registers, nop, svc.
 */
export const arm64: Step = (cpu) => {
  const { memory, registers } = cpu;
  const at = cpu.pc;
  const word = memory.word(at);
  cpu.pc += 4;
  const to = word & 31;
  const from = (word >>> 5) & 31;
  const value = (register: number) => (register === 31 ? 0 : (registers[register] as number));

  if (word === 0xd4000001) return { number: value(8), first: value(0), second: value(1), third: value(2) };
  if (word === 0xd503201f || (word & 0xffffff3f) >>> 0 === 0xd503241f) return;
  const immediate16 = (word >>> 5) & 0xffff;
  const shift = two16 ** ((word >>> 21) & 3);
  if ((word & 0x7f800000) === 0x52800000) {
    registers[to] = immediate16 * shift;
    return;
  }
  if ((word & 0x7f800000) === 0x72800000) {
    const before = value(to);
    const old = Math.floor(before / shift) % two16;
    registers[to] = before + (immediate16 - old) * shift;
    return;
  }
  if ((word & 0x1f000000) === 0x10000000) {
    const distance = (((word >> 5) << 13) >> 11) & ~3;
    const whole = distance | ((word >>> 29) & 3);
    registers[to] = word >>> 31 ? at - (at % 4096) + whole * 4096 : at + whole;
    return;
  }
  if ((word & 0x7f800000) === 0x11000000) {
    registers[to] = (registers[from] as number) + ((word >>> 10) & 0xfff) * ((word >>> 22) & 1 ? 4096 : 1);
    return;
  }
  if ((word & 0x7fe0ffe0) === 0x2a0003e0) {
    registers[to] = value((word >>> 16) & 31);
    return;
  }
  throw new UnknownInstruction(`the A64 instruction 0x${word.toString(16).padStart(8, '0')} at 0x${at.toString(16)}`);
};
