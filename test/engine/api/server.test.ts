import { describe, expect, it } from 'vitest';
import { createTestEngine } from '../support/engine.ts';

const docker = createTestEngine();

describe('the head of an answer', () => {
  it('says who answers, as the real engine does', async () => {
    const { status, headers, text } = await docker.call('GET /_ping');
    expect(status).toBe(200);
    expect(text).toBe('OK');
    expect(Object.fromEntries(headers)).toEqual({
      'api-version': '1.51',
      'builder-version': '2',
      'cache-control': 'no-cache, no-store, must-revalidate',
      'content-length': '2',
      'content-type': 'text/plain; charset=utf-8',
      date: 'Tue, 24 Nov 2026 09:00:00 GMT',
      'docker-experimental': 'false',
      ostype: 'linux',
      pragma: 'no-cache',
      server: 'Docker/28.5.2 (linux)',
      swarm: 'inactive',
    });
  });

  it('has no body for HEAD, and the same headers', async () => {
    const { status, headers, text } = await docker.call('HEAD /_ping');
    expect([status, text, headers.get('Swarm'), headers.get('Content-Length')]).toEqual([200, '', 'inactive', '0']);
  });

  it('is JSON with no charset, and a newline behind it', async () => {
    const { headers, text } = await docker.call('GET /containers/json');
    expect(headers.get('Content-Type')).toBe('application/json');
    expect(text).toBe('[]\n');
  });
});

describe('the version in the path', () => {
  it.each(['/v1.24/version', '/v1.51/version', '/version'])('%s is answered', async (path) => {
    expect((await docker.call(`GET ${path}`)).json.ApiVersion).toBe('1.51');
  });

  it('is refused when it is too old, in text', async () => {
    const { status, text, headers } = await docker.call('GET /v1.23/version');
    expect(status).toBe(400);
    expect(text).toBe(
      'client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version\n',
    );
    expect(headers.get('Content-Type')).toBe('text/plain; charset=utf-8');
  });

  it('is refused when it is too new, in JSON', async () => {
    const { status, json, headers } = await docker.call('GET /v1.52/version');
    expect(status).toBe(400);
    expect(json).toEqual({ message: 'client version 1.52 is too new. Maximum supported API version is 1.51' });
    expect(headers.has('Docker-Experimental')).toBe(false);
  });
});

describe('what is not there', () => {
  it.each(['GET /nosuch', 'GET /v1.51/nosuch', 'DELETE /v1.51/version', 'GET /vabc/version', 'GET /v1.23/nosuch'])(
    '%s is 404',
    async (line) => {
      const { status, json, headers } = await docker.call(line);
      expect(status).toBe(404);
      expect(json).toEqual({ message: 'page not found' });
      expect(headers.has('Server')).toBe(false);
    },
  );
});

describe('a path', () => {
  it('is cleaned by a redirect', async () => {
    const { status, headers } = await docker.call('GET /v1.51//containers//json?all=1');
    expect([status, headers.get('Location')]).toEqual([301, '/v1.51/containers/json?all=1']);
  });

  it('has names with slashes in it', async () => {
    expect((await docker.call('GET /containers/a%2Fb/json')).json.message).toBe('No such container: a/b');
  });

  it('must be percent-encoded', async () => {
    expect((await docker.call('GET /containers/%zz/json')).status).toBe(400);
  });

  it('can be asked for its options', async () => {
    expect((await docker.call('OPTIONS /containers/json')).status).toBe(200);
  });
});

describe('a body', () => {
  const create = 'POST /containers/create';
  it.each([
    ['', 'got EOF while reading request body'],
    ['{bad', "invalid character 'b' looking for beginning of object key string"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":01}', "invalid character '1' after object key:value pair"],
    ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
    ['{"a":"x\n"}', "invalid character '\\n' in string"],
    ['{"a":1', 'unexpected EOF'],
    ['nul', 'unexpected EOF'],
    ['[]', 'json: cannot unmarshal array into Go value of type container.CreateRequest'],
    ['{"Image":5}', 'json: cannot unmarshal number into Go struct field .Image of type string'],
    ['{"Image":"busybox","StopTimeout":1.5}', 'json: cannot unmarshal number 1.5 into Go struct field .StopTimeout of type int'],
    ['{"Image":"busybox","HostConfig":{"Binds":[5]}}', 'json: cannot unmarshal number into .HostConfig.Binds.0 of type string'],
    [
      '{"HostConfig":{"PortBindings":{"80/tcp":{}}}}',
      'json: cannot unmarshal object into Go struct field .HostConfig.PortBindings.80~1tcp of type []nat.PortBinding',
    ],
  ])("%j is refused in Go's words", async (body, reason) => {
    const { status, json } = await docker.call(create, body);
    expect(status).toBe(400);
    expect(json).toEqual({ message: `invalid JSON: ${reason}` });
  });

  it('must be JSON by its content type', async () => {
    const { status, json } = await docker.call(create, '{}', { 'Content-Type': 'text/plain' });
    expect(status).toBe(400);
    expect(json.message).toBe("unsupported Content-Type header (text/plain): must be 'application/json'");
  });

  it('must end where its value ends', async () => {
    expect((await docker.call(create, '{"Image":"busybox"} {}')).json.message).toBe('unexpected content after JSON');
  });
});

it('each connection is a machine that the trace shows', async () => {
  const { trace, call } = createTestEngine();
  await call('GET /_ping');
  await call('GET /events?since=0&until=1');
  await call('GET /nosuch');
  const moves = new Map<string, string[]>();
  for (const event of trace.events) {
    if (event.type === 'state' && event.machine === 'connection') moves.set(event.id, [...(moves.get(event.id) ?? []), event.to]);
  }
  expect([...moves].map(([id, states]) => `${id} ${states.join(', ')}`)).toEqual([
    'x1 reading, routing, handling, responding, closed',
    'x2 reading, routing, handling, streaming, closed',
    'x3 reading, routing, responding, closed',
  ]);
});
