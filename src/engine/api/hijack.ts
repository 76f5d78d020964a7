import { respond, upgrade } from '../../core/http.ts';
import { multiplexed, raw } from './frames.ts';
import { bareHead } from './headers.ts';
import { olderThan } from './versions.ts';

/**
 * Takes a connection over. A client that asks for an upgrade gets 101; another one gets 200 and the
 * same stream. From API 1.42 on, what is multiplexed says so (moby api/server/router/container).
 */
export function hijack(
  request: Request,
  version: string,
  body: ReadableStream<Uint8Array>,
  tty: boolean,
  headers: Record<string, string> = {},
): Response {
  if (!request.headers.has('Upgrade')) return bareHead(respond(200, body, { 'Content-Type': raw, ...headers }));
  const type = tty || olderThan(version, '1.42') ? raw : multiplexed;
  return bareHead(upgrade(body, { 'Content-Type': type, Connection: 'Upgrade', Upgrade: 'tcp', ...headers }));
}

/** What went wrong once the connection is taken over: plain text. */
export function hijackRefusal(status: number, message: string): Response {
  return bareHead(respond(status, `${message}\r\n`, { 'Content-Type': raw }));
}
