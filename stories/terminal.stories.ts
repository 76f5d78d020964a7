import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn, waitFor } from 'storybook/test';
import '../src/view/terminal/terminal-element.ts';
import type { TerminalElement } from '../src/view/terminal/terminal-element.ts';
import { Transcript } from '../src/view/terminal/transcript.ts';
import { printing } from './support/printing.ts';

const entered = fn();

const meta: Meta = {
  title: 'Elements/Terminal',
  render: (args) => html`<drydock-terminal
    style="height: 300px"
    .transcript=${args.transcript ?? new Transcript()}
    .pieces=${args.pieces ?? 0}
    .running=${args.running ?? false}
    .past=${args.past ?? false}
    .suggestions=${args.suggestions ?? []}
    .complete=${(line: string, caret: number) => ({ from: line.lastIndexOf(' ') + 1, candidates: ['docker'].filter((word) => word.startsWith(line.slice(line.lastIndexOf(' ') + 1, caret))) })}
    @command-entered=${(event: { line: string }) => entered(event.line)}
  ></drydock-terminal>`,
};
export default meta;

const terminalIn = (canvas: HTMLElement) => canvas.querySelector('drydock-terminal') as TerminalElement;
export const Prompt: StoryObj = {
  args: { suggestions: ['docker run hello-world', 'docker pull nginx', 'docker images'] },
  async play({ canvasElement }) {
    const terminal = terminalIn(canvasElement);
    await terminal.open();
    terminal.type('doc\tps\r');
    await waitFor(() => expect(entered).toHaveBeenLastCalledWith('docker ps'));
  },
};

const pulled = printing([
  ['docker pull nginx', ['Using default tag: latest\r\n', 'latest: Pulling from library/nginx\r\n', '\x1b[32mdone\x1b[0m\r\n']],
]);

export const Printed: StoryObj = {
  args: { transcript: pulled, pieces: pulled.pieces },
  async play({ canvasElement }) {
    const terminal = terminalIn(canvasElement);
    await terminal.open();
    await waitFor(() => expect(terminal.text).toContain('latest: Pulling from library/nginx'));
    terminal.pieces = 2;
    await waitFor(() => expect(terminal.text).not.toContain('Pulling'));
    await expect(terminal.text).toContain('Using default tag');
  },
};

export const Past: StoryObj = {
  args: { transcript: pulled, pieces: 2, past: true },
  async play({ canvasElement }) {
    const terminal = terminalIn(canvasElement);
    await expect(terminal.shadowRoot?.querySelector('[role=status]')).toHaveTextContent('What had been printed at this moment.');
  },
};

export const Running: StoryObj = { args: { transcript: pulled, pieces: 2, running: true } };
