import type { StartFailure } from './start-error.ts';

/** Starts that are under way, and who waits for how they end. By container id. */
export interface Outcomes {
  /** Resolves when the container runs; rejects with a `StartFailure`. */
  wait(id: string): Promise<void>;
  /** It cannot be started: those who wait are told once that is settled. */
  fail(id: string, failure: StartFailure): void;
  settle(id: string): void;
}

export function createOutcomes(): Outcomes {
  const waiting = new Map<string, ((failure: StartFailure | undefined) => void)[]>();
  const failures = new Map<string, StartFailure>();
  return {
    wait: (id) =>
      new Promise((resolve, reject) => {
        const others = waiting.get(id) ?? [];
        others.push((failure) => (failure ? reject(failure) : resolve()));
        waiting.set(id, others);
      }),
    fail: (id, failure) => failures.set(id, failure),
    settle(id) {
      const told = waiting.get(id) ?? [];
      const failure = failures.get(id);
      waiting.delete(id);
      failures.delete(id);
      for (const tell of told) tell(failure);
    },
  };
}
