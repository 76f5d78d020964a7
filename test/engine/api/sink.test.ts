import { describe, expect, test } from 'vitest';
import { createSink } from '../../../src/engine/api/sink.ts';

const decoder = new TextDecoder();

async function piecesOf(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  const pieces: string[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return pieces;
    pieces.push(decoder.decode(value));
  }
}

describe('a body written as things happen', () => {
  test('arrives piece by piece', async () => {
    const sink = createSink();
    for (const piece of ['one', 'two', 'three']) sink.write(piece);
    sink.end();
    expect(await piecesOf(sink.stream)).toEqual(['one', 'two', 'three']);
  });

  test('a log of very many lines waits in few pieces, whole and in order', async () => {
    const sink = createSink();
    const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`);
    for (const line of lines) sink.write(line);
    sink.end();
    const pieces = await piecesOf(sink.stream);
    expect(pieces.join('')).toBe(lines.join(''));
    expect(pieces.length).toBeLessThan(200);
  });

  test('a reader that goes with much still to come is heard of once, and only before the end', async () => {
    let left = 0;
    const open = createSink(() => left++);
    for (let i = 0; i < 1000; i++) open.write('x');
    await open.stream.cancel();
    open.write('y');
    open.end();
    expect([left, open.closed]).toEqual([1, true]);

    const ended = createSink(() => left++);
    for (let i = 0; i < 1000; i++) ended.write('x');
    ended.end();
    await ended.stream.cancel();
    expect(left).toBe(1);
  });
});
