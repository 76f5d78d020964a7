import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import { cursorAt } from '../src/core/trace/cursor.ts';
import { createTimeline, type Timeline } from '../src/core/trace/timeline.ts';
import type { SubjectSelected } from '../src/view/selection.ts';
import '../src/view/sequence/sequence-element.ts';
import type { SequenceElement } from '../src/view/sequence/sequence-element.ts';
import { manyExchanges } from './support/many.ts';
import { sailed } from './support/voyage.ts';

const selected = fn();

interface Shown {
  readonly timeline: Timeline;
  readonly at: number;
}

const meta: Meta = {
  title: 'Elements/Sequence',
  render: (args, { loaded }) => {
    const { timeline, at } = loaded as Shown;
    return html`<drydock-sequence
      style="height: 720px; max-width: ${args.width ?? 400}px; background: var(--paper)"
      .world=${timeline.stateAt(cursorAt(at))}
      .now=${at}
      @subject-selected=${(event: SubjectSelected) => {
        selected(event.subject);
        (event.target as SequenceElement).selected = event.subject;
      }}
    ></drydock-sequence>`;
  },
};
export default meta;

const rootOf = (canvas: HTMLElement) => (canvas.querySelector('drydock-sequence') as SequenceElement).shadowRoot!;
const options = (canvas: HTMLElement) => [...rootOf(canvas).querySelectorAll<HTMLElement>('[role=option]')];

export const Empty: StoryObj = {
  loaders: [async () => ({ timeline: createTimeline(), at: 0 })],
  async play({ canvasElement }) {
    await expect(rootOf(canvasElement).textContent).toContain('Nothing has been said yet');
  },
};

/** A cold run, from the ping to the end. */
export const ColdRun: StoryObj = {
  loaders: [
    async () => {
      const timeline = await sailed('docker run hello-world');
      return { timeline, at: timeline.endsAt };
    },
  ],
  async play({ canvasElement }) {
    const rows = () => rootOf(canvasElement).querySelector<HTMLElement>('.rows');
    await waitFor(() => expect(rows()).toBeTruthy());
    rows()?.focus();
    await userEvent.keyboard('{Home}');
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('[aria-selected=true]')?.getAttribute('aria-label')).toContain(
        'client to engine: HEAD /_ping',
      ),
    );
    await expect(selected).toHaveBeenLastCalledWith({ kind: 'exchange', id: 'x1' });
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('[aria-selected=true]')?.getAttribute('aria-label')).toContain('engine to client: 200 OK'),
    );
  },
};

/** A message under way: its arrow ends where it is. */
export const UnderWay: StoryObj = {
  loaders: [
    async () => {
      const timeline = await sailed('docker pull hello-world');
      const asked = timeline.events.find((event) => event.type === 'http.request' && event.link === 'engine-registry');
      return { timeline, at: (asked?.at ?? 0) + 10 };
    },
  ],
  async play({ canvasElement }) {
    await waitFor(() => expect(rootOf(canvasElement).querySelectorAll('.flying').length).toBe(1));
  },
};

/** Twenty thousand arrows: only those in sight are drawn. */
export const Thousands: StoryObj = {
  loaders: [async () => ({ timeline: createTimeline({ events: manyExchanges(10_000) }), at: Number.MAX_VALUE })],
  async play({ canvasElement }) {
    await waitFor(() => expect(options(canvasElement).length).toBeGreaterThan(5));
    await expect(options(canvasElement).length).toBeLessThan(60);
  },
};
