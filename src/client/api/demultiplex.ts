/** Takes an attach stream's frames apart: `[1 stdout | 2 stderr, 0, 0, 0, length u32 BE]` (moby pkg/stdcopy). */
export class Demultiplexer {
  #buffer = new Uint8Array(0);

  constructor(private readonly out: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void) {}

  /** @throws Error when the bytes are no frames */
  write(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.#buffer.length) {
      bytes = new Uint8Array(this.#buffer.length + chunk.length);
      bytes.set(this.#buffer);
      bytes.set(chunk, this.#buffer.length);
    }
    let at = 0;
    while (bytes.length - at >= HEADER) {
      const view = new DataView(bytes.buffer, bytes.byteOffset + at);
      const size = view.getUint32(4);
      if (bytes.length - at < HEADER + size) break;
      this.#frame(view.getUint8(0), bytes.subarray(at + HEADER, at + HEADER + size));
      at += HEADER + size;
    }
    this.#buffer = bytes.slice(at);
  }

  #frame(kind: number, bytes: Uint8Array): void {
    if (kind === SYSTEM_ERROR) throw new Error(`error from daemon in stream: ${new TextDecoder().decode(bytes)}`);
    if (kind > SYSTEM_ERROR) throw new Error(`Unrecognized input header: ${kind}`);
    this.out(kind === STDERR ? 'stderr' : 'stdout', bytes);
  }
}

const HEADER = 8;
const STDERR = 2;
const SYSTEM_ERROR = 3;
