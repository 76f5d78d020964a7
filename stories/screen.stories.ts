import { opening, page, styles } from 'virtual:opening';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, waitFor } from 'storybook/test';
import { mountApp } from '../src/app/mount.ts';
import { OPENING_SEED } from '../src/app/opening-line.ts';

/** The whole page as it is served, brought to life in the canvas. */
function screen(): HTMLElement {
  const holder = document.createElement('div');
  const style = document.createElement('style');
  style.textContent = styles;
  const frame = document.createElement('div');
  frame.setHTMLUnsafe(page);
  holder.append(style, frame);
  void mountApp(frame.querySelector('.app') as HTMLElement, { opening, seed: OPENING_SEED });
  return holder;
}

const meta: Meta = { title: 'Screens/Page', render: screen };
export default meta;

const ready = async (canvas: HTMLElement) => {
  await waitFor(() => expect(canvas.querySelector('.app[data-ready]')).toBeTruthy());
  return canvas.querySelector('drydock-transport')!.player!;
};

export const FirstSight: StoryObj = {
  async play({ canvasElement }) {
    await waitFor(() => expect(canvasElement.querySelector('drydock-caption')?.shadowRoot?.textContent).toContain('Press play'));
  },
};

/** In the middle of the cold run. */
export const InTheMiddle: StoryObj = {
  async play({ canvasElement }) {
    const player = await ready(canvasElement);
    player.seekStep(player.steps.findIndex((step) => step.caption.includes('401')));
    await waitFor(() => expect(canvasElement.querySelector('drydock-explain')?.shadowRoot?.textContent).toContain('401'));
    await waitFor(() => expect(canvasElement.querySelector('drydock-terminal')?.text).toContain('Unable to find image'));
  },
};

/** After a command of one’s own. */
export const Typed: StoryObj = {
  async play({ canvasElement }) {
    const player = await ready(canvasElement);
    player.setSpeed('instant');
    await canvasElement.querySelector('drydock-terminal')!.enter('docker images');
    await waitFor(() => expect(canvasElement.querySelector('drydock-terminal')?.text).toContain('REPOSITORY'), { timeout: 10_000 });
  },
};
