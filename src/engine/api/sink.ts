/** A body that is written to as things happen. */
export interface Sink {
  readonly stream: ReadableStream<Uint8Array>;
  write(bytes: Uint8Array | string): void;
  end(): void;
  /** The reader has gone, or `end` was called: what is written now goes nowhere. */
  readonly closed: boolean;
}

const encoder = new TextEncoder();

/** `left` is called when the reader goes before the end. */
export function createSink(left: () => void = () => {}): Sink {
  let closed = false;
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel() {
      if (closed) return;
      closed = true;
      left();
    },
  });
  return {
    stream,
    write(bytes) {
      if (!closed && bytes.length) controller.enqueue(typeof bytes === 'string' ? encoder.encode(bytes) : bytes);
    },
    end() {
      if (closed) return;
      closed = true;
      controller.close();
    },
    get closed() {
      return closed;
    },
  };
}
