import { createServer, type IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Transport, wireRequest } from '../../core/http.ts';
import { fromRawHeaders, toRawHeaders } from './headers.ts';
import { joinHijacked } from './hijack.ts';
import { fromReadable, writeTo } from './streams.ts';

export type Listen = { readonly socketPath: string } | { readonly host: string; readonly port: number };

export interface Served {
  /** The TCP port; 0 on a Unix socket. */
  readonly port: number;
  /** Stops listening, ends all connections and removes the socket. */
  close(): Promise<void>;
}

/**
 * Serves `transport` over HTTP/1.1: bodies stream both ways, heads are sent at once, a client that
 * goes away aborts the request's signal and cancels the response's body, and an upgrade that is
 * answered 101 is hijacked.
 * @throws the socket's error: `EADDRINUSE`, `EACCES`, …
 */
export function serve(transport: Transport, listen: Listen): Promise<Served> {
  const sockets = new Set<Socket>();
  // A hijacked connection is closed in one direction only; so is a piped `curl` (Node's own default for servers).
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('request', (message, response) => {
    void answer(transport, message, response);
  });
  server.on('upgrade', (message: IncomingMessage, socket: Socket, head: Buffer) => {
    void answerUpgrade(transport, message, socket, head);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const listening = () => {
      const address = server.address() as AddressInfo | string | null;
      resolve({
        port: typeof address === 'object' && address ? address.port : 0,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of sockets) socket.destroy();
          }),
      });
    };
    if ('socketPath' in listen) {
      // The API is root's power over the machine: owner and group only, from the first moment (dockerd does the same).
      const umask = process.umask(0o117);
      server.listen(listen.socketPath, listening);
      process.umask(umask);
    } else server.listen(listen.port, listen.host, listening);
  });
}

/** The request as the neutral rooms know it. `body` is undefined when none was announced. */
function toRequest(message: IncomingMessage, body: ReadableStream<Uint8Array> | undefined, signal: AbortSignal): Request {
  const path = message.url?.startsWith('/') ? message.url : `/${message.url ?? ''}`;
  const host = message.headers.host ?? '';
  const base = URL.canParse(`http://${host}`) ? `http://${host}` : 'http://localhost';
  return wireRequest(base + path, {
    method: message.method ?? 'GET',
    headers: fromRawHeaders(message.rawHeaders),
    signal,
    ...(body ? { body } : {}),
  });
}

async function answer(transport: Transport, message: IncomingMessage, out: ServerResponse): Promise<void> {
  const gone = new AbortController();
  out.on('close', () => {
    if (!out.writableFinished) gone.abort(new Error('the client went away'));
  });
  const hasBody = message.headers['content-length'] !== undefined || message.headers['transfer-encoding'] !== undefined;
  try {
    const response = await transport(
      toRequest(message, hasBody ? fromReadable(message, { release: () => message.resume() }) : undefined, gone.signal),
    );
    await send(response, out, message.method === 'HEAD');
  } catch (error) {
    fail(out, error);
  }
  // An unread rest of the body would stop the connection from being used again.
  message.removeAllListeners('data').resume();
}

async function send(response: Response, out: ServerResponse, headOnly: boolean): Promise<void> {
  if (response.statusText) out.statusMessage = response.statusText;
  out.writeHead(response.status, toRawHeaders(response.headers));
  // The head goes out now, and in the same write what the body has ready.
  out.cork();
  out.flushHeaders();
  setImmediate(() => out.uncork());
  if (headOnly || response.status === 204 || response.status === 304) {
    await response.body?.cancel().catch(() => {});
    out.end();
  } else await writeTo(out, response.body);
}

function fail(out: ServerResponse, error: unknown): void {
  if (out.headersSent) return void out.destroy();
  out.writeHead(500, { 'Content-Type': 'application/json' });
  out.end(`${JSON.stringify({ message: error instanceof Error ? error.message : String(error) })}\n`);
}

async function answerUpgrade(transport: Transport, message: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
  const gone = new AbortController();
  socket.on('close', () => gone.abort(new Error('the client went away')));
  const input = fromReadable(socket, { head, release: () => socket.resume() });
  const out = new ServerResponse(message);
  try {
    const response = await transport(toRequest(message, input, gone.signal));
    if (response.status === 101) return await joinHijacked(socket, message.headers.upgrade ?? 'tcp', response);
    // Refused: an ordinary answer, and the connection ends with it.
    out.shouldKeepAlive = false;
    out.assignSocket(socket);
    out.on('finish', () => socket.end());
    await send(response, out, false);
  } catch {
    socket.destroy();
  }
}
