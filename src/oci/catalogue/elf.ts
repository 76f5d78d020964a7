import { concat } from '../../core/http.ts';

/**
 * Writes genuine static Linux executables that do two things: write a message, and exit with a
 * status. A real kernel runs them, and so does whoever understands the instructions below.
 *
 * The file is an ELF64 image (System V gABI; ELF-64 Object File Format, version 1.5): header,
 * program headers, note, code, message, bulk; one PT_LOAD segment (read, execute) maps it whole at
 * 0x400000, so that file offset and address differ by that alone. There are no sections. The entry
 * point is the first instruction.
 *
 * amd64, nothing but these encodings, in this order (rel32 counts from the end of its instruction;
 * all immediates are little-endian):
 *
 *     b8 01 00 00 00          mov  eax, 1          write(2)
 *     bf FD 00 00 00          mov  edi, FD
 *     48 8d 35 <rel32>        lea  rsi, [rip+rel32]
 *     ba <imm32>              mov  edx, length
 *     0f 05                   syscall
 *     b8 3c 00 00 00          mov  eax, 60         exit(2)
 *     bf <imm32>              mov  edi, status
 *     0f 05                   syscall
 *
 * arm64, words of 32 bits:
 *
 *     d2800808                movz x8, #64         write(2)
 *     d2800000 | FD<<5        movz x0, #FD
 *     10000001 | imm          adr  x1, message     imm: bits 30..29 = low two bits, 23..5 = the rest
 *     d2800002 | low16<<5     movz x2, #low16      length
 *     f2a00002 | high16<<5    movk x2, #high16, lsl 16
 *     d4000001                svc  #0
 *     d2800ba8                movz x8, #93         exit(2)
 *     d2800000 | status<<5    movz x0, #status
 *     d4000001                svc  #0
 *
 * The note, where there is one, lies in a PT_NOTE segment: owner `Drydock`, type 1, and as its
 * description the name of the program that the file stands for (`nginx`), without a zero at the end.
 */
export type Architecture = 'amd64' | 'arm64';

export interface Executable {
  readonly architecture: Architecture;
  readonly message: string;
  /** 1 is standard output, 2 standard error. */
  readonly fd: 1 | 2;
  /** 0 to 255 */
  readonly status: number;
  /** The program that the file stands for. */
  readonly program?: string;
  /** What makes the file as large as its kind is. */
  readonly bulk?: Uint8Array;
}

const NOTE_OWNER = 'Drydock';
const NOTE_PROGRAM = 1;

const BASE = 0x400000;
const HEADER = 64;
const PROGRAM_HEADER = 56;
const PT_LOAD = 1;
const PT_NOTE = 4;
const MACHINE: Readonly<Record<Architecture, number>> = { amd64: 62, arm64: 183 };
/** Pages of arm64 may be 64 kB. */
const ALIGNMENT = 0x10000;

const encoder = new TextEncoder();
const words = (...values: number[]) => new Uint8Array(new Uint32Array(values).buffer);
const le32 = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255];
const padded = (bytes: Uint8Array) => concat([bytes, new Uint8Array(-bytes.length & 3)]);

/** The code. The message comes right behind it. */
const machineCode: Readonly<Record<Architecture, (fd: number, length: number, status: number) => Uint8Array>> = {
  amd64(fd, length, status) {
    const head = [0xb8, ...le32(1), 0xbf, ...le32(fd), 0x48, 0x8d, 0x35];
    const tail = [0xba, ...le32(length), 0x0f, 0x05, 0xb8, ...le32(60), 0xbf, ...le32(status), 0x0f, 0x05];
    return Uint8Array.from([...head, ...le32(tail.length), ...tail]);
  },
  arm64(fd, length, status) {
    const after = 7 * 4;
    return words(
      0xd2800808,
      0xd2800000 | (fd << 5),
      0x10000001 | ((after & 3) << 29) | ((after >> 2) << 5),
      0xd2800002 | ((length & 0xffff) << 5),
      0xf2a00002 | ((length >>> 16) << 5),
      0xd4000001,
      0xd2800ba8,
      0xd2800000 | (status << 5),
      0xd4000001,
    );
  },
};

function noteOf(program: string): Uint8Array {
  const owner = encoder.encode(`${NOTE_OWNER}\0`);
  const description = encoder.encode(program);
  return concat([words(owner.length, description.length, NOTE_PROGRAM), padded(owner), padded(description)]);
}

interface Segment {
  readonly type: number;
  /** 4 is read, 1 is execute. */
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
  readonly align: number;
}

function programHeader({ type, flags, offset, size, align }: Segment): Uint8Array {
  const view = new DataView(new ArrayBuffer(PROGRAM_HEADER));
  view.setUint32(0, type, true);
  view.setUint32(4, flags, true);
  view.setBigUint64(8, BigInt(offset), true);
  for (const at of [16, 24]) view.setBigUint64(at, BigInt(BASE + offset), true);
  for (const at of [32, 40]) view.setBigUint64(at, BigInt(size), true);
  view.setBigUint64(48, BigInt(align), true);
  return new Uint8Array(view.buffer);
}

function fileHeader(architecture: Architecture, entry: number, segments: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(HEADER));
  // Magic, 64 bits, little-endian, version 1, System V.
  new Uint8Array(view.buffer).set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 2, true); // ET_EXEC
  view.setUint16(18, MACHINE[architecture], true);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, BigInt(BASE + entry), true);
  view.setBigUint64(32, BigInt(HEADER), true); // where the program headers are
  view.setUint16(52, HEADER, true);
  view.setUint16(54, PROGRAM_HEADER, true);
  view.setUint16(56, segments, true);
  view.setUint16(58, 64, true); // the size of a section header, of which there are none
  return new Uint8Array(view.buffer);
}

export function writeElf({ architecture, message, fd, status, program, bulk }: Executable): Uint8Array {
  const note = program === undefined ? new Uint8Array(0) : noteOf(program);
  const segments = note.length ? 2 : 1;
  const noteAt = HEADER + segments * PROGRAM_HEADER;
  const entry = noteAt + note.length;
  const text = padded(encoder.encode(message));
  const code = machineCode[architecture](fd, encoder.encode(message).length, status);
  const body = concat([note, code, text, bulk ?? new Uint8Array(0)]);
  const load = programHeader({ type: PT_LOAD, flags: 5, offset: 0, size: noteAt + body.length, align: ALIGNMENT });
  const noted = programHeader({ type: PT_NOTE, flags: 4, offset: noteAt, size: note.length, align: 4 });
  return concat([fileHeader(architecture, entry, segments), load, ...(note.length ? [noted] : []), body]);
}
