import type { EngineContext, EngineOptions } from './context.ts';
import { createJournal, type Journal } from './events/bus.ts';

/** What the engine's parts share, made from what it was handed. */
export function createContext(options: EngineOptions): { context: EngineContext; journal: Journal } {
  const { clock, epochMs, pace } = options;
  const nowMs = () => epochMs + clock.now();
  const journal = createJournal(nowMs);
  const delay = (ms: number) => (pace > 0 && ms > 0 ? clock.sleep(ms * pace) : Promise.resolve());
  return { journal, context: { ...options, events: journal, nowMs, delay } };
}
