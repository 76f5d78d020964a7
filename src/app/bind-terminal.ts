import '../view/terminal/terminal-element.ts';
import type { TerminalElement } from '../view/terminal/terminal-element.ts';
import { paced } from './paced.ts';
import type { Session } from './session.ts';
import { SUGGESTIONS } from './words.ts';

export interface BoundTerminal {
  readonly update: () => void;
  readonly focus: () => void;
  readonly restyle: () => void;
}

/** Terminal and session: what was printed at the cursor goes there, lines and keys come back. */
export function bindTerminal(root: HTMLElement, session: Session, signal: AbortSignal): BoundTerminal {
  const terminal = root.querySelector('drydock-terminal') as TerminalElement;
  terminal.suggestions = SUGGESTIONS;
  const isPast = () => session.past && !(session.player.playing && session.running);
  const update = () => {
    const { player, transcript } = session;
    const past = isPast();
    const pieces = session.offered ? 0 : transcript.piecesAt(session.count);
    // The emulator is wanted as soon as anything is to be printed in it.
    if (pieces > 0 || player.active) void terminal.open();
    terminal.transcript = transcript;
    terminal.pieces = pieces;
    terminal.running = session.running;
    terminal.past = past;
    terminal.replaying = past && player.active;
  };
  let begun = false;
  // Whoever goes to the terminal will want the simulator next.
  const begin = () => {
    if (begun) return;
    begun = true;
    void terminal.open();
    import('./completion.ts')
      .then(({ completer }) => completer(session))
      .then((complete) => {
        terminal.complete = complete;
      })
      // Without it, Tab does nothing.
      .catch(() => {});
  };
  terminal.addEventListener('focusin', begin, { signal });
  terminal.addEventListener('pointerdown', begin, { signal });
  terminal.addEventListener(
    'command-entered',
    ({ line }) =>
      void session
        .run(line)
        .catch((error: unknown) => terminal.refuse(`It cannot run now: ${error instanceof Error ? error.message : String(error)}`)),
    { signal },
  );
  terminal.addEventListener('terminal-data', (event) => session.type(event.data), { signal });
  terminal.addEventListener('terminal-resized', ({ columns, rows }) => session.resize({ columns, rows }), { signal });
  terminal.addEventListener(
    'return-to-now',
    () => {
      session.player.pause();
      session.toNow();
      update();
    },
    { signal },
  );
  terminal.addEventListener(
    'terminal-left',
    () => root.querySelector('drydock-transport')?.shadowRoot?.querySelector<HTMLElement>('.play')?.focus(),
    { signal },
  );
  return {
    // Only the past can wait: at the present someone may be typing.
    update: paced(update, signal, () => !terminal.past || !isPast()),
    restyle: () => terminal.restyle(),
    focus() {
      terminal.focus();
      begin();
    },
  };
}
