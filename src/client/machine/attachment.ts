import type { ApiRequest } from '../api/client.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';
import { DEFAULT_ESCAPE_KEYS, EscapeFilter, escapeKeys } from './escape-keys.ts';
import { copyOutput, type Outputs } from './stream.ts';

export interface AttachmentOptions {
  readonly path: string;
  readonly request: ApiRequest;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly outputs: Outputs;
  readonly detachKeys: string;
}

export type Ending = 'ended' | 'detached';

/** A hijacked connection with the terminal, or the pipe, at its other end (docker/cli container/hijack.go). */
export interface Attachment {
  /** When the output has come to its end, or the user has detached. Rejects when the stream breaks. */
  readonly done: Promise<Ending>;
  /** Lets go: the terminal is as it was before. */
  close(): void;
}

/** Connects. The terminal is raw from here on, when there is one at both ends. @throws ApiError, ConnectionError */
export async function attach({ host, api }: Invocation, options: AttachmentOptions): Promise<Attachment> {
  const { path, request, tty, stdin, outputs } = options;
  let input: ReadableStreamDefaultController<Uint8Array> | undefined;
  let over = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (stdin) input = controller;
      else controller.close();
    },
    cancel() {
      input = undefined;
    },
  });
  const response = await api.hijack(path, body, request);
  const raw = stdin && tty && host.stdin.isTerminal;
  if (raw) host.setRaw(true);

  const close = () => {
    if (over) return;
    over = true;
    if (raw) host.setRaw(false);
    try {
      input?.close();
    } catch {
      // It has been closed from the other side.
    }
    input = undefined;
  };

  const detached = new Promise<Ending>((resolve) => {
    if (!stdin) return;
    const filter = tty ? new EscapeFilter(keysFrom(options.detachKeys, host.stderr)) : undefined;
    const pump = async () => {
      for (;;) {
        const piece = await host.stdin.read();
        if (over || !input) return;
        if (piece === null) {
          input.close();
          input = undefined;
          return;
        }
        const { pass, detached: left } = filter?.push(piece) ?? { pass: piece, detached: false };
        if (pass.length) input.enqueue(pass);
        if (!left) continue;
        resolve('detached');
        return;
      }
    };
    // A broken connection shows on its other side, the output.
    pump().catch(() => {});
  });

  const copied = copyOutput(response, tty, outputs).then((): Ending => 'ended');
  const done = Promise.race([copied, detached]).finally(close);
  // Whoever waits hears of a failure; until someone does, it is no unhandled one.
  done.catch(() => {});
  return { done, close };
}

function keysFrom(text: string, stderr: { write(text: string): void }): readonly number[] {
  if (text === '') return DEFAULT_ESCAPE_KEYS;
  try {
    return escapeKeys(text);
  } catch (error) {
    stderr.write(`level=warning msg=${JSON.stringify(`invalid detach escape keys, using default: ${messageOf(error)}`)}\n`);
    return DEFAULT_ESCAPE_KEYS;
  }
}
