import '../view/explain/explain-element.ts';
import '../view/tabs/tabs-element.ts';
import '../view/terminal/terminal-element.ts';
import type { Trace } from '../core/trace/events.ts';
import { bindFigure } from './bind-figure.ts';
import { bindLenses } from './bind-lenses.ts';
import { bindMenu } from './bind-menu.ts';
import { bindTerminal } from './bind-terminal.ts';
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

/** Brings the page's markup (see `pageHtml`) to life. */
export function mountApp(root: HTMLElement, { opening, seed }: MountOptions): App {
  const gone = new AbortController();
  const { signal } = gone;
  const network = new NetworkSwitch();
  const motion = matchMedia('(prefers-reduced-motion: reduce)');
  const session = new Session({
    opening,
    still: motion.matches,
    async simulate(lines) {
      const { simulationAfter } = await import('./simulation.ts');
      return simulationAfter(lines, { seed, route: network.route });
    },
  });

  const { player } = session;
  const terminal = bindTerminal(root, session, signal);
  const lenses = bindLenses(root, session, signal);
  const updates = [terminal.update, lenses.update, bindFigure(root, session), bindMenu({ root, session, network, seed, signal })];
  let asked = false;
  const draw = () => {
    asked = false;
    for (const update of updates) update();
  };
  // However much changed, it is drawn once.
  session.subscribe(() => {
    if (asked) return;
    asked = true;
    queueMicrotask(draw);
  });
  draw();

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
    terminal: terminal.focus,
    explain: () => lenses.show('explain'),
    wire: () => lenses.show('wire'),
    sequence: () => lenses.show('sequence'),
    'let-go': () => session.select(undefined),
    theme: () => theme(),
    help: () => root.querySelector<HTMLDialogElement>('#help')?.showModal(),
  };
  const theme = () => {
    toggleTheme();
    terminal.restyle();
  };
  const on = (selector: string, action: () => void) => root.querySelector(selector)?.addEventListener('click', action, { signal });
  on('#toggle-theme', theme);
  on('#open-help', perform.help);
  document.addEventListener(
    'keydown',
    (event) => {
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      perform[action]();
    },
    { signal },
  );
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => terminal.restyle(), { signal });
  motion.addEventListener(
    'change',
    () => {
      player.still = motion.matches;
    },
    { signal },
  );
  runFrames(session, signal);
  return { session, close: () => gone.abort() };
}

/** Wall time longer than this between two frames is not made up for: the page was in the background. */
const LONGEST_FRAME_MS = 100;

function runFrames(session: Session, signal: AbortSignal): void {
  let last = performance.now();
  const frame = (now: number) => {
    const elapsed = Math.min(LONGEST_FRAME_MS, Math.max(0, now - last));
    last = now;
    session.player.frame(elapsed);
    if (!signal.aborted && session.player.active) requestAnimationFrame(frame);
    else running = false;
  };
  let running = false;
  const wake = () => {
    if (running || signal.aborted || !session.player.active) return;
    running = true;
    last = performance.now();
    requestAnimationFrame(frame);
  };
  session.subscribe(wake);
}
