import type { Cursor } from './cursor.ts';

/** How closely one looks: a dozen steps a command, each request and answer, or every event. */
export type Level = 'story' | 'wire' | 'everything';

export const levels: readonly Level[] = ['story', 'wire', 'everything'];

/** What a thing is that can be selected, in any view. */
export type SubjectKind = 'command' | 'exchange' | 'layer' | 'image' | 'container' | 'machine' | 'part' | 'event';

/** A thing that can be selected. `part` is one of the fixed ones: client, api, engine, registry, cache, containers, kernel, internet. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** A moment worth stopping at. It lasts until the next one begins. */
export interface Step {
  /** Its place in the list of its level. */
  readonly index: number;
  /** When it begins: the event that makes its caption true. */
  readonly from: Cursor;
  /** Where one stops to look: with a message, while it is under way. Not before `from`. */
  readonly rest: Cursor;
  /** Who does what, and why: one plain sentence. */
  readonly caption: string;
  /** One more sentence, for whoever wants to know more. */
  readonly detail?: string;
  /** The words of `caption` and `detail` that the glossary explains. */
  readonly terms: readonly string[];
  readonly subject?: Subject;
  /** The command that it belongs to: `c1`, … */
  readonly command?: string;
  /** Something goes on until the next step begins. */
  readonly lasting?: boolean;
  /** A request or an answer, with its time under way; what is slowed down so that it can be seen. */
  readonly flight?: { readonly sent: number; readonly arrives: number };
}
