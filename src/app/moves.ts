import { compareCursors, cursorOf } from '../core/trace/cursor.ts';
import { type Player, speeds } from '../view/transport/player.ts';
import type { Session } from './session.ts';

/** To the command before the cursor, or after it. */
export function toCommand({ player, timeline }: Session, direction: -1 | 1): void {
  const starts = timeline.events.filter((event) => event.type === 'command.start').map(cursorOf);
  const { cursor } = player;
  const found =
    direction > 0
      ? starts.find((start) => compareCursors(start, cursor) > 0)
      : starts.findLast((start) => compareCursors(start, cursor) < 0);
  player.pause();
  if (found) player.seek(found);
  else if (direction > 0) player.last();
  else player.first();
}

/** One notch faster or slower. */
export function changeSpeed(player: Player, by: -1 | 1): void {
  const next = speeds[speeds.indexOf(player.speed) + by];
  if (next) player.setSpeed(next);
}
