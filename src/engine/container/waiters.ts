/** What a client can wait for (moby container/state.go, "WaitCondition"). */
export type WaitCondition = 'not-running' | 'next-exit' | 'removed';

export interface Waiters {
  /** Calls `reached` once. Returns a function that gives up. */
  wait(condition: WaitCondition, reached: () => void): () => void;
  /** The container has come to a stop. */
  stopped(): void;
  removed(): void;
}

export function createWaiters(): Waiters {
  const stops = new Set<() => void>();
  const removals = new Set<() => void>();
  const release = (waiting: Set<() => void>) => {
    const all = [...waiting];
    waiting.clear();
    for (const reached of all) reached();
  };
  return {
    wait(condition, reached) {
      const waiting = condition === 'removed' ? removals : stops;
      waiting.add(reached);
      return () => waiting.delete(reached);
    },
    stopped: () => release(stops),
    removed() {
      // Who waits for the next exit of what is gone waits no longer.
      release(stops);
      release(removals);
    },
  };
}
