/** What a key asks of the page. */
export type Action =
  | 'toggle-play'
  | 'step-forward'
  | 'step-back'
  | 'next-command'
  | 'previous-command'
  | 'to-start'
  | 'to-now'
  | 'level-story'
  | 'level-wire'
  | 'level-everything'
  | 'faster'
  | 'slower'
  | 'terminal'
  | 'explain'
  | 'wire'
  | 'sequence'
  | 'let-go'
  | 'theme'
  | 'help';

const ACTIONS: Readonly<Record<string, Action>> = {
  ' ': 'toggle-play',
  k: 'toggle-play',
  ArrowRight: 'step-forward',
  ArrowLeft: 'step-back',
  'Shift ArrowRight': 'next-command',
  'Shift ArrowLeft': 'previous-command',
  PageDown: 'step-forward',
  PageUp: 'step-back',
  Home: 'to-start',
  End: 'to-now',
  1: 'level-story',
  2: 'level-wire',
  3: 'level-everything',
  '+': 'faster',
  '=': 'faster',
  '-': 'slower',
  t: 'terminal',
  '/': 'terminal',
  e: 'explain',
  w: 'wire',
  s: 'sequence',
  Escape: 'let-go',
  d: 'theme',
  '?': 'help',
};

/** Keys that a control under the focus wants for itself. */
function isTaken(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return false;
  if (target.closest('input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable], dialog, [popover]')) return true;
  const presses = event.key === ' ' || event.key === 'Enter';
  if (presses && target.closest('button, a[href], summary, input, [role=button], [role=option], [role=radio]')) return true;
  return (
    event.key.startsWith('Arrow') && target.closest('input, [role=slider], [role=listbox], [role=tablist], [role=radiogroup]') !== null
  );
}

/** What a key pressed anywhere in the page asks for; undefined when it belongs to something else. */
export function actionOf(event: KeyboardEvent): Action | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event)) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return ACTIONS[event.shiftKey && key.startsWith('Arrow') ? `Shift ${key}` : key];
}
