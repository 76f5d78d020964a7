import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import { type Cursor, cursorAt } from '../src/core/trace/cursor.ts';
import { stepAt, steps } from '../src/core/trace/steps.ts';
import type { Timeline } from '../src/core/trace/timeline.ts';
import '../src/view/stage/stage-element.ts';
import type { SubjectSelected } from '../src/view/selection.ts';
import type { DrydockStage } from '../src/view/stage/stage-element.ts';
import { moment, sailed } from './support/voyage.ts';

const selected = fn();

interface Shown {
  readonly timeline: Timeline;
  readonly cursor: Cursor;
}

/** A stage at a moment of a world that the simulator ran. */
const at =
  (words: string, ...lines: readonly string[]) =>
  async (): Promise<Shown> => {
    const timeline = await sailed(...lines);
    return { timeline, cursor: words ? moment(timeline, words) : cursorAt(timeline.endsAt) };
  };

const meta: Meta = {
  title: 'Elements/Stage',
  render: (args, { loaded }) => {
    const { timeline, cursor } = loaded as Shown;
    const list = steps(timeline, 'story');
    return html`<drydock-stage
      style="block-size: 600px; max-inline-size: ${args.width ?? 1120}px"
      .world=${timeline.stateAt(cursor)}
      .at=${cursor.at}
      .step=${list[stepAt(list, cursor)]}
      @subject-selected=${(event: SubjectSelected) => {
        selected(event.subject);
        (event.target as DrydockStage).selection = event.subject;
      }}
    ></drydock-stage>`;
  },
};
export default meta;

const stageIn = (canvas: HTMLElement) => canvas.querySelector('drydock-stage') as DrydockStage;
const labelled = (canvas: HTMLElement, start: string) =>
  [...(stageIn(canvas).shadowRoot?.querySelectorAll<SVGElement>('[role=button]') ?? [])].filter((each) =>
    each.getAttribute('aria-label')?.startsWith(start),
  );
const shown = (canvas: HTMLElement) => stageIn(canvas).shadowRoot?.querySelector('.scene')?.textContent ?? '';

/** Nothing has happened yet. */
export const Empty: StoryObj = {
  loaders: [async () => ({ timeline: await sailed('docker ps'), cursor: { at: 0, seq: -1 } })],
  async play({ canvasElement }) {
    await waitFor(() => expect(shown(canvasElement)).toContain('waits for you'));
  },
};

/** The client has asked, and the engine does not have the image. */
export const Refused: StoryObj = {
  loaders: [at('answers 404', 'docker run --name one hello-world')],
  async play({ canvasElement }) {
    await waitFor(() => expect(labelled(canvasElement, '404 Not Found, answer')).toHaveLength(1));
  },
};

/** Layers on their way, three at a time. */
export const Downloading: StoryObj = {
  loaders: [at('downloads the layers', 'docker pull nginx')],
  async play({ canvasElement }) {
    await waitFor(() => expect(shown(canvasElement)).toContain('pull nginx:latest'));
    await expect(stageIn(canvasElement).shadowRoot?.querySelectorAll('.ghost, .bytes, .way').length).toBeGreaterThan(0);
  },
};

/** A container on the one kernel, with what isolates it. */
export const Starting: StoryObj = {
  loaders: [at('starts, as PID 1', 'docker run --name one hello-world')],
  async play({ canvasElement }) {
    await waitFor(() => expect(labelled(canvasElement, 'one kernel isolates one')).toHaveLength(1));
    await expect(shown(canvasElement)).toContain('namespaces');
  },
};

/** Images that share layers, and containers that have ended. */
export const Shared: StoryObj = {
  loaders: [at('', 'docker run --name one hello-world', 'docker run --name two hello-world', 'docker pull busybox')],
  async play({ canvasElement }) {
    await waitFor(() =>
      expect(labelled(canvasElement, 'two ').filter((card) => card.getAttribute('aria-label')?.includes('exited 0'))).toHaveLength(1),
    );
  },
};

export const Narrow: StoryObj = { args: { width: 740 }, loaders: [at('downloads the layers', 'docker pull nginx')] };

export const Phone: StoryObj = {
  args: { width: 390 },
  loaders: [at('starts, as PID 1', 'docker run --name one hello-world')],
  async play({ canvasElement }) {
    await waitFor(() => expect(stageIn(canvasElement).shadowRoot?.querySelector('svg')?.getAttribute('viewBox')).toMatch(/^0 0 390 /));
  },
};

/** A click selects, arrow keys go from thing to thing, Enter selects, Escape lets go. */
export const Selecting: StoryObj = {
  loaders: [at('', 'docker run --name one hello-world')],
  async play({ canvasElement }) {
    await waitFor(() => expect(labelled(canvasElement, 'one ■')).toHaveLength(1));
    const [card] = labelled(canvasElement, 'one ■');
    await userEvent.click(card as Element);
    await expect(selected).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'container' }));
    await waitFor(() => expect(card).toHaveAttribute('aria-pressed', 'true'));

    const [client] = labelled(canvasElement, 'client');
    (client as SVGElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    const focused = () => stageIn(canvasElement).shadowRoot?.activeElement;
    await expect(focused()?.getAttribute('aria-label')).toMatch(/^API/);
    await userEvent.keyboard('{Enter}');
    await expect(selected).toHaveBeenLastCalledWith({ kind: 'part', id: 'api' });
    await waitFor(() => expect(focused()).toHaveAttribute('aria-pressed', 'true'));
    await userEvent.keyboard('{Escape}');
    await expect(selected).toHaveBeenLastCalledWith(undefined);
  },
};
