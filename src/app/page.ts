import { INVITATION, INVITATION_DETAIL } from '../view/explain/invitation.ts';

/** The page's frame as markup: the build writes it into index.html, and a story or a test into its canvas. */
export interface PageParts {
  /** The stage's first picture. */
  readonly stage: string;
  /** What the page shows: the command, in words. */
  readonly title: string;
  /** The first caption. */
  readonly caption: string;
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const LENSES = [
  { name: 'explain', label: 'Explain' },
  { name: 'wire', label: 'Wire' },
  { name: 'sequence', label: 'Sequence' },
] as const;

export type Lens = (typeof LENSES)[number]['name'];

/** Keys, as the help shows them. */
export const SHORTCUTS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Space', 'k'], 'Play or pause'],
  [['→', '←'], 'Next step, step before'],
  [['Shift →', 'Shift ←'], 'Next command, command before'],
  [['Home', 'End'], 'The beginning, the present'],
  [['1', '2', '3'], 'Level of detail: story, wire, everything'],
  [['+', '−'], 'Faster, slower'],
  [['t', '/'], 'To the terminal'],
  [['e', 'w', 's'], 'Explain, wire, sequence'],
  [['Esc'], 'Let go of what is chosen; leave the prompt'],
  [['Shift Tab'], 'Leave the terminal, also while a program runs'],
  [['d'], 'Dark or light'],
  [['?'], 'This list'],
];

const icon = (path: string) =>
  `<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;

const shortcuts = SHORTCUTS.map(
  ([keys, what]) => `<div><dt>${keys.map((key) => `<kbd>${key}</kbd>`).join(' ')}</dt><dd>${what}</dd></div>`,
).join('');

const invitation = `<p class="first-explain">${INVITATION}</p><p class="first-detail">${INVITATION_DETAIL}</p>`;

const panels = LENSES.map(
  ({ name, label }) =>
    `<div class="panel" role="tabpanel" id="panel-${name}" aria-labelledby="tab-${name}"${name === 'explain' ? '' : ' hidden'}><h2 class="sr">${label}</h2><drydock-${name}>${name === 'explain' ? invitation : ''}</drydock-${name}></div>`,
).join('');

const tabs = [...LENSES, { name: 'terminal', label: 'Terminal' }]
  .map(
    ({ name, label }) =>
      `<button type="button" class="tab" id="tab-${name}" role="tab" aria-selected="${name === 'explain'}">${label}</button>`,
  )
  .join('');

export function pageHtml({ stage, title, caption }: PageParts): string {
  return `<div class="app" data-tab="explain">
<header class="top">
  <h1 class="brand">Drydock</h1>
  <p class="what">${escapeHtml(title)}</p>
  <div class="tools">
    <button type="button" class="tool" id="open-menu" popovertarget="menu" aria-label="Settings">${icon('<path d="M4 7h9m5 0h2M4 17h2m5 0h9"/><circle cx="15.500" cy="7" r="2.500"/><circle cx="8.500" cy="17" r="2.500"/>')}</button>
    <button type="button" class="tool" id="toggle-theme" aria-label="Dark or light">${icon('<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/>')}</button>
    <button type="button" class="tool" id="open-help" aria-label="Keyboard shortcuts">?</button>
  </div>
</header>
<main class="main">
  <section class="stage" aria-label="Stage"><drydock-stage>${stage}</drydock-stage></section>
  <section class="caption" aria-label="Caption"><drydock-caption><p class="first-caption">${escapeHtml(caption)}</p></drydock-caption></section>
  <section class="transport" aria-label="Player"><drydock-transport></drydock-transport></section>
  <section class="terminal" id="panel-terminal" aria-label="Terminal"><drydock-terminal></drydock-terminal></section>
</main>
<aside class="lens" aria-label="Lenses">
  <drydock-tabs><div class="tabs" role="tablist" aria-label="Lenses">${tabs}</div></drydock-tabs>
  <div class="panels">${panels}</div>
</aside>
<div class="menu" id="menu" popover aria-label="Settings">
  <h2>Settings</h2>
  <label class="setting"><input type="checkbox" role="switch" id="use-worker" /><span><b>Show requests in the browser’s network panel</b>
    <small>The client’s requests then go through a service worker, as real ones. Connections that are taken over (attach, exec) cannot: those still go directly.</small></span></label>
  <p class="worker-state" role="status"></p>
  <button type="button" class="wide" id="fresh-world">Start over in an empty world</button>
  <button type="button" class="wide" id="copy-link">Copy a link to these commands</button>
  <p class="seed"></p>
</div>
<dialog class="help" id="help" aria-labelledby="help-title">
  <h2 id="help-title">Keyboard</h2>
  <dl class="keys">${shortcuts}</dl>
  <form method="dialog"><button class="wide">Close</button></form>
</dialog>
</div>`;
}
