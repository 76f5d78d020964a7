import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import { cursorAt } from '../src/core/trace/cursor.ts';
import { createTimeline, type Timeline } from '../src/core/trace/timeline.ts';
import { SpanIndex } from '../src/view/layout/spans.ts';
import type { SubjectSelected } from '../src/view/selection.ts';
import '../src/view/wire/wire-element.ts';
import type { WireElement } from '../src/view/wire/wire-element.ts';
import { manyExchanges } from './support/many.ts';
import { moment, sailed } from './support/voyage.ts';

const selected = fn();

interface Shown {
  readonly timeline: Timeline;
  readonly at: number;
}

const meta: Meta = {
  title: 'Elements/Wire',
  render: (args, { loaded }) => {
    const { timeline, at } = loaded as Shown;
    return html`<drydock-wire
      style="height: 720px; max-width: ${args.width ?? 400}px; background: var(--paper)"
      .world=${timeline.stateAt(cursorAt(at))}
      .spans=${new SpanIndex().follow(timeline.events)}
      .now=${at}
      @subject-selected=${(event: SubjectSelected) => {
        selected(event.subject);
        (event.target as WireElement).selected = event.subject;
      }}
    ></drydock-wire>`;
  },
};
export default meta;

const rootOf = (canvas: HTMLElement) => (canvas.querySelector('drydock-wire') as WireElement).shadowRoot!;
const options = (canvas: HTMLElement) => [...rootOf(canvas).querySelectorAll<HTMLElement>('[role=option]')];
const said = (row: Element | null | undefined) => (row?.textContent ?? '').replaceAll(/\s+/g, ' ');
const option = (canvas: HTMLElement, part: string) => options(canvas).find((row) => said(row).includes(part))!;
const cold = async () => {
  const timeline = await sailed('docker run hello-world');
  return { timeline, at: timeline.endsAt };
};

export const Empty: StoryObj = {
  loaders: [async () => ({ timeline: createTimeline(), at: 0 })],
  async play({ canvasElement }) {
    await expect(rootOf(canvasElement).textContent).toContain('Nothing has been said yet');
  },
};

/** A cold run: the registry’s exchanges hang under the pull that caused them. */
export const ColdRun: StoryObj = {
  loaders: [cold],
  async play({ canvasElement }) {
    await waitFor(() => expect(options(canvasElement).length).toBeGreaterThan(8));
    const indent = (part: string) => Number.parseFloat(getComputedStyle(option(canvasElement, part)).paddingLeft);
    await expect(indent('401')).toBeGreaterThan(indent('POST /images/create'));
    await userEvent.click(option(canvasElement, '401'));
    await expect(selected).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'exchange' }));
    await waitFor(() => expect(rootOf(canvasElement).querySelector('.detail')?.textContent).toContain('wants a token from here'));
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(said(rootOf(canvasElement).querySelector('[aria-selected=true]'))).toContain('/token'));
  },
};

/** The moment at which the pull’s answer is still open. */
export const UnderWay: StoryObj = {
  loaders: [
    async () => {
      const timeline = await sailed('docker pull alpine');
      return { timeline, at: moment(timeline, 'download').at };
    },
  ],
  async play({ canvasElement }) {
    await waitFor(() => expect(said(option(canvasElement, 'POST /images/create'))).toMatch(/stream|asked/));
  },
};

/** A progress stream, line by line. */
export const Stream: StoryObj = {
  loaders: [cold],
  async play({ canvasElement }) {
    await waitFor(() => expect(options(canvasElement).length).toBeGreaterThan(8));
    await userEvent.click(option(canvasElement, 'POST /images/create'));
    await waitFor(() => expect(rootOf(canvasElement).querySelector('.lines')?.textContent).toContain('Pulling from library/hello-world'));
  },
};

/** A hijacked connection: 101, then frames. */
export const Frames: StoryObj = {
  loaders: [cold],
  async play({ canvasElement }) {
    await waitFor(() => expect(options(canvasElement).length).toBeGreaterThan(8));
    await userEvent.click(option(canvasElement, '101'));
    await waitFor(() => expect(rootOf(canvasElement).querySelector('.frames')?.textContent).toContain('Hello from Docker!'));
  },
};

/** Ten thousand exchanges: only those in sight are drawn. */
export const Thousands: StoryObj = {
  loaders: [async () => ({ timeline: createTimeline({ events: manyExchanges(10_000) }), at: Number.MAX_VALUE })],
  async play({ canvasElement }) {
    await waitFor(() => expect(options(canvasElement).length).toBeGreaterThan(5));
    await expect(options(canvasElement).length).toBeLessThan(60);
    const rows = rootOf(canvasElement).querySelector<HTMLElement>('.rows')!;
    rows.focus();
    await userEvent.keyboard('{End}');
    await waitFor(() => expect(option(canvasElement, '/item/9999')).toBeTruthy());
  },
};
