import { SysError } from '../../errno.ts';
import type { Peer, Sys } from '../../process/sys.ts';
import { bodyLength, HttpReader } from '../lib/http.ts';
import { formatTime } from '../lib/time.ts';

export interface Asked {
  readonly line: string;
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

export const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Moved Temporarily',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
};

export const answer = (status: number, body: Uint8Array, headers: Answer['headers']): Answer => ({ status, body, headers });
export const httpDate = (ms: number): string => formatTime('%a, %d %b %Y %H:%M:%S GMT', ms);

type Handler = (asked: Asked, peer: Peer) => Promise<Answer>;

/** Accepts connections for as long as the process lives, and answers each one's requests in turn. */
export async function acceptLoop(sys: Sys, listener: number, handlerFor: () => Handler): Promise<void> {
  try {
    for (;;) {
      const { fd, peer } = await sys.accept(listener);
      void converse(sys, fd, peer, handlerFor());
    }
  } catch {
    // The process ends: whoever started the loop knows.
  }
}

async function converse(sys: Sys, fd: number, peer: Peer, handler: Handler): Promise<void> {
  try {
    const reader = new HttpReader(sys, fd);
    for (let head = await reader.head(); head; head = await reader.head()) {
      const [method = '', target = '/', version = ''] = head.line.split(' ');
      await reader.body(bodyLength(head) ?? 0);
      const path = decodeURIComponent(target.split('?')[0] as string);
      const reply = await handler({ line: head.line, method, path, headers: head.headers }, peer);
      const closes = head.headers.get('connection')?.toLowerCase() === 'close' || version !== 'HTTP/1.1';
      await send(sys, fd, reply, method === 'HEAD', closes);
      if (closes) break;
    }
    sys.close(fd);
  } catch (error) {
    // A visitor who has gone away costs its connection; an ending process all of them.
    if (error instanceof SysError) sys.close(fd);
  }
}

async function send(sys: Sys, fd: number, reply: Answer, headOnly: boolean, closes: boolean): Promise<void> {
  const [first, ...rest] = reply.headers;
  const headers = [
    ...(first ? [first] : []),
    ['Date', httpDate(sys.now())] as const,
    ...rest,
    ['Content-Length', String(reply.body.length)] as const,
    ['Connection', closes ? 'close' : 'keep-alive'] as const,
  ];
  const head = `HTTP/1.1 ${reply.status} ${reasons[reply.status] ?? ''}\r\n${headers.map(([name, text]) => `${name}: ${text}\r\n`).join('')}\r\n`;
  await sys.write(fd, head);
  if (!headOnly) await sys.write(fd, reply.body);
}
