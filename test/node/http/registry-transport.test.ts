import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readText, respond, type Transport, wireRequest } from '../../../src/core/http.ts';
import { registryTransport } from '../../../src/node/http/registry-transport.ts';
import { type Served, serve } from '../../../src/node/http/serve.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function registry(transport: Transport, host = '127.0.0.1'): Promise<Served> {
  const served = await serve(transport, { host, port: 0 });
  open.push(served);
  return served;
}

const get = (url: string, headers: Record<string, string> = {}) => registryTransport()(wireRequest(url, { headers }));

test('a blob that is kept elsewhere is fetched from there, without the registry’s credentials', async () => {
  const seen: [string, string | null, string | null][] = [];
  const store = await registry(async (request) => {
    seen.push([new URL(request.url).pathname, request.headers.get('Authorization'), request.headers.get('Range')]);
    return respond(206, 'layer');
  }, '::1');
  const hub = await registry(async () => respond(307, '', { Location: `http://[::1]:${store.port}/elsewhere` }));
  const response = await get(`http://127.0.0.1:${hub.port}/v2/x/blobs/sha256:1`, { Authorization: 'Bearer granted', Range: 'bytes=5-' });
  expect([response.status, await readText(response)]).toEqual([206, 'layer']);
  expect(seen).toEqual([['/elsewhere', null, 'bytes=5-']]);
});

test('a registry that sends in circles is left', async () => {
  const hub = await registry(async () => respond(307, '', { Location: '/again' }));
  await expect(get(`http://127.0.0.1:${hub.port}/v2/`)).rejects.toThrow('stopped after 10 redirects');
});

test('bytes come as they are sent, and nothing is asked to be encoded', async () => {
  let accepted: string | null = '?';
  const hub = await registry(async (request) => {
    accepted = request.headers.get('Accept-Encoding');
    return respond(200, new Uint8Array([0x1f, 0x8b, 8, 0]), { 'Content-Encoding': 'gzip' });
  });
  const response = await get(`http://127.0.0.1:${hub.port}/`);
  expect(accepted).toBeNull();
  expect(await readText(response)).toBe(new TextDecoder().decode(new Uint8Array([0x1f, 0x8b, 8, 0])));
});

test('failures read as Go’s do', async () => {
  await expect(get('http://127.0.0.1:1/v2/')).rejects.toThrow('dial tcp 127.0.0.1:1: connect: connection refused');
  await expect(get('http://nosuch.invalid/v2/')).rejects.toThrow(
    /^dial tcp: lookup nosuch\.invalid on \S+:53: (no such host|server misbehaving)$/,
  );
  const plain = await registry(async () => respond(200, 'hello'));
  await expect(get(`https://127.0.0.1:${plain.port}/v2/`)).rejects.toThrow('http: server gave HTTP response to HTTPS client');
});

test('a peer that closes without an answer, and one that closes half way through', async () => {
  const rude = createServer((socket) => void socket.once('data', () => socket.end()));
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => new Promise((resolve) => rude.close(() => resolve())) });
  await expect(get(`http://127.0.0.1:${(rude.address() as { port: number }).port}/`)).rejects.toThrow(/^EOF$/);

  const short = createServer((socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')));
  await new Promise<void>((resolve) => short.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => new Promise((resolve) => short.close(() => resolve())) });
  const response = await get(`http://127.0.0.1:${(short.address() as { port: number }).port}/`);
  await expect(readText(response)).rejects.toThrow('unexpected EOF');
});
