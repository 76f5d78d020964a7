import { concat } from '../../core/http.ts';

export type StreamName = 'stdout' | 'stderr';

/** A line of a container's log, with the newline that ended it. */
export interface LogLine {
  readonly stream: StreamName;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

/** A line longer than this is kept in pieces (moby daemon/logger/copier.go). */
const LONGEST = 16 * 1024;
const NEWLINE = 10;

/** What the json-file driver keeps of a container's output: line by line, in the order written. */
export interface ContainerLog {
  readonly lines: readonly LogLine[];
  append(stream: StreamName, bytes: Uint8Array): void;
  /** The container has ended: what is left of a line is written, and the followers end. */
  close(): void;
  /** Is told of each line from now on, until the log is closed. Returns a function that ends it. */
  follow(line: (line: LogLine) => void, closed: () => void): () => void;
}

export function createLog(nowMs: () => number): ContainerLog {
  const lines: LogLine[] = [];
  const partial: Record<StreamName, Uint8Array[]> = { stdout: [], stderr: [] };
  const followers = new Set<{ line: (line: LogLine) => void; closed: () => void }>();

  function write(stream: StreamName, bytes: Uint8Array): void {
    const line = { stream, atMs: nowMs(), bytes };
    lines.push(line);
    for (const follower of followers) follower.line(line);
  }
  function flush(stream: StreamName): void {
    const parts = partial[stream];
    if (parts.length === 0) return;
    partial[stream] = [];
    write(stream, concat(parts));
  }

  return {
    lines,
    append(stream, bytes) {
      let from = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
        partial[stream].push(bytes.slice(from, end + 1));
        flush(stream);
        from = end + 1;
      }
      if (from < bytes.length) partial[stream].push(bytes.slice(from));
      if (partial[stream].reduce((sum, part) => sum + part.length, 0) >= LONGEST) flush(stream);
    },
    close() {
      flush('stdout');
      flush('stderr');
      for (const follower of followers) follower.closed();
      followers.clear();
    },
    follow(line, closed) {
      const follower = { line, closed };
      followers.add(follower);
      return () => followers.delete(follower);
    },
  };
}
