import type { SignalName } from '../../kernel/types.ts';
import { ApiError } from '../api/route.ts';

/** Linux's signals by number, from 1 (signal(7)). */
const names: readonly SignalName[] = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
  'SIGUSR1',
  'SIGSEGV',
  'SIGUSR2',
  'SIGPIPE',
  'SIGALRM',
  'SIGTERM',
  'SIGSTKFLT',
  'SIGCHLD',
  'SIGCONT',
  'SIGSTOP',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGURG',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGVTALRM',
  'SIGPROF',
  'SIGWINCH',
  'SIGIO',
  'SIGPWR',
  'SIGSYS',
];

export const signalNumber = (name: SignalName): number => names.indexOf(name) + 1;

/**
 * `KILL`, `SIGKILL`, `sigkill` or `9` (moby/sys/signal, "ParseSignal").
 * @returns undefined for what is none of them
 */
export function parseSignal(text: string): SignalName | number | undefined {
  if (/^[+-]?[0-9]+$/.test(text)) {
    const number = Number(text);
    return number === 0 ? undefined : (names[number - 1] ?? number);
  }
  const name = `SIG${text.toUpperCase().replace(/^SIG/, '')}`;
  return names.find((known) => known === name);
}

/** @throws ApiError 400 */
export function requireSignal(text: string, status = 400, prefix = ''): SignalName {
  const signal = parseSignal(text);
  if (signal === undefined) throw new ApiError(status, `${prefix}invalid signal: ${text}`);
  if (typeof signal === 'number') throw new ApiError(status, `${prefix}the linux daemon does not support signal ${signal}`);
  return signal;
}
