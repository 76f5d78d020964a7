import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildCommand } from '../node/build-command.ts';
import { namedEngine } from '../swap/engine/named-engine.ts';
import { whyNoPackages } from '../swap/engine/packages.ts';
import { startRealEngine } from '../swap/engine/real-engine.ts';
import { type Bench, Unavailable } from './figure.ts';

/** What figures share, made when the first asks; `close` takes it all down. */
export function createResources(say: (what: string) => void): Bench & { close(): Promise<void> } {
  const closing: (() => unknown)[] = [];
  const once = <T>(make: () => Promise<T>) => {
    let made: Promise<T> | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };
  return {
    command: once(async () => {
      const command = await buildCommand();
      closing.push(command.remove);
      return command.path;
    }),
    realEngine: once(async () => {
      const engine = await realEngine(say);
      closing.push(engine.stop);
      return engine;
    }),
    site: once(async () => {
      if (!existsSync('dist/site/index.html')) throw new Unavailable('the site is not built: npm run build');
      const { url, close } = await serveFolder('dist/site');
      closing.push(close);
      return url;
    }),
    async close() {
      for (const close of closing.reverse()) await close();
    },
  };
}

async function realEngine(say: (what: string) => void) {
  const named = process.env.DOCKER_HOST;
  try {
    if (named) return await namedEngine(named);
  } catch (error) {
    say(`not with the engine at ${named}: ${error instanceof Error ? error.message : error}`);
  }
  const why = whyNoPackages();
  if (why) throw new Unavailable(`no real engine: ${why}`);
  return startRealEngine(say).catch((error: Error) => {
    throw new Unavailable(`no real engine: ${error.message}`);
  });
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** A static host that compresses text, as the usual ones do. */
async function serveFolder(folder: string): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    try {
      const bytes = await readFile(file);
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      const text = !type.startsWith('font') && type !== 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store', ...(text ? { 'Content-Encoding': 'gzip' } : {}) });
      response.end(text ? gzipSync(bytes) : bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
