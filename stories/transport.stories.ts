import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Player } from '../src/view/transport/player.ts';
import '../src/view/transport/transport-element.ts';
import type { DrydockTransport } from '../src/view/transport/transport-element.ts';
import { sailed } from './support/voyage.ts';

const meta: Meta = {
  title: 'Elements/Transport',
  loaders: [
    async () => ({ player: new Player({ timeline: await sailed('docker run --name one hello-world', 'docker rm nosuch'), still: true }) }),
  ],
  render: (args, { loaded }) =>
    html`<drydock-transport style="margin: 1rem; max-inline-size: ${args.width ?? 1100}px" .player=${loaded.player}></drydock-transport>`,
};
export default meta;

const transportIn = (canvas: HTMLElement) => canvas.querySelector('drydock-transport') as DrydockTransport;
const inside = (canvas: HTMLElement) => within(transportIn(canvas).shadowRoot as unknown as HTMLElement);
const slider = (canvas: HTMLElement) =>
  transportIn(canvas).shadowRoot?.querySelector('drydock-scrubber')?.shadowRoot?.querySelector('[role=slider]') as HTMLElement;

export const Stepping: StoryObj = {
  async play({ canvasElement, loaded }) {
    const player = loaded.player as Player;
    await waitFor(() => expect(slider(canvasElement)).toHaveAttribute('aria-valuetext', 'Before the first step'));
    await userEvent.click(inside(canvasElement).getByRole('button', { name: 'A step on' }));
    await waitFor(() => expect(slider(canvasElement).getAttribute('aria-valuetext')).toMatch(/^Step 1 of \d+: You run docker run/));
    await userEvent.click(inside(canvasElement).getByRole('button', { name: 'A step on' }));
    await userEvent.click(inside(canvasElement).getByRole('button', { name: 'A step back' }));
    await expect(player.stepIndex).toBe(0);
    await userEvent.click(inside(canvasElement).getByRole('button', { name: 'Play' }));
    await waitFor(() => expect(inside(canvasElement).getByRole('button', { name: 'Pause' })).toBeVisible());
    await userEvent.click(inside(canvasElement).getByRole('button', { name: 'Pause' }));
    await userEvent.click(inside(canvasElement).getByRole('button', { name: 'Back to the beginning' }));
    await expect(player.position).toBe(0);
  },
};

export const Scrubbing: StoryObj = {
  async play({ canvasElement, loaded }) {
    const player = loaded.player as Player;
    await waitFor(() => expect(slider(canvasElement)).toBeVisible());
    slider(canvasElement).focus();
    await userEvent.keyboard('{End}');
    await expect(player.ended).toBe(true);
    await userEvent.keyboard('{Home}');
    await expect(player.stepIndex).toBe(-1);
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowLeft}');
    await expect(player.stepIndex).toBe(1);
    const { left, width, top } = slider(canvasElement).getBoundingClientRect();
    const middle = { clientX: left + width / 2, clientY: top + 20 };
    await userEvent.pointer([
      { keys: '[MouseLeft>]', target: slider(canvasElement), coords: middle },
      { keys: '[/MouseLeft]', target: slider(canvasElement) },
    ]);
    await expect(player.position / player.length).toBeCloseTo(0.5, 1);
  },
};

export const Choosing: StoryObj = {
  async play({ canvasElement, loaded }) {
    const player = loaded.player as Player;
    await waitFor(() => expect(inside(canvasElement).getByRole('radio', { name: 'story' })).toBeChecked());
    await userEvent.click(inside(canvasElement).getByRole('radio', { name: 'wire' }));
    await expect(player.level).toBe('wire');
    await userEvent.selectOptions(inside(canvasElement).getByRole('combobox', { name: 'Speed' }), '4');
    await expect(player.speed).toBe(4);
  },
};

export const Narrow: StoryObj = { args: { width: 358 } };
