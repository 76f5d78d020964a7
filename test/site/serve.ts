import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the built site as any static host would, in a folder of its own. */
export async function serveSite(folder: string): Promise<{ url: string; close(): Promise<void> }> {
  const root = resolve('dist/site');
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const inner = pathname.startsWith(folder) ? normalize(pathname.slice(folder.length)) : undefined;
    const path = inner === undefined ? undefined : join(root, inner.endsWith('/') || inner === '.' ? join(inner, 'index.html') : inner);
    try {
      if (!path?.startsWith(root)) throw new Error('outside');
      const body = await readFile(path);
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${folder}`,
    close: () => new Promise((closed) => void server.close(() => closed())),
  };
}
