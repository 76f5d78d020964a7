import { describe, expect, it } from 'vitest';
import { createTestEngine, frames } from '../support/engine.ts';

const upgrade = { Upgrade: 'tcp', Connection: 'Upgrade' };
const bytes = (text: string) => new TextEncoder().encode(text);

/** A request body that the test writes to. */
function input() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
  });
  return { stream, type: (text: string) => controller.enqueue(bytes(text)), end: () => controller.close() };
}

describe('attach', () => {
  it('gives both streams, each piece under its number', async () => {
    const docker = createTestEngine();
    await docker.create('both', ['both']);
    const attached = await docker.send('POST /containers/both/attach?stream=1&stdout=1&stderr=1', undefined, upgrade);
    expect([attached.status, attached.statusText, attached.headers.get('Content-Type')]).toEqual([
      101,
      'UPGRADED',
      'application/vnd.docker.multiplexed-stream',
    ]);
    await docker.call('POST /containers/both/start');
    expect(frames((await docker.read(attached)).bytes)).toEqual(['1 out\n', '2 err\n', '1 part']);
  });

  it('gives only what was asked for', async () => {
    const docker = createTestEngine();
    await docker.create('both', ['both']);
    const attached = await docker.send('POST /containers/both/attach?stream=1&stderr=1', undefined, upgrade);
    await docker.call('POST /containers/both/start');
    expect(frames((await docker.read(attached)).bytes)).toEqual(['2 err\n']);
  });

  it("of a terminal is the terminal's own bytes", async () => {
    const docker = createTestEngine();
    await docker.create('tty', ['both'], { Tty: true });
    const attached = await docker.send('POST /containers/tty/attach?stream=1&stdout=1&stderr=1', undefined, upgrade);
    expect(attached.headers.get('Content-Type')).toBe('application/vnd.docker.raw-stream');
    await docker.call('POST /containers/tty/start');
    expect((await docker.read(attached)).text).toBe('out\r\nerr\r\npart');
  });

  it('before API 1.42 does not say that it multiplexes', async () => {
    const docker = createTestEngine();
    await docker.create('old', ['both']);
    const attached = await docker.send('POST /v1.41/containers/old/attach?logs=1&stdout=1', undefined, upgrade);
    expect(attached.headers.get('Content-Type')).toBe('application/vnd.docker.raw-stream');
  });

  it('without an upgrade is 200 and the same stream', async () => {
    const docker = createTestEngine();
    await docker.run('both', ['both']);
    const { status, headers, bytes: got } = await docker.call('POST /containers/both/attach?logs=1&stdout=1&stderr=1');
    expect([status, headers.get('Content-Type')]).toEqual([200, 'application/vnd.docker.raw-stream']);
    expect(frames(got)).toEqual(['1 out\n', '2 err\n', '1 part']);
  });

  it('passes input on, and its end where the container takes it once', async () => {
    const docker = createTestEngine();
    await docker.create('cat', ['cat'], { OpenStdin: true, StdinOnce: true });
    const stdin = input();
    const attached = await docker.send('POST /containers/cat/attach?stream=1&stdin=1&stdout=1', stdin.stream, upgrade);
    stdin.type('typed before the start\n');
    await docker.call('POST /containers/cat/start');
    stdin.type('typed after it\n');
    await docker.call('GET /_ping');
    stdin.end();
    expect(frames((await docker.read(attached)).bytes)).toEqual(['1 typed before the start\n', '1 typed after it\n']);
    expect((await docker.call('GET /containers/cat/json')).json.State.Status).toBe('exited');
  });

  it('goes on giving output when a client without input closes its half', async () => {
    const docker = createTestEngine();
    await docker.create('late', ['both']);
    const stdin = input();
    const attached = await docker.send('POST /containers/late/attach?stream=1&stdout=1', stdin.stream, upgrade);
    stdin.end();
    await docker.call('POST /containers/late/start');
    expect(frames((await docker.read(attached)).bytes)).toEqual(['1 out\n', '1 part']);
  });

  it('lets go at the detach keys, and the container runs on', async () => {
    const docker = createTestEngine();
    await docker.create('tty', ['cat'], { Tty: true, OpenStdin: true });
    const stdin = input();
    const attached = await docker.send('POST /containers/tty/attach?stream=1&stdin=1&stdout=1', stdin.stream, upgrade);
    await docker.call('POST /containers/tty/start');
    stdin.type('a\u0010\u0011b');
    expect((await docker.read(attached)).text).toBe('a');
    expect((await docker.call('GET /containers/tty/json')).json.State.Status).toBe('running');
    expect(await docker.events()).toContain('container detach');
  });

  it('a client that leaves leaves the container alone', async () => {
    const docker = createTestEngine();
    await docker.run('polite', ['polite']);
    const attached = await docker.send('POST /containers/polite/attach?stream=1&stdout=1', undefined, upgrade);
    await docker.drive(attached.body!.cancel());
    expect((await docker.call('GET /containers/polite/json')).json.State.Running).toBe(true);
    const states = docker.trace.events.flatMap((event) => (event.type === 'state' && event.from === 'hijacked' ? [event.event] : []));
    expect(states).toEqual(['peer.left']);
  });

  it('of what is not there is refused in plain text, as the connection is taken over already', async () => {
    const docker = createTestEngine();
    const { status, text, headers } = await docker.call('POST /containers/nosuch/attach?stream=1', undefined, upgrade);
    expect([status, text]).toEqual([404, 'No such container: nosuch\r\n']);
    expect([...headers.keys()]).toEqual(['content-length', 'content-type']);
  });

  it('resize tells the terminal', async () => {
    const docker = createTestEngine();
    await docker.create('tty', ['cat'], { Tty: true, OpenStdin: true });
    const attached = await docker.send('POST /containers/tty/attach?stream=1&stdout=1', undefined, upgrade);
    await docker.call('POST /containers/tty/start');
    expect((await docker.call('POST /containers/tty/resize?h=24&w=80')).status).toBe(200);
    await docker.call('POST /containers/tty/kill');
    expect((await docker.read(attached)).text).toBe('80x24\r\n');
    expect((await docker.call('POST /containers/tty/resize?h=x&w=80')).json.message).toBe('invalid resize height "x": invalid syntax');
  });
});

