import { access, lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import type { Transport } from '../../core/http.ts';
import { Failure, systemWords } from '../failure.ts';
import { type Served, serve } from './serve.ts';

/** What fits in a `sockaddr_un` on Linux; elsewhere it is less, and listening then fails. */
const MAX_SOCKET_PATH = 107;

/** Serves on a Unix socket. One that a dead process has left is replaced. @throws Failure */
export async function listenOnSocket(transport: Transport, socketPath: string): Promise<Served> {
  if (Buffer.byteLength(socketPath) > MAX_SOCKET_PATH) {
    throw new Failure(`cannot listen on ${socketPath}: a socket's path may have ${MAX_SOCKET_PATH} bytes`);
  }
  // libuv calls a folder that is missing "permission denied".
  await access(dirname(socketPath)).catch((error: unknown) => {
    throw new Failure(`cannot listen on ${socketPath}: ${systemWords(error)}`);
  });
  await removeStale(socketPath);
  return serve(transport, { socketPath }).catch((error: unknown) => {
    throw new Failure(`cannot listen on ${socketPath}: ${systemWords(error)}`);
  });
}

/** @throws Failure */
export async function listenOnPort(transport: Transport, host: string, port: number): Promise<Served> {
  return serve(transport, { host, port }).catch((error: unknown) => {
    throw new Failure(`cannot listen on ${host}:${port}: ${systemWords(error)}`);
  });
}

async function removeStale(socketPath: string): Promise<void> {
  const found = await lstat(socketPath).catch(() => undefined);
  if (!found) return;
  if (!found.isSocket()) throw new Failure(`cannot listen on ${socketPath}: it exists, and is not a socket`);
  if (await answers(socketPath)) throw new Failure(`cannot listen on ${socketPath}: another process is listening there`);
  await unlink(socketPath).catch((error: unknown) => {
    throw new Failure(`cannot replace ${socketPath}: ${systemWords(error)}`);
  });
}

/** Only a socket whose process is gone refuses connections. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED'));
  });
}
