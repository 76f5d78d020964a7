import type { Socket } from 'node:net';
import { toRawHeaders } from './headers.ts';
import { writeTo } from './streams.ts';

/** How long a peer may take to close its side after we closed ours. */
const LINGER_MS = 10_000;

/**
 * Answers 101 and writes the response's body raw to the connection. What the peer sends is the
 * request's body: its half-close ends that, and nothing else. When our side is done we close it and
 * wait for the peer to do the same, for closing at once would reset a connection with unread input.
 */
export async function joinHijacked(socket: Socket, protocol: string, response: Response): Promise<void> {
  const headers = new Headers(response.headers);
  headers.set('Connection', 'Upgrade');
  headers.set('Upgrade', protocol);
  const raw = toRawHeaders(headers);
  const lines = [`HTTP/1.1 101 ${response.statusText || 'UPGRADED'}`];
  for (let i = 0; i < raw.length; i += 2) lines.push(`${raw[i]}: ${raw[i + 1]}`);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await writeTo(socket, response.body);
  const linger = setTimeout(() => socket.destroy(), LINGER_MS);
  linger.unref();
  socket.on('close', () => clearTimeout(linger));
  socket.on('end', () => socket.destroy());
  if (socket.readableEnded) socket.destroySoon();
  else socket.removeAllListeners('data').resume();
}