describe('logs', () => {
  it('keep what was written, line by line', async () => {
    const docker = createTestEngine();
    await docker.run('both', ['both']);
    const logs = async (query: string) => frames((await docker.call(`GET /containers/both/logs?${query}`)).bytes);
    expect(await logs('stdout=1&stderr=1')).toEqual(['1 out\n', '2 err\n', '1 part']);
    expect(await logs('stderr=1')).toEqual(['2 err\n']);
    expect(await logs('stdout=1&stderr=1&tail=1')).toEqual(['1 part']);
    expect(await logs('stdout=1&stderr=1&tail=all&since=1795510801')).toEqual([]);
    expect(await logs('stdout=1&timestamps=1')).toEqual([
      '1 2026-11-24T09:00:00.000000000Z out\n',
      '1 2026-11-24T09:00:00.000000000Z part',
    ]);
  });

  it('follow until the container ends', async () => {
    const docker = createTestEngine();
    await docker.run('polite', ['polite']);
    const following = await docker.send('GET /containers/polite/logs?stdout=1&follow=1');
    expect(following.headers.get('Content-Type')).toBe('application/vnd.docker.multiplexed-stream');
    await docker.call('POST /containers/polite/stop');
    expect(frames((await docker.read(following)).bytes)).toEqual(['1 up\n']);
  });

  it('that were kept nowhere cannot be read', async () => {
    const docker = createTestEngine();
    await docker.run('mute', ['both'], { HostConfig: { LogConfig: { Type: 'none' } } });
    const { status, json } = await docker.call('GET /containers/mute/logs?stdout=1');
    expect([status, json.message]).toEqual([501, 'configured logging driver does not support reading']);
  });

  it('need a stream to be chosen', async () => {
    const docker = createTestEngine();
    const { status, json } = await docker.call('GET /containers/any/logs');
    expect([status, json.message]).toEqual([400, 'Bad parameters: you must choose at least one stream']);
  });
});

describe('wait', () => {
  it('for what does not run answers at once', async () => {
    const docker = createTestEngine();
    await docker.run('done', ['exit', '5']);
    expect((await docker.call('POST /containers/done/wait')).text).toBe('{"StatusCode":5}\n');
  });

  it('sends its head at once, and the code when it is known', async () => {
    const docker = createTestEngine();
    await docker.create('soon', ['exit', '5']);
    const waiting = await docker.send('POST /containers/soon/wait?condition=next-exit');
    expect([waiting.status, waiting.headers.get('Content-Type')]).toEqual([200, 'application/json']);
    await docker.call('POST /containers/soon/start');
    expect((await docker.read(waiting)).json).toEqual({ StatusCode: 5 });
  });

  it('knows three conditions', async () => {
    const docker = createTestEngine();
    const { status, json } = await docker.call('POST /containers/any/wait?condition=foo');
    expect([status, json.message]).toEqual([400, 'invalid condition: "foo"']);
  });
});
