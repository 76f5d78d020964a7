import '../view/explain/explain-element.ts';
import '../view/tabs/tabs-element.ts';
import type { TabsElement } from '../view/tabs/tabs-element.ts';
import { paced } from './paced.ts';
import { LENSES, type Lens } from './page.ts';
import type { Session } from './session.ts';

export interface BoundLenses {
  readonly update: () => void;
  /** Opens a tab. The terminal is one on a phone only; elsewhere it is always there. */
  readonly show: (tab: Lens | 'terminal') => void;
}

const isLens = (name: string): name is Lens => LENSES.some((lens) => lens.name === name);

/** Code of the lenses that are not open at first. */
const loaders: Readonly<Record<Lens, () => Promise<unknown>>> = {
  explain: () => Promise.resolve(),
  wire: () => import('../view/wire/wire-element.ts'),
  sequence: () => import('../view/sequence/sequence-element.ts'),
};

/** The lens that is open follows cursor and selection; the others rest. */
export function bindLenses(root: HTMLElement, session: Session, signal: AbortSignal): BoundLenses {
  const tabs = root.querySelector('drydock-tabs') as TabsElement;
  const explain = root.querySelector('drydock-explain')!;
  const wire = root.querySelector('drydock-wire')!;
  const sequence = root.querySelector('drydock-sequence')!;
  let open: Lens = 'explain';
  let shown: Session['selected'];
  tabs.label = 'Lenses';
  tabs.tabs = [
    ...LENSES.map(({ name, label }) => ({ name, label, panel: `panel-${name}` })),
    { name: 'terminal', label: 'Terminal', panel: 'panel-terminal' },
  ];
  tabs.chosen = open;

  const update = () => {
    const { player, spans, timeline, selected } = session;
    shown = selected;
    const world = timeline.stateAt(player.cursor);
    const now = player.cursor.at;
    if (open === 'explain') Object.assign(explain, { world, spans, selected, step: player.step });
    if (open === 'wire') Object.assign(wire, { world, spans, selected, now });
    if (open === 'sequence') Object.assign(sequence, { world, selected, now });
  };
  const show = (name: string) => {
    if (name === 'terminal' && !tabs.querySelector<HTMLElement>('#tab-terminal')?.offsetParent) return;
    root.dataset.tab = name;
    tabs.chosen = name;
    if (!isLens(name)) return;
    open = name;
    for (const lens of LENSES) root.querySelector<HTMLElement>(`#panel-${lens.name}`)!.hidden = lens.name !== name;
    update();
    void loaders[name]();
  };
  tabs.addEventListener('tab-chosen', (event) => show(event.tab), { signal });
  root.addEventListener('subject-selected', (event) => session.select(event.subject), { signal });
  return { update: paced(update, signal, () => session.selected !== shown), show };
}
