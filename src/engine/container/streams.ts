import type { ContainerProcess } from '../../kernel/types.ts';
import type { StreamName } from './log.ts';

export interface StreamListener {
  output(stream: StreamName, bytes: Uint8Array): void;
  ended(): void;
}

/**
 * A container's standard streams, to which clients attach: before it starts, while it runs, from one
 * run to the next. All see its output; any may write to its input.
 */
export interface Streams {
  attach(listener: StreamListener): () => void;
  /** Kept until the process is there. */
  write(bytes: Uint8Array): void;
  closeInput(): void;
  /** The process is there. */
  connect(process: ContainerProcess): void;
  output(stream: StreamName, bytes: Uint8Array): void;
  /** The process has ended: whoever is attached is let go. */
  end(): void;
}

export function createStreams(): Streams {
  const listeners = new Set<StreamListener>();
  let process: ContainerProcess | undefined;
  let waiting: Uint8Array[] = [];
  let closed = false;
  return {
    attach(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write(bytes) {
      if (process) process.write(bytes);
      else waiting.push(bytes);
    },
    closeInput() {
      closed = true;
      process?.end();
    },
    connect(started) {
      process = started;
      for (const bytes of waiting) started.write(bytes);
      waiting = [];
      if (closed) started.end();
    },
    output(stream, bytes) {
      for (const listener of listeners) listener.output(stream, bytes);
    },
    end() {
      process = undefined;
      waiting = [];
      closed = false;
      const leaving = [...listeners];
      listeners.clear();
      for (const listener of leaving) listener.ended();
    },
  };
}
