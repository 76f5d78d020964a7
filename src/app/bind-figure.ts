import '../view/caption/caption-element.ts';
import '../view/stage/stage-element.ts';
import '../view/transport/transport-element.ts';
import type { Session } from './session.ts';
import { FIRST_CAPTION } from './words.ts';

/** Stage, caption and transport follow the session. */
export function bindFigure(root: HTMLElement, session: Session): () => void {
  const stage = root.querySelector('drydock-stage')!;
  const caption = root.querySelector('drydock-caption')!;
  const transport = root.querySelector('drydock-transport')!;
  transport.player = session.player;
  caption.invitation = FIRST_CAPTION;
  return () => {
    const { player, timeline, selected } = session;
    const { step } = player;
    stage.world = timeline.stateAt(player.cursor);
    stage.at = player.cursor.at;
    stage.step = step;
    stage.selection = selected;
    caption.step = step;
    caption.count = player.steps.length;
  };
}
