import type { Elf } from './elf.ts';

/** A processor's state. Values are plain numbers: addresses and lengths of small static programs fit. */
export interface Cpu {
  pc: number;
  readonly registers: Float64Array;
  readonly memory: Memory;
}

export interface SystemCall {
  readonly number: number;
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** Runs one instruction; gives the system call that it makes, if it makes one. */
export type Step = (cpu: Cpu) => SystemCall | undefined;

export class UnknownInstruction extends Error {
  override readonly name = 'UnknownInstruction';
}

/** An executable's segments where they are loaded. Read only. */
export class Memory {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly elf: Elf,
  ) {}

  read(address: number, length: number): Uint8Array {
    for (const { address: start, offset, fileSize } of this.elf.segments) {
      if (address >= start && address + length <= start + fileSize) {
        return this.bytes.subarray(offset + address - start, offset + address - start + length);
      }
    }
    throw new UnknownInstruction(`an access to address 0x${address.toString(16)}`);
  }

  byte(address: number): number {
    return this.read(address, 1)[0] as number;
  }

  word(address: number): number {
    const bytes = this.read(address, 4);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  }
}
