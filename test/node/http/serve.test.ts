import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect as netConnect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chunksOf, readBytes, readText, respond, respondJson, type Transport, upgrade, wireRequest } from '../../../src/core/http.ts';
import { connect } from '../../../src/node/http/connect.ts';
import { type Served, serve } from '../../../src/node/http/serve.ts';

let folder: string;
let socketPath: string;
let served: Served | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-serve-'));
  socketPath = join(folder, 'docker.sock');
});
afterEach(async () => {
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Serves `transport` on a socket, and gives a transport that reaches it. */
async function across(transport: Transport): Promise<Transport> {
  served = await serve(transport, { socketPath });
  return connect(`unix://${socketPath}`);
}

const text = (value: string) => new TextEncoder().encode(value);

/** A stream that a test fills by hand. */
function tap() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let cancelled = () => {};
  const left = new Promise<void>((resolve) => {
    cancelled = resolve;
  });
  const stream = new ReadableStream<Uint8Array>({
    start(c) {
      controller = c;
    },
    cancel: () => cancelled(),
  });
  return { stream, left, write: (value: string) => controller.enqueue(text(value)), end: () => controller.close() };
}

test('a request arrives with its method, path, headers and body, and the answer comes back whole', async () => {
  let seen: Request | undefined;
  const send = await across(async (request) => {
    seen = request;
    return respondJson(201, { got: await readText(request) }, { 'Api-Version': '1.51' });
  });
  const response = await send(
    wireRequest('http://api.moby.localhost/v1.51/containers/create?name=web', {
      method: 'POST',
      headers: { Host: 'api.moby.localhost', 'User-Agent': 'Docker-Client/28.5.2 (linux)', 'Content-Type': 'application/json' },
      body: '{"Image":"busybox"}',
    }),
  );
  expect(seen?.url).toBe('http://api.moby.localhost/v1.51/containers/create?name=web');
  expect(seen?.method).toBe('POST');
  expect(seen?.headers.get('User-Agent')).toBe('Docker-Client/28.5.2 (linux)');
  expect(seen?.headers.get('Host')).toBe('api.moby.localhost');
  expect(response.status).toBe(201);
  expect(response.headers.get('Content-Type')).toBe('application/json');
  expect(response.headers.get('Api-Version')).toBe('1.51');
  expect(await readText(response)).toBe('{"got":"{\\"Image\\":\\"busybox\\"}"}\n');
});

test('a head is there before its body, and each chunk before the next', async () => {
  const body = tap();
  const send = await across(async () => respond(200, body.stream, { 'Content-Type': 'application/json' }));
  const response = await send(wireRequest('http://localhost/events'));
  const chunks = chunksOf(response);
  for (const line of ['one', 'two']) {
    body.write(line);
    expect(new TextDecoder().decode((await chunks.next()).value as Uint8Array)).toBe(line);
  }
  body.end();
  expect((await chunks.next()).done).toBe(true);
});

test('a request body streams to its handler while the response streams back', async () => {
  const input = tap();
  const send = await across(async (request) => {
    const upper = async function* () {
      for await (const chunk of chunksOf(request)) yield text(new TextDecoder().decode(chunk).toUpperCase());
    };
    const source = upper();
    return respond(
      200,
      new ReadableStream({
        async pull(controller) {
          const { done, value } = await source.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
      }),
    );
  });
  const response = await send(wireRequest('http://localhost/build', { method: 'POST', body: input.stream }));
  const chunks = chunksOf(response);
  input.write('first');
  expect(new TextDecoder().decode((await chunks.next()).value as Uint8Array)).toBe('FIRST');
  input.write('second');
  expect(new TextDecoder().decode((await chunks.next()).value as Uint8Array)).toBe('SECOND');
  input.end();
  expect((await chunks.next()).done).toBe(true);
});

test('HEAD, 204 and 304 have no body, and the connection lives on', async () => {
  const send = await across(async (request) => {
    if (request.method === 'HEAD') return respond(200, undefined, { 'Content-Length': '5', Ostype: 'linux' });
    return respond(request.url.endsWith('/start') ? 304 : 204);
  });
  const head = await send(wireRequest('http://localhost/_ping', { method: 'HEAD' }));
  expect([head.status, head.headers.get('Ostype'), head.headers.get('Content-Length'), (await readBytes(head)).length]).toEqual([
    200,
    'linux',
    '5',
    0,
  ]);
  for (const [path, status] of [
    ['/start', 304],
    ['/kill', 204],
  ] as const) {
    const response = await send(wireRequest(`http://localhost${path}`, { method: 'POST', body: '' }));
    expect([response.status, (await readBytes(response)).length]).toEqual([status, 0]);
  }
});

test('a client that goes away ends the stream at its source, and aborts the request', async () => {
  const body = tap();
  let aborted: Promise<unknown> | undefined;
  const send = await across(async (request) => {
    aborted = new Promise((resolve) => request.signal.addEventListener('abort', resolve));
    return respond(200, body.stream);
  });
  const response = await send(wireRequest('http://localhost/events'));
  const chunks = chunksOf(response);
  body.write('one');
  await chunks.next();
  await chunks.return();
  await body.left;
  await aborted;
});

test('an aborted request rejects with the reason', async () => {
  const gone = new AbortController();
  const send = await across(() => new Promise(() => {}));
  const answer = send(wireRequest('http://localhost/wait', { method: 'POST', signal: gone.signal }));
  gone.abort(new Error('interrupted'));
  await expect(answer).rejects.toThrow('interrupted');
});

test('a handler that throws is answered 500 with its message', async () => {
  const send = await across(async () => {
    throw new Error('no such thing');
  });
  const response = await send(wireRequest('http://localhost/'));
  expect([response.status, await readText(response)]).toEqual([500, '{"message":"no such thing"}\n']);
});

test('a hijacked connection gives output after the client has closed its input', async () => {
  const send = await across(async (request) => {
    const source = (async function* () {
      yield text('> ');
      for await (const chunk of chunksOf(request)) yield chunk;
      yield text(' then bye');
    })();
    return upgrade(
      new ReadableStream({
        async pull(controller) {
          const { done, value } = await source.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
      }),
      { 'Content-Type': 'application/vnd.docker.raw-stream' },
    );
  });
  const input = tap();
  const response = await send(
    wireRequest('http://localhost/containers/x/attach', {
      method: 'POST',
      headers: { Connection: 'Upgrade', Upgrade: 'tcp' },
      body: input.stream,
    }),
  );
  expect(response.status).toBe(101);
  expect(response.statusText).toBe('UPGRADED');
  expect(response.headers.get('Content-Type')).toBe('application/vnd.docker.raw-stream');
  expect(response.headers.get('Upgrade')).toBe('tcp');
  input.write('hello');
  input.end();
  expect(await readText(response)).toBe('> hello then bye');
});

test('a hijacked request may have a body of its own, by its length, and input behind it', async () => {
  const send = await across(async (request) => {
    const length = Number(request.headers.get('Content-Length'));
    const chunks = chunksOf(request);
    let seen = '';
    while (seen.length < length) seen += new TextDecoder().decode((await chunks.next()).value as Uint8Array);
    // The answer comes before the rest of the input.
    return upgrade(
      new ReadableStream({
        async start(controller) {
          controller.enqueue(text(`[${seen}]`));
          for await (const chunk of chunks) controller.enqueue(chunk);
          controller.close();
        },
      }),
    );
  });
  const input = tap();
  input.write('{"Detach":false}');
  const response = await send(
    wireRequest('http://localhost/exec/x/start', {
      method: 'POST',
      headers: { Connection: 'Upgrade', Upgrade: 'tcp', 'Content-Length': '16' },
      body: input.stream,
    }),
  );
  input.write('typed');
  input.end();
  expect(await readText(response)).toBe('[{"Detach":false}]typed');
});

test('output may end first: the client then sees the end, whatever it still has to say', async () => {
  const send = await across(async () => upgrade(new Response('done').body as ReadableStream<Uint8Array>));
  const input = tap();
  const response = await send(
    wireRequest('http://localhost/attach', { method: 'POST', headers: { Connection: 'Upgrade', Upgrade: 'tcp' }, body: input.stream }),
  );
  expect(await readText(response)).toBe('done');
});

test('an upgrade that is refused is an ordinary answer', async () => {
  const send = await across(async () => respondJson(404, { message: 'No such container: x' }));
  const response = await send(
    wireRequest('http://localhost/attach', { method: 'POST', headers: { Connection: 'Upgrade', Upgrade: 'tcp' } }),
  );
  expect([response.status, await readText(response)]).toEqual([404, '{"message":"No such container: x"}\n']);
});

test('headers go over the wire as Docker writes them', async () => {
  await across(async () => respondJson(200, {}, { 'api-version': '1.51' }));
  const raw = await new Promise<string>((resolve) => {
    let all = '';
    const socket = netConnect(socketPath, () => socket.end('GET / HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n'));
    socket.on('data', (chunk) => {
      all += chunk;
    });
    socket.on('close', () => resolve(all));
  });
  expect(raw).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(raw).toContain('\r\nApi-Version: 1.51\r\n');
  expect(raw).toContain('\r\nContent-Type: application/json\r\n');
});

test('the socket is for its owner and group, and goes when the server closes', async () => {
  await across(async () => respond(200));
  expect(statSync(socketPath).mode & 0o777).toBe(0o660);
  await served?.close();
  expect(() => statSync(socketPath)).toThrow('ENOENT');
});

test('closing ends what is still under way', async () => {
  const body = tap();
  const send = await across(async () => respond(200, body.stream));
  const response = await send(wireRequest('http://localhost/events'));
  await served?.close();
  await expect(readText(response)).rejects.toThrow('unexpected EOF');
});

test('when nothing answers, the error has the system’s code', async () => {
  await expect(connect(`unix://${socketPath}`)(wireRequest('http://localhost/_ping'))).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(connect('tcp://127.0.0.1:1')(wireRequest('http://localhost/_ping'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
