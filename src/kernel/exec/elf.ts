/** What the kernel reads of an ELF file (System V ABI, "Object Files"). Only 64-bit, little-endian ones. */
export interface Elf {
  /** `amd64`, `arm64`, or the number for another. */
  readonly architecture: string;
  readonly entry: number;
  readonly segments: readonly Segment[];
  readonly notes: readonly Note[];
}

export interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  readonly memorySize: number;
}

export interface Note {
  readonly owner: string;
  readonly type: number;
  readonly description: Uint8Array;
}

const machines: Readonly<Record<number, string>> = { 62: 'amd64', 183: 'arm64' };
const loadSegment = 1;
const noteSegment = 4;
const decoder = new TextDecoder();

export const isElf = (bytes: Uint8Array): boolean =>
  bytes.length >= 64 && bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;

/** Undefined for what is no 64-bit ELF executable. */
export function parseElf(bytes: Uint8Array): Elf | undefined {
  if (!isElf(bytes) || bytes[4] !== 2 || bytes[5] !== 1) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const machine = view.getUint16(18, true);
  const at = Number(view.getBigUint64(32, true));
  const size = view.getUint16(54, true);
  const count = view.getUint16(56, true);
  const segments: Segment[] = [];
  for (let i = 0; i < count && at + (i + 1) * size <= bytes.length; i++) segments.push(segmentAt(view, at + i * size));
  const notes = segments.filter((one) => one.type === noteSegment).flatMap((one) => notesIn(bytes, view, one));
  return {
    architecture: machines[machine] ?? String(machine),
    entry: Number(view.getBigUint64(24, true)),
    segments: segments.filter((one) => one.type === loadSegment),
    notes,
  };
}

function segmentAt(view: DataView, at: number): Segment {
  const word = (offset: number) => Number(view.getBigUint64(at + offset, true));
  return { type: view.getUint32(at, true), offset: word(8), address: word(16), fileSize: word(32), memorySize: word(40) };
}

const aligned = (n: number) => (n + 3) & ~3;

function notesIn(bytes: Uint8Array, view: DataView, segment: Segment): Note[] {
  const notes: Note[] = [];
  const end = Math.min(segment.offset + segment.fileSize, bytes.length);
  for (let at = segment.offset; at + 12 <= end; ) {
    const ownerSize = view.getUint32(at, true);
    const size = view.getUint32(at + 4, true);
    const owner = decoder.decode(bytes.subarray(at + 12, at + 12 + ownerSize)).replace(/\0+$/, '');
    const start = at + 12 + aligned(ownerSize);
    notes.push({ owner, type: view.getUint32(at + 8, true), description: bytes.subarray(start, start + size) });
    at = start + aligned(size);
  }
  return notes;
}

/** What a Drydock executable says it is: the note's owner is `Drydock`, its description the program's name. */
export function programOf(elf: Elf): string | undefined {
  const note = elf.notes.find((one) => one.owner === 'Drydock');
  return note && decoder.decode(note.description).replace(/\0+$/, '');
}
