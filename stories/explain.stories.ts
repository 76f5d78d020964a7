import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import type { Cursor } from '../src/core/trace/cursor.ts';
import type { Subject } from '../src/core/trace/step.ts';
import { stepAt, steps } from '../src/core/trace/steps.ts';
import { createTimeline, type Timeline } from '../src/core/trace/timeline.ts';
import '../src/view/explain/explain-element.ts';
import type { ExplainElement } from '../src/view/explain/explain-element.ts';
import { SpanIndex } from '../src/view/layout/spans.ts';
import type { SubjectSelected } from '../src/view/selection.ts';
import { moment, sailed } from './support/voyage.ts';

const selected = fn();

interface Shown {
  readonly timeline: Timeline;
  readonly cursor: Cursor;
}

const meta: Meta = {
  title: 'Elements/Explain',
  render: (args, { loaded }) => {
    const { timeline, cursor } = loaded as Shown;
    const list = steps(timeline, 'story');
    return html`<drydock-explain
      style="height: 720px; max-width: 400px; background: var(--paper)"
      .world=${timeline.stateAt(cursor)}
      .spans=${new SpanIndex().follow(timeline.events)}
      .step=${list[stepAt(list, cursor)]}
      .selected=${args.selected as Subject | undefined}
      @subject-selected=${(event: SubjectSelected) => {
        selected(event.subject);
        (event.target as ExplainElement).selected = event.subject;
      }}
    ></drydock-explain>`;
  },
};
export default meta;

const text = (canvas: HTMLElement) => canvas.querySelector('drydock-explain')?.shadowRoot?.textContent ?? '';
const at = (words: string) => async () => {
  const timeline = await sailed('docker run hello-world');
  return { timeline, cursor: moment(timeline, words) };
};

export const Empty: StoryObj = {
  loaders: [async () => ({ timeline: createTimeline(), cursor: { at: 0, seq: -1 } })],
  async play({ canvasElement }) {
    await expect(text(canvasElement)).toContain('Press play');
  },
};

/** Why the registry says 401: the chain leads back to what was typed. */
export const Why: StoryObj = {
  loaders: [at('401')],
  async play({ canvasElement }) {
    await waitFor(() => expect(text(canvasElement)).toContain('you typed: docker run hello-world'));
    const cause = [...(canvasElement.querySelector('drydock-explain')?.shadowRoot?.querySelectorAll('button') ?? [])].find((button) =>
      button.textContent?.includes('POST /images/create'),
    )!;
    await userEvent.click(cause);
    await expect(selected).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'exchange' }));
    await waitFor(() => expect(text(canvasElement)).toContain('Chosen'));
  },
};

/** A part of the picture, chosen. */
export const Part: StoryObj = {
  loaders: [at('401')],
  args: { selected: { kind: 'part', id: 'kernel' } },
  async play({ canvasElement }) {
    await waitFor(() => expect(text(canvasElement)).toContain('There is no second operating system'));
  },
};
