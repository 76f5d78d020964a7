import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { TraceEvent } from '../../src/core/trace/events.ts';
import '../../src/view/terminal/terminal-element.ts';
import type { TerminalElement } from '../../src/view/terminal/terminal-element.ts';
import { Transcript } from '../../src/view/terminal/transcript.ts';

let terminal: TerminalElement;
let heard: string[];

beforeEach(async () => {
  terminal = document.createElement('drydock-terminal');
  terminal.style.height = '320px';
  heard = [];
  terminal.addEventListener('command-entered', (event) => heard.push(`command ${event.line}`));
  terminal.addEventListener('terminal-data', (event) => heard.push(`keys ${JSON.stringify(event.data)}`));
  terminal.addEventListener('return-to-now', () => {
    heard.push('now');
    terminal.past = false;
  });
  document.body.append(terminal);
  await terminal.open();
  terminal.focus();
  await expect.poll(() => terminal.shadowRoot?.activeElement?.tagName).toBe('TEXTAREA');
});
afterEach(() => terminal.remove());

/** A command that has printed these pieces. */
function printed(line: string, ...pieces: string[]): Transcript {
  const common = { at: 0, actor: 'client', span: 'c1' } as const;
  const events: TraceEvent[] = [
    { seq: 0, type: 'command.start', line, ...common },
    ...pieces.map((text, at) => ({ seq: at + 1, type: 'terminal.output', stream: 'stdout', text, ...common }) as const),
  ];
  return new Transcript().follow(events);
}

/** Shows the first `pieces` of a transcript; without a number all of them. */
async function show(transcript: Transcript, { running = false, past = false, pieces = transcript.pieces } = {}): Promise<void> {
  Object.assign(terminal, { transcript, pieces, running, past });
  await terminal.updateComplete;
}

test('a line typed and entered is a command', async () => {
  await userEvent.keyboard('docker ps{Enter}');
  await expect.poll(() => heard).toEqual(['command docker ps']);
});

test('a line is edited where the caret is', async () => {
  await userEvent.keyboard('docker s{ArrowLeft}p{Home}{ArrowRight}{Backspace}d{Enter}');
  await expect.poll(() => heard).toEqual(['command docker ps']);
});

test('Ctrl-C gives a line up, and Ctrl-L clears what was printed', async () => {
  await show(printed('docker ps', 'CONTAINER ID\r\n'));
  await userEvent.keyboard('nonsense{Control>}c{/Control}');
  await expect.poll(() => terminal.text).toContain('nonsense^C\nyou@drydock $');
  await userEvent.keyboard('{Control>}l{/Control}');
  await expect.poll(() => terminal.text).toBe('you@drydock $');
  expect(heard).toEqual([]);
});

test('while a program runs it has the keyboard, and no prompt stands there', async () => {
  await show(printed('docker run -it alpine', '/ # '), { running: true });
  await userEvent.keyboard('ls{Enter}');
  await expect.poll(() => heard.join(' ')).toContain('keys "\\r"');
  expect(heard[0]).toBe('keys "l"');
  expect(terminal.text).toBe('you@drydock $ docker run -it alpine\n/ #');
});

test('the past shows what had been printed then; who types comes back to the present', async () => {
  const transcript = printed('docker pull x', 'one\r\n', 'two\r\n');
  await show(transcript, { past: true, pieces: 2 });
  await expect.poll(() => terminal.text).toBe('you@drydock $ docker pull x\none');
  await userEvent.keyboard('d');
  await expect.poll(() => heard).toEqual(['now']);
  await show(transcript);
  await expect.poll(() => terminal.text).toBe('you@drydock $ docker pull x\none\ntwo\nyou@drydock $ d');
});

test('lines pasted together run one after the other', async () => {
  terminal.type('docker ps\rdocker images\r');
  await expect.poll(() => heard).toEqual(['command docker ps']);
  await show(printed('docker ps', 'CONTAINER ID\r\n'));
  await expect.poll(() => heard).toEqual(['command docker ps', 'command docker images']);
});

test('progress drawn over itself stays in its place', async () => {
  await show(printed('docker pull x', 'a: Waiting\r\nb: Waiting\r\n', '\u001b[2A\u001b[2K\ra: Done\r\u001b[2B'));
  await expect.poll(() => terminal.text).toBe('you@drydock $ docker pull x\na: Done\nb: Waiting\nyou@drydock $');
});

test('Shift and Tab lead out of the terminal, also while a program has the keyboard', async () => {
  const button = document.createElement('button');
  terminal.before(button);
  await show(printed('docker run -it alpine', '/ # '), { running: true });
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  await expect.poll(() => document.activeElement).not.toBe(terminal);
  expect(heard).toEqual([]);
  button.remove();
});

test('a line that cannot be begun is refused, and the prompt asks again', async () => {
  await userEvent.keyboard('docker ps{Enter}');
  await expect.poll(() => heard).toEqual(['command docker ps']);
  terminal.refuse('It cannot run now: offline');
  await expect.poll(() => terminal.text).toBe('you@drydock $ docker ps\nIt cannot run now: offline\nyou@drydock $');
});
