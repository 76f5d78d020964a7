import type { ClientHost, HostSignal } from '../host.ts';

export type Listen = ClientHost['onSignal'];

/** Lets several parts of a command listen, where a host may know one listener only. */
export function shareSignals(onSignal: Listen): Listen {
  const listeners = new Set<(signal: HostSignal) => void>();
  let end: (() => void) | undefined;
  return (listener) => {
    listeners.add(listener);
    end ??= onSignal((signal) => {
      for (const each of listeners) each(signal);
    });
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      end?.();
      end = undefined;
    };
  };
}
