/** A frame of a multiplexed stream (Engine API, "Attach to a container", Stream format). */
export interface Frame {
  readonly stream: 'stdin' | 'stdout' | 'stderr' | 'unknown';
  readonly size: number;
  readonly text: string;
}

const STREAMS = ['stdin', 'stdout', 'stderr'] as const;
const HEADER = 8;

/** Takes a stream apart: `[stream, 0, 0, 0, size (4 bytes, big endian)]`, then that many bytes. A frame that is not whole yet is left out. */
export function framesOf(bytes: Uint8Array): Frame[] {
  const frames: Frame[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + HEADER <= bytes.length; ) {
    const size = view.getUint32(at + 4);
    const end = at + HEADER + size;
    if (end > bytes.length) break;
    const stream = STREAMS[bytes[at] as number] ?? 'unknown';
    frames.push({ stream, size, text: new TextDecoder().decode(bytes.subarray(at + HEADER, end)) });
    at = end;
  }
  return frames;
}
