import '../view/stage/stage-element.ts';
import type { Session } from './session.ts';

/** The stage follows the session. */
export function bindStage(root: HTMLElement, session: Session): () => void {
  const stage = root.querySelector('drydock-stage')!;
  return () => {
    const { player, timeline, selected } = session;
    stage.world = timeline.stateAt(player.cursor);
    stage.at = player.cursor.at;
    stage.step = player.step;
    stage.selection = selected;
  };
}
