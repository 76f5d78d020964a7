import type { Invocation } from '../cli/invocation.ts';

/** Sends the signals that this command gets on to the container. Gives what ends it (docker/cli container/signals.go). */
export function forwardSignals({ host, api }: Invocation, container: string): () => void {
  return host.onSignal((signal) => {
    api.post(`/containers/${container}/kill`, { query: { signal: signal.slice('SIG'.length) } }).catch(() => {});
  });
}
