import type { EngineEvent, EventBus } from '../context.ts';
import { nanosecondDigits } from '../time.ts';

/** Past events that a reader can ask for: as many as the daemon keeps (moby daemon/events, "eventsLimit"). */
const KEPT = 256;

export interface Journal extends EventBus {
  past(): readonly EngineEvent[];
  /** Calls `listener` with each event from now on; returns a function that ends it. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  readonly listeners: number;
}

export function createJournal(nowMs: () => number): Journal {
  const kept: EngineEvent[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  return {
    publish(Type, Action, ID, attributes) {
      const ms = nowMs();
      // Go writes maps with their keys in order.
      const Attributes = Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
      const event: EngineEvent = {
        Type,
        Action,
        Actor: { ID, Attributes },
        scope: 'local',
        time: Math.floor(ms / 1000),
        timeNano: ms * 1e6,
      };
      kept.push(event);
      if (kept.length > KEPT) kept.shift();
      for (const listener of listeners) listener(event);
    },
    past: () => kept,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get listeners() {
      return listeners.size;
    },
  };
}

/**
 * An event as it is sent. `timeNano` is written digit by digit, since it does not fit a number;
 * `status`, `id` and `from` are what clients before API 1.22 read (moby api/types/events).
 */
export function eventJson(event: EngineEvent): string {
  const { Type, Action, Actor, scope, time, timeNano } = event;
  const from = Type === 'container' && Actor.Attributes.image ? { from: Actor.Attributes.image } : {};
  const legacy = Type === 'container' || Type === 'image' ? { status: Action, ...(Actor.ID ? { id: Actor.ID } : {}), ...from } : {};
  const head = JSON.stringify({ ...legacy, Type, Action, Actor, scope, time });
  return `${head.slice(0, -1)},"timeNano":${nanosecondDigits(timeNano / 1e6)}}\n`;
}
