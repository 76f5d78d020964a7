import type { Trace } from '../core/trace/events.ts';
import { turn } from '../view/turn.ts';
import { runFrames } from './frames.ts';
import { type Action, actionOf } from './keyboard.ts';
import { changeSpeed, toCommand } from './moves.ts';
import { NetworkSwitch } from './network-switch.ts';
import { Session } from './session.ts';
import { toggleTheme } from './theme.ts';

export interface MountOptions {
  readonly opening: Trace | undefined;
  /** Of the world. The opening belongs to one seed only. */
  readonly seed: number;
}

/** The application as it runs in its page. */
export interface App {
  readonly session: Session;
  /** Takes it down: frames stop, listeners go. */
  close(): void;
}

/** Calls what was added whenever the session changes; however much changed, once. */
function drawer(session: Session): (update: () => void) => void {
  const updates: (() => void)[] = [];
  let asked = false;
  session.subscribe(() => {
    if (asked) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      for (const update of updates) update();
    });
  });
  return (update) => {
    updates.push(update);
    update();
  };
}

/** Brings the page's markup (see `pageHtml`) to life, part by part, so that no part keeps the page from answering. */
export async function mountApp(root: HTMLElement, { opening, seed }: MountOptions): Promise<App> {
  const gone = new AbortController();
  const { signal } = gone;
  const network = new NetworkSwitch();
  const motion = matchMedia('(prefers-reduced-motion: reduce)');
  const session = new Session({
    opening,
    still: motion.matches,
    async simulate(lines) {
      const { simulationAfter } = await import('./simulation.ts');
      await turn();
      return simulationAfter(lines, { seed, route: network.route });
    },
  });
  const { player } = session;
  const draw = drawer(session);
  runFrames(session, signal);

  // The page has asked for them all (`firstViewPlugin`): here each is run, and then used, in a task of its own.
  await turn();
  const { bindPlayer } = await import('./bind-player.ts');
  await turn();
  draw(bindPlayer(root, session, signal));
  await turn();
  const { bindTerminal } = await import('./bind-terminal.ts');
  await turn();
  const terminal = bindTerminal(root, session, signal);
  draw(terminal.update);
  await turn();
  const { bindLenses } = await import('./bind-lenses.ts');
  await turn();
  const lenses = bindLenses(root, session, signal);
  draw(lenses.update);
  await turn();
  const { bindStage } = await import('./bind-stage.ts');
  await turn();
  draw(bindStage(root, session));
  await turn();
  const { bindMenu } = await import('./bind-menu.ts');
  draw(bindMenu({ root, session, network, seed, signal }));

  const theme = () => {
    toggleTheme();
    terminal.restyle();
  };
  const perform: Readonly<Record<Action, () => void>> = {
    'toggle-play': () => player.toggle(),
    'step-forward': () => player.next(),
    'step-back': () => player.previous(),
    'next-command': () => toCommand(session, 1),
    'previous-command': () => toCommand(session, -1),
    'to-start': () => player.first(),
    'to-now': () => player.last(),
    'level-story': () => player.setLevel('story'),
    'level-wire': () => player.setLevel('wire'),
    'level-everything': () => player.setLevel('everything'),
    faster: () => changeSpeed(player, 1),
    slower: () => changeSpeed(player, -1),
    terminal() {
      lenses.show('terminal');
      terminal.focus();
    },
    explain: () => lenses.show('explain'),
    wire: () => lenses.show('wire'),
    sequence: () => lenses.show('sequence'),
    'let-go': () => session.select(undefined),
    theme,
    help: () => root.querySelector<HTMLDialogElement>('#help')?.showModal(),
  };
  const on = (target: EventTarget | null, type: string, listener: (event: Event) => void) =>
    target?.addEventListener(type, listener, { signal });
  on(root.querySelector('#toggle-theme'), 'click', theme);
  on(root.querySelector('#open-help'), 'click', perform.help);
  on(document, 'keydown', (event) => {
    const action = actionOf(event as KeyboardEvent);
    if (!action) return;
    event.preventDefault();
    perform[action]();
  });
  on(matchMedia('(prefers-color-scheme: dark)'), 'change', terminal.restyle);
  on(motion, 'change', () => {
    player.still = motion.matches;
  });
  root.dataset.ready = '';
  return { session, close: () => gone.abort() };
}
