import { concat } from '../../core/http.ts';

/** A body that is written to as things happen. */
export interface Sink {
  readonly stream: ReadableStream<Uint8Array>;
  write(bytes: Uint8Array | string): void;
  end(): void;
  /** The reader has gone, or `end` was called: what is written now goes nowhere. */
  readonly closed: boolean;
}

const encoder = new TextEncoder();

/**
 * So many pieces wait in the stream as they were written. A stream takes longer to give each piece the
 * more of them wait, and a log has hundreds of thousands of lines: what waits beyond is joined.
 */
const APART = 64;
/** Bytes of a joined piece, at least; whole pieces are joined. */
const JOINED = 32 * 1024;

/** `left` is called when the reader goes before the end. */
export function createSink(left: () => void = () => {}): Sink {
  let closed = false;
  let waiting: Uint8Array[] = [];
  let from = 0;
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      pull() {
        if (from === waiting.length) return;
        const first = from;
        for (let size = 0; from < waiting.length && size < JOINED; ) size += waiting[from++]!.length;
        controller.enqueue(concat(waiting.slice(first, from)));
        if (from < waiting.length) return;
        waiting = [];
        from = 0;
        if (closed) controller.close();
      },
      cancel() {
        waiting = [];
        from = 0;
        if (closed) return;
        closed = true;
        left();
      },
    },
    { highWaterMark: APART },
  );
  return {
    stream,
    write(bytes) {
      if (closed || bytes.length === 0) return;
      const piece = typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
      if (waiting.length === 0 && (controller.desiredSize ?? 0) > 0) controller.enqueue(piece);
      else waiting.push(piece);
    },
    end() {
      if (closed) return;
      closed = true;
      if (waiting.length === 0) controller.close();
    },
    get closed() {
      return closed;
    },
  };
}
