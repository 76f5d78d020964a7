import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import type { ReadStream, WriteStream } from 'node:tty';
import type { ClientHost, HostSignal } from '../client/host.ts';
import type { Input, Output } from '../core/stdio.ts';
import { noTrace } from '../core/trace/log.ts';
import { systemWords } from './failure.ts';

/** The machine that this process runs on, as the command line sees it. */
export function processHost(reach: Pick<ClientHost, 'clock' | 'dockerHost' | 'transport' | 'dial'>): ClientHost {
  const { stdin, stdout, stderr } = process;
  return {
    ...reach,
    trace: noTrace,
    stdin: inputOf(stdin),
    stdout: outputOf(stdout),
    stderr: outputOf(stderr),
    size: () => ({ columns: stdout.columns ?? 0, rows: stdout.rows ?? 0 }),
    setRaw: (on) => setRaw(stdin, on),
    onSignal,
    env: process.env as Record<string, string>,
    readFile: (path) => inGoWords('open', path, readFile(path)),
    writeFile: (path, bytes) => inGoWords('open', path, writeFile(path, bytes)),
    nowMs: () => Date.now(),
  };
}

function setRaw(stdin: ReadStream, on: boolean): void {
  if (!stdin.isTTY) return;
  stdin.setRawMode(on);
  // libuv leaves the terminal to turn \n into \r\n, which what runs in a container has done already
  // (moby/term, `MakeRaw`). Where there is no stty, lines end in one \r too many.
  if (on) spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] });
}

const outputOf = (stream: WriteStream): Output => ({
  isTerminal: stream.isTTY === true,
  write: (data) => void stream.write(data),
});

function inputOf(stream: ReadStream): Input {
  let pieces: AsyncIterator<Buffer> | undefined;
  return {
    isTerminal: stream.isTTY === true,
    async read() {
      pieces ??= stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      const { done, value } = await pieces.next();
      return done ? null : new Uint8Array(value.buffer, value.byteOffset, value.length);
    },
  };
}

const SIGNALS: readonly HostSignal[] = ['SIGINT', 'SIGTERM', 'SIGWINCH'];

function onSignal(listener: (signal: HostSignal) => void): () => void {
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/** Go's `*fs.PathError`: `open x: no such file or directory`. */
async function inGoWords<T>(operation: string, path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(`${operation} ${path}: ${systemWords(error)}`, { cause: error });
  }
}
