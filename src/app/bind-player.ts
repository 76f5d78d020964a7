import '../view/caption/caption-element.ts';
import '../view/transport/transport-element.ts';
import { paced } from './paced.ts';
import type { Session } from './session.ts';
import { FIRST_CAPTION, PAGE_TITLE } from './words.ts';

/** Which command the cursor is in. */
function titleOf({ player, timeline, offered }: Session): string {
  if (offered) return PAGE_TITLE;
  const commands = timeline.stateAt(player.cursor).commands;
  const command = commands.get(player.step?.command ?? '') ?? [...commands.values()].at(-1);
  return command?.line ?? 'An empty world: nothing has happened yet';
}

/** Title, caption and transport follow the session. */
export function bindPlayer(root: HTMLElement, session: Session, signal: AbortSignal): () => void {
  const caption = root.querySelector('drydock-caption')!;
  const transport = root.querySelector('drydock-transport')!;
  const title = root.querySelector('.what')!;
  transport.player = session.player;
  caption.invitation = FIRST_CAPTION;
  return paced(() => {
    const { player } = session;
    caption.step = player.step;
    caption.count = player.steps.length;
    const said = titleOf(session);
    if (title.textContent !== said) title.textContent = said;
  }, signal);
}
