import type { Clock } from '../core/clock.ts';
import type { Transport } from '../core/http.ts';
import type { Input, Output, TerminalSize } from '../core/stdio.ts';
import type { TraceSink } from '../core/trace/log.ts';

export type HostSignal = 'SIGINT' | 'SIGTERM' | 'SIGWINCH';

/** All that the command line knows of the machine it runs on. */
export interface ClientHost {
  /** Reaches the engine at `dockerHost`. Rejects when nothing answers there. */
  readonly transport: Transport;
  /** Reaches another engine, for `-H`. Without it, nothing else can be reached. */
  readonly dial?: (dockerHost: string) => Transport;
  readonly clock: Clock;
  readonly trace: TraceSink;
  /** The command's span in the trace; its requests are caused by it. */
  readonly span?: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The terminal's size; zeros when there is none. */
  size(): TerminalSize;
  /** Raw mode: every key goes through at once, and unechoed. */
  setRaw(on: boolean): void;
  /** Calls `listener` with each signal; returns a function that ends it. While anyone listens, SIGINT and SIGTERM do not end the process. */
  onSignal(listener: (signal: HostSignal) => void): () => void;
  readonly env: Readonly<Record<string, string>>;
  /** @throws Error whose message is the system's: `open x: no such file or directory` */
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  /** The date, in milliseconds since 1970. */
  nowMs(): number;
  /** `unix:///var/run/docker.sock`, `tcp://127.0.0.1:2375` */
  readonly dockerHost: string;
}
