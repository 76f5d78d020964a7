import { expect, test } from 'vitest';
import { keysOf } from '../../../src/view/terminal/keys.ts';
import { type EditState, type Effect, edit, emptyLine, redraw, remember } from '../../../src/view/terminal/line-editor.ts';

/** Types `data` into a line, and says what became of it: `|` is the caret. */
function type(data: string, history: readonly string[] = []): { line: string; effects: Effect[] } {
  let state: EditState = emptyLine(history);
  const effects: Effect[] = [];
  for (const key of keysOf(data)) {
    const edited = edit(state, key);
    state = edited.state;
    if (edited.effect) effects.push(edited.effect);
  }
  return { line: `${state.text.slice(0, state.caret)}|${state.text.slice(state.caret)}`, effects };
}

const LEFT = '\x1b[D';
const UP = '\x1b[A';
const DOWN = '\x1b[B';

test.each([
  ['letters go in at the caret', `docker pl${LEFT}ul`, 'docker pul|l'],
  ['backspace takes the one before', 'nginxx\x7f', 'nginx|'],
  ['delete takes the one after', `nginxx${LEFT}\x1b[3~`, 'nginx|'],
  ['Ctrl-A and Ctrl-E go to the ends', 'run\x01docker \x05 x', 'docker run x|'],
  ['Ctrl-W takes a word', 'docker pull nginx\x17alpine', 'docker pull alpine|'],
  ['Ctrl-U takes all before', 'docker pull\x15ls', 'ls|'],
  ['Ctrl-K takes all after', `abc${LEFT}${LEFT}\x0b`, 'a|'],
  ['Ctrl and arrows go by words', 'docker pull nginx\x1b[1;5D\x1b[1;5D\x1b[1;5C', 'docker pull| nginx'],
  ['a left at the start stays', `${LEFT}${LEFT}a`, 'a|'],
  ['unknown control characters are left out', 'a\x00b', 'ab|'],
])('%s', (_, keys, line) => {
  expect(type(keys).line).toBe(line);
});

test('up and down walk the history, and the line begun is still there at the end', () => {
  const history = ['docker ps', 'docker images'];
  expect(type(`dock${UP}`, history).line).toBe('docker images|');
  expect(type(`dock${UP}${UP}${UP}`, history).line).toBe('docker ps|');
  expect(type(`dock${UP}${UP}${DOWN}${DOWN}`, history).line).toBe('dock|');
});

test('Enter submits, Tab completes, Ctrl-C interrupts, Ctrl-L clears', () => {
  expect(type('ls\r').effects).toEqual(['submit']);
  expect(type('do\t\x03\x0c').effects).toEqual(['complete', 'interrupt', 'clear']);
});

test('a paste of two lines submits twice', () => {
  expect(type('docker ps\ndocker images\n').effects).toEqual(['submit', 'submit']);
});

test('the history keeps no empty line and no immediate repetition', () => {
  expect(remember(['a'], 'a')).toEqual(['a']);
  expect(remember(['a'], '  ')).toEqual(['a']);
  expect(remember(['a'], 'b')).toEqual(['a', 'b']);
});

test('a line longer than the terminal is redrawn from its first row', () => {
  const long: EditState = { ...emptyLine(), text: 'x'.repeat(15), caret: 15 };
  // Prompt of 2 and 15 characters on 10 columns: the caret is on the second row.
  expect(redraw('$ ', long, long, 10).startsWith('\x1b[1A\r\x1b[J')).toBe(true);
  expect(redraw('$ ', undefined, { ...long, caret: 0 }, 10).endsWith('\x1b[1A\r\x1b[2C')).toBe(true);
});
