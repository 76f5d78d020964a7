import { describe, expect, it } from 'vitest';
import { respond, upgrade } from '../../../src/core/http.ts';
import { json, nothing, problem, run } from '../fake-host.ts';

const headers = (all: Headers) => Object.fromEntries([...all].sort());

describe('requests as the real client sends them', () => {
  it('pings once, then names the version agreed on', async () => {
    const ran = await run('images', { engine: { 'GET /images/json': json([]) } });
    expect(ran.exchanges.map(({ asked }) => asked)).toEqual(['HEAD /_ping', 'GET /v1.51/images/json']);
    expect(headers(ran.exchanges[1]?.headers as Headers)).toEqual({
      host: 'api.moby.localhost',
      'user-agent': 'Docker-Client/28.5.2 (linux)',
    });
  });

  it('says who pulls, though nobody has logged in', async () => {
    const ran = await run('pull x', { engine: { 'POST /images/create': () => respond(200, '', { 'Content-Type': 'application/json' }) } });
    expect(headers(ran.exchanges[1]?.headers as Headers)).toMatchObject({ 'content-length': '0', 'x-registry-auth': 'e30=' });
  });

  it('asks to take the connection over, and says how much of it is the body', async () => {
    let sent: Headers | undefined;
    await run('exec web true', {
      engine: {
        'GET /containers/web/json': json({}),
        'POST /containers/web/exec': json({ Id: 'e1' }, 201),
        'POST /exec/e1/start': (request: Request) => {
          sent = request.headers;
          return upgrade(new ReadableStream({ start: (controller) => controller.close() }));
        },
        'GET /exec/e1/json': json({ ExitCode: 0 }),
      },
    });
    expect(headers(sent as Headers)).toMatchObject({
      connection: 'Upgrade',
      upgrade: 'tcp',
      'content-type': 'application/json',
      'content-length': '29',
    });
  });

  it.each([
    ['stop -t 0 -s INT a', 'POST /v1.51/containers/a/stop?signal=INT&t=0'],
    ['restart --time 3 a', 'POST /v1.51/containers/a/restart?t=3'],
    ['kill -s TERM a', 'POST /v1.51/containers/a/kill?signal=TERM'],
    ['rename a b', 'POST /v1.51/containers/a/rename?name=b'],
    ['pause a', 'POST /v1.51/containers/a/pause'],
    ['rm -fv a', 'DELETE /v1.51/containers/a?force=1&v=1'],
    ['tag busybox me/app', 'POST /v1.51/images/busybox/tag?repo=docker.io/me/app&tag=latest'],
  ])('docker %s', async (line, request) => {
    const [, path] = /^\w+ \/v1\.51([^?]*)/.exec(request) as RegExpExecArray;
    const ran = await run(line, { engine: { [`POST ${path}`]: nothing, [`DELETE ${path}`]: nothing } });
    expect(ran.asked).toEqual([request]);
  });

  it('asks for all at once, and tells in order', async () => {
    const ran = await run('rm a b c', {
      engine: {
        'DELETE /containers/a': nothing,
        'DELETE /containers/b': problem(404, 'No such container: b'),
        'DELETE /containers/c': nothing,
      },
    });
    expect(ran).toMatchObject({ stdout: 'a\nc\n', stderr: 'Error response from daemon: No such container: b\n', status: 1 });
  });

  it('repeats an answer that is no JSON as it is', async () => {
    const ran = await run('ps', {
      engine: { 'GET /containers/json': () => respond(502, 'bad gateway\n', { 'Content-Type': 'text/html' }) },
    });
    expect(ran.stderr).toBe('Error response from daemon: bad gateway\n');
  });
});
