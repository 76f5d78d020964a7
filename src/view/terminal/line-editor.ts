import type { Key } from './keys.ts';

/** The line being typed, and where in the history one is. */
export interface EditState {
  readonly text: string;
  /** Where the caret stands, in characters from the start. */
  readonly caret: number;
  /** Oldest first. */
  readonly history: readonly string[];
  /** The entry shown; `history.length` is the line that is new. */
  readonly entry: number;
  /** The new line, kept while older ones are looked at. */
  readonly draft: string;
}

/** What the host has to do beside showing the new line. */
export type Effect = 'submit' | 'complete' | 'interrupt' | 'clear' | 'leave';

export interface Edited {
  readonly state: EditState;
  readonly effect?: Effect;
}

export const emptyLine = (history: readonly string[] = []): EditState => ({
  text: '',
  caret: 0,
  history,
  entry: history.length,
  draft: '',
});

/** The line replaced, with the caret at its end. */
export const withText = (state: EditState, text: string, caret = text.length): EditState => ({ ...state, text, caret });

/** A submitted line joins the history, unless it is empty or repeats the last. */
export function remember(history: readonly string[], line: string): readonly string[] {
  return line.trim() === '' || history.at(-1) === line ? history : [...history, line];
}

const wordStart = (text: string, from: number) => {
  let at = from;
  while (at > 0 && text[at - 1] === ' ') at--;
  while (at > 0 && text[at - 1] !== ' ') at--;
  return at;
};

const wordEnd = (text: string, from: number) => {
  let at = from;
  while (at < text.length && text[at] === ' ') at++;
  while (at < text.length && text[at] !== ' ') at++;
  return at;
};

const cut = (state: EditState, from: number, to: number): Edited => ({
  state: withText(state, state.text.slice(0, from) + state.text.slice(to), from),
});

const move = (state: EditState, caret: number): Edited => ({
  state: { ...state, caret: Math.max(0, Math.min(state.text.length, caret)) },
});

function visit(state: EditState, entry: number): Edited {
  if (entry < 0 || entry > state.history.length) return { state };
  const draft = state.entry === state.history.length ? state.text : state.draft;
  const text = entry === state.history.length ? draft : (state.history[entry] as string);
  return { state: { ...state, text, caret: text.length, entry, draft } };
}

/** What a key does to the line, as in readline's Emacs mode. */
export function edit(state: EditState, key: Key): Edited {
  const { text, caret } = state;
  switch (key.type) {
    case 'text':
      return { state: withText(state, text.slice(0, caret) + key.text + text.slice(caret), caret + key.text.length) };
    case 'backspace':
      return caret > 0 ? cut(state, caret - 1, caret) : { state };
    case 'delete':
      return cut(state, caret, caret + 1);
    case 'left':
      return move(state, caret - 1);
    case 'right':
      return move(state, caret + 1);
    case 'home':
      return move(state, 0);
    case 'end':
      return move(state, text.length);
    case 'word-left':
      return move(state, wordStart(text, caret));
    case 'word-right':
      return move(state, wordEnd(text, caret));
    case 'kill-line':
      return cut(state, caret, text.length);
    case 'kill-to-start':
      return cut(state, 0, caret);
    case 'kill-word':
      return cut(state, wordStart(text, caret), caret);
    case 'up':
      return visit(state, state.entry - 1);
    case 'down':
      return visit(state, state.entry + 1);
    case 'enter':
      return { state, effect: 'submit' };
    case 'tab':
      return { state, effect: 'complete' };
    case 'interrupt':
      return { state, effect: 'interrupt' };
    case 'clear':
      return { state, effect: 'clear' };
    case 'end-of-input':
      return text === '' ? { state } : cut(state, caret, caret + 1);
    case 'escape':
      return { state, effect: 'leave' };
  }
}

const rowOf = (prompt: string, offset: number, columns: number) => Math.floor((prompt.length + offset) / columns);
const upBy = (rows: number) => (rows > 0 ? `\x1b[${rows}A` : '');

/** Takes a drawn line off the screen: to its first row, its first column, and all below is emptied. */
export const erase = (prompt: string, drawn: EditState, columns: number): string => `${upBy(rowOf(prompt, drawn.caret, columns))}\r\x1b[J`;

/** How to redraw a line in place: from the state drawn last (or none) to the new one, `columns` wide. */
export function redraw(prompt: string, before: EditState | undefined, after: EditState, columns: number): string {
  let out = before ? erase(prompt, before, columns) : '\r\x1b[J';
  out += `${PROMPT_COLOUR}${prompt.slice(0, -2)}\x1b[0m${prompt.slice(-2)}${after.text}`;
  // A terminal leaves the caret on the last column of a full row; one more character makes it wrap.
  if ((prompt.length + after.text.length) % columns === 0) out += ' \r';
  out += `${upBy(rowOf(prompt, after.text.length, columns) - rowOf(prompt, after.caret, columns))}\r`;
  const column = (prompt.length + after.caret) % columns;
  return column > 0 ? `${out}\x1b[${column}C` : out;
}

export const PROMPT_COLOUR = '\x1b[32m';
