import type { Step, Subject } from '../../core/trace/step.ts';
import type { WorldState } from '../../core/trace/world-state.ts';
import type { Arrangement } from './arrangement.ts';
import type { Box, Figure, Group } from './figure.ts';

/** What a picture is made from. */
export interface View {
  readonly world: WorldState;
  /** The cursor's virtual time: a message under way is drawn by it. */
  readonly at: number;
  readonly arrangement: Arrangement;
  /** The step that the cursor is in: what it is about is marked. */
  readonly step?: Step;
  readonly selection?: Subject;
}

export const sameSubject = (a: Subject | undefined, b: Subject | undefined): boolean =>
  a !== undefined && a.kind === b?.kind && a.id === b.id;

/** Class names for a thing that is selected, or that the current step is about. */
export function marks({ step, selection }: View, subject: Subject): string {
  return `${sameSubject(selection, subject) ? ' selected' : ''}${sameSubject(step?.subject, subject) ? ' now' : ''}`;
}

interface PanelOptions {
  readonly key: string;
  readonly is: string;
  readonly at: Box;
  readonly subject: Subject;
  /** What is to be heard beside what can be read. */
  readonly label?: string;
  readonly radius?: number;
}

/** A box that can be selected, with what stands in it; coordinates inside are its own. */
export function panel(view: View, { key, is, at, subject, label, radius = 12 }: PanelOptions, children: readonly Figure[]): Group {
  return {
    kind: 'group',
    key,
    is: `panel ${is}${marks(view, subject)}`,
    x: at.x,
    y: at.y,
    subject,
    ...(label ? { label } : {}),
    children: [{ kind: 'rect', key: 'frame', is: 'frame', x: 0, y: 0, width: at.width, height: at.height, radius }, ...children],
  };
}

const tints = 8;
const orders = new WeakMap<WorldState['layers'], Map<string, number>>();

/** The tint of a digest: by the order in which layers were first heard of, so that neighbours differ. */
export function tintOf(world: WorldState, digest: string): number {
  let order = orders.get(world.layers);
  if (!order) {
    order = new Map([...world.layers.keys()].map((key, index) => [key, index % tints]));
    orders.set(world.layers, order);
  }
  return order.get(digest) ?? tints - 1;
}
