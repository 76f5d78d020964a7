import { expect, test } from 'vitest';
import { pieceOf } from '../../../src/core/piece.ts';
import type { HeaderList, TraceEvent } from '../../../src/core/trace/events.ts';
import { bodyOf } from '../../../src/view/wire/body.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const frame = (stream: number, text: string) => {
  const bytes = bytesOf(text);
  return new Uint8Array([stream, 0, 0, 0, 0, 0, 0, bytes.length, ...bytes]);
};

/** A body of these pieces, as the link wrote it down. */
function shown(type: string, pieces: readonly (string | Uint8Array)[], options: { url?: string; hijacked?: boolean } = {}) {
  const headers: HeaderList = [['content-type', type]];
  const isText = /json|text/.test(type);
  const events = pieces.map((piece, seq) => {
    const bytes = typeof piece === 'string' ? bytesOf(piece) : piece;
    return {
      seq,
      at: 0,
      actor: 'engine',
      type: 'http.response.chunk',
      exchange: 'x1',
      link: 'client-engine',
      arrives: 0,
      ...pieceOf(bytes, isText),
    } as TraceEvent;
  });
  return bodyOf({ headers, pieces: events, url: options.url ?? '/', hijacked: options.hijacked ?? false });
}

test('nothing is nothing', () => {
  expect(shown('application/json', [])).toEqual({ kind: 'none' });
});

test('JSON is laid out, even where it came in pieces', () => {
  expect(shown('application/json', ['{"a"', ':1}\n'])).toEqual({ kind: 'json', text: '{\n  "a": 1\n}' });
});

test('a stream of JSON is shown line by line', () => {
  expect(shown('application/json', ['{"status":"one"}\r\n', '{"status":"two"}\r\n'])).toEqual({
    kind: 'lines',
    lines: ['{"status":"one"}', '{"status":"two"}'],
    left: 0,
  });
});

test('of a long stream the end is shown', () => {
  const lines = Array.from({ length: 500 }, (_, n) => `{"n":${n}}\n`);
  expect(shown('application/json', lines)).toMatchObject({ kind: 'lines', left: 300 });
});

test('a multiplexed stream is taken apart, wherever the pieces were cut', () => {
  const bytes = new Uint8Array([...frame(1, 'out\n'), ...frame(2, 'err\n'), ...frame(1, 'not whole yet').slice(0, 10)]);
  expect(shown('application/vnd.docker.multiplexed-stream', [bytes.slice(0, 5), bytes.slice(5)])).toEqual({
    kind: 'frames',
    frames: [
      { stream: 'stdout', size: 4, text: 'out\n' },
      { stream: 'stderr', size: 4, text: 'err\n' },
    ],
    left: 0,
  });
});

test('what is binary is told by size and digest', () => {
  const digest = `sha256:${'0f'.repeat(32)}`;
  expect(shown('application/octet-stream', [new Uint8Array([0, 1, 2])], { url: `/v2/x/blobs/${digest}` })).toEqual({
    kind: 'binary',
    size: 3,
    digest,
  });
  expect(shown('application/octet-stream', [new Uint8Array(40_000)])).toEqual({ kind: 'binary', size: 40_000 });
});

test('a config is JSON, whatever its content type says', () => {
  expect(shown('application/octet-stream', ['{"os":"linux"}'])).toMatchObject({ kind: 'json' });
});

test('a hijacked terminal is its text', () => {
  expect(shown('application/vnd.docker.raw-stream', ['/ # ls\r\n'], { hijacked: true })).toEqual({ kind: 'text', text: '/ # ls\r\n' });
});
