import type { Invocation } from '../cli/invocation.ts';

/** Sends the signals that this command gets on to the container. Gives what ends it (docker/cli container/signals.go). */
export function forwardSignals({ onSignal, api }: Invocation, container: string): () => void {
  return onSignal((signal) => {
    api.post(`/containers/${container}/kill`, { query: { signal: signal.slice('SIG'.length) } }).catch(() => {});
  });
}
