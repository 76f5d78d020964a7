import { expect, test } from 'vitest';
import type { TraceEvent } from '../../../src/core/trace/events.ts';
import { Transcript } from '../../../src/view/terminal/transcript.ts';

const events: TraceEvent[] = [
  { seq: 0, at: 0, actor: 'client', type: 'command.start', span: 'c1', line: 'docker ps -q' },
  { seq: 1, at: 5, actor: 'engine', type: 'cache.miss', reference: 'nginx:latest' },
  { seq: 2, at: 9, actor: 'client', type: 'terminal.output', span: 'c1', stream: 'stdout', text: 'a1b2\n' },
  { seq: 3, at: 9, actor: 'client', type: 'command.end', span: 'c1', exitCode: 0 },
];
const plain = (text: string) => text.replaceAll('\x1b[32m', '').replaceAll('\x1b[0m', '');

test('the terminal shows the prompt, the line and what was printed up to the cursor', () => {
  const transcript = new Transcript().follow(events);
  expect(transcript.piecesAt(0)).toBe(0);
  expect(plain(transcript.text(0, transcript.piecesAt(2)))).toBe('you@drydock $ docker ps -q\r\n');
  expect(plain(transcript.text(0, transcript.piecesAt(4)))).toBe('you@drydock $ docker ps -q\r\na1b2\n');
});

test('a trace that grows adds only what is new', () => {
  const transcript = new Transcript().follow(events.slice(0, 1));
  expect(transcript.pieces).toBe(1);
  expect(transcript.follow(events).pieces).toBe(2);
  expect(transcript.text(1, 2)).toBe('a1b2\n');
});
