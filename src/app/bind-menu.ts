import type { Session } from './session.ts';

/** The settings: routing through the worker, a fresh world, a link. */
export function bindMenu(root: HTMLElement, session: Session, signal: AbortSignal): () => void {
  void root;
  void session;
  void signal;
  return () => {};
}
