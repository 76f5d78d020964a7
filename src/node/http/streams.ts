import type { Readable, Writable } from 'node:stream';

/**
 * A Node stream as a web stream: pulled only as fast as it is read, and destroyed when its reader
 * cancels. `head` is what was already read of it. A stream that closes before its end is an error:
 * `failure` says which.
 */
export function fromReadable(
  source: Readable,
  { head, failure = (error) => error ?? new Error('unexpected EOF'), release = () => source.destroy() }: FromReadableOptions = {},
): ReadableStream<Uint8Array> {
  let open = true;
  return new ReadableStream({
    start(controller) {
      const finish = (end: () => void) => {
        if (!open) return;
        open = false;
        end();
      };
      // A plain Uint8Array: a Buffer's `slice` and `toString` are not what the neutral rooms expect.
      const push = (chunk: Uint8Array) => {
        if (!open) return;
        controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
        if ((controller.desiredSize ?? 0) <= 0) source.pause();
      };
      if (head?.length) push(head);
      source.on('data', push);
      source.on('end', () => finish(() => controller.close()));
      source.on('error', (error) => finish(() => controller.error(failure(error))));
      source.on('close', () => finish(() => controller.error(failure(undefined))));
      source.pause();
    },
    pull() {
      source.resume();
    },
    cancel() {
      open = false;
      release();
    },
  });
}

export interface FromReadableOptions {
  readonly head?: Uint8Array;
  readonly failure?: (error: Error | undefined) => Error;
  /** What to do when the reader has had enough. Undefined: the source is destroyed. */
  readonly release?: () => void;
}

/**
 * Writes a web stream to a Node stream, chunk by chunk as it comes, and ends it. When the Node
 * stream closes first, the reader is cancelled, so that whoever produces the body can stop.
 * Rejects when the body fails.
 */
export async function writeTo(target: Writable, body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (body) {
    const reader = body.getReader();
    const leave = () => void reader.cancel().catch(() => {});
    target.once('close', leave);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || target.destroyed) break;
        if (!target.write(value)) await drained(target);
      }
    } finally {
      target.off('close', leave);
    }
  }
  if (!target.destroyed) target.end();
}

/** Until there is room again, or nobody left to write to. */
function drained(target: Writable): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      target.off('drain', go);
      target.off('close', go);
      resolve();
    };
    target.on('drain', go);
    target.on('close', go);
  });
}
