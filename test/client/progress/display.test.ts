import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { respond } from '../../../src/core/http.ts';
import { run } from '../fake-host.ts';

const recorded = (name: string) => readFileSync(new URL(`../recorded/pull/${name}`, import.meta.url), 'utf8');

/** A real engine's answer, cut where it may well be cut. */
function stream(size: number): Response {
  const bytes = new TextEncoder().encode(recorded('stream.ndjson'));
  return respond(
    200,
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    }),
    { 'Content-Type': 'application/json' },
  );
}

describe('the display of a pull, byte for byte as the real client shows the same stream', () => {
  it.each([
    ['on a terminal of 132 columns, with bars', 132, 'terminal-132.txt'],
    ['on a terminal of 80 columns, without', 80, 'terminal-80.txt'],
  ])('%s', async (_, columns, file) => {
    const engine = { 'POST /images/create': () => stream(77) };
    const ran = await run('pull layers:1.0', { engine, terminal: { columns, rows: 40 } });
    expect(ran.stdout).toBe(recorded(file));
    expect(ran.status).toBe(0);
  });

  it('in a pipe, where what only counts is left out', async () => {
    const ran = await run('pull layers:1.0', { engine: { 'POST /images/create': () => stream(5) } });
    expect(ran.stdout).toBe(recorded('plain.txt'));
  });

  it('says nothing but the name with -q', async () => {
    const ran = await run('pull -q layers:1.0', { engine: { 'POST /images/create': () => stream(1000) } });
    expect(ran.stdout).toBe('docker.io/library/layers:1.0\n');
  });

  it('ends with the error that the stream ends with', async () => {
    const message = 'filesystem layer verification failed for digest sha256:0123';
    const body = `{"status":"Pulling from library/x","id":"latest"}\r\n{"errorDetail":{"message":"${message}"},"error":"${message}"}\r\n`;
    const ran = await run('pull x', {
      engine: { 'POST /images/create': () => respond(200, body, { 'Content-Type': 'application/json' }) },
    });
    expect(ran).toMatchObject({ stdout: 'Using default tag: latest\nlatest: Pulling from library/x\n', stderr: `${message}\n`, status: 1 });
    expect(ran.states).toEqual(['parsing', 'negotiating', 'pulling', 'failed']);
  });
});
