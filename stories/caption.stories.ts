import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { stepAt, steps } from '../src/core/trace/steps.ts';
import '../src/view/caption/caption-element.ts';
import { moment, sailed } from './support/voyage.ts';

const meta: Meta = {
  title: 'Elements/Caption',
  loaders: [
    async ({ args }) => {
      const timeline = await sailed('docker run --name one hello-world');
      const list = steps(timeline, 'story');
      return { list, step: args.words ? list[stepAt(list, moment(timeline, args.words))] : undefined };
    },
  ],
  render: (_, { loaded }) =>
    html`<drydock-caption style="margin: 1rem" .step=${loaded.step} .count=${loaded.list.length}></drydock-caption>`,
};
export default meta;

const sentence = (canvas: HTMLElement) => canvas.querySelector('drydock-caption')?.shadowRoot?.querySelector('[aria-live=polite]');

export const Invitation: StoryObj = {
  async play({ canvasElement }) {
    await waitFor(() => expect(sentence(canvasElement)).toHaveTextContent('Press play'));
  },
};

export const WithDetail: StoryObj = {
  args: { words: 'get a token' },
  async play({ canvasElement }) {
    await waitFor(() => expect(sentence(canvasElement)).toHaveTextContent('The registry answers 401: first get a token.'));
  },
};

export const Long: StoryObj = { args: { words: 'hash to the digest' } };
