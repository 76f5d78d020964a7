/** Something that processes wait for: each looks again for itself when it is notified. */
export class Condition {
  #waiting: Set<() => void> | undefined;

  /** Calls `wake` at the next `notify`; returns a function that takes it back. */
  add(wake: () => void): () => void {
    this.#waiting ??= new Set();
    this.#waiting.add(wake);
    return () => this.#waiting?.delete(wake);
  }

  notify(): void {
    const waiting = this.#waiting;
    if (!waiting || waiting.size === 0) return;
    this.#waiting = undefined;
    for (const wake of waiting) wake();
  }
}
