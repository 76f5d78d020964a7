import type { Session } from './session.ts';

/** Wall time longer than this between two frames is not made up for: the page was in the background. */
const LONGEST_FRAME_MS = 100;

/** Gives the player a frame at each of the page's, as long as it has something to do. */
export function runFrames(session: Session, signal: AbortSignal): void {
  let last = performance.now();
  let running = false;
  const frame = (now: number) => {
    const elapsed = Math.min(LONGEST_FRAME_MS, Math.max(0, now - last));
    last = now;
    session.player.frame(elapsed);
    if (!signal.aborted && session.player.active) requestAnimationFrame(frame);
    else running = false;
  };
  session.subscribe(() => {
    if (running || signal.aborted || !session.player.active) return;
    running = true;
    last = performance.now();
    requestAnimationFrame(frame);
  });
}
