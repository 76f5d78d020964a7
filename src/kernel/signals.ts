import type { SignalName } from './types.ts';

/** Linux's numbers on x86-64 and arm64 (signal(7)). */
export const signalNumbers: Readonly<Record<SignalName, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGSTKFLT: 16,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGWINCH: 28,
  SIGIO: 29,
  SIGPWR: 30,
  SIGSYS: 31,
};

const byNumber = new Map(Object.entries(signalNumbers).map(([name, number]) => [number, name as SignalName]));

/** `TERM`, `SIGTERM`, `term` or `15`; undefined for what names no signal. */
export function parseSignal(text: string): SignalName | undefined {
  if (/^\d+$/.test(text)) return byNumber.get(Number(text));
  const upper = text.toUpperCase();
  const name = (upper.startsWith('SIG') ? upper : `SIG${upper}`) as SignalName;
  return signalNumbers[name] === undefined ? undefined : name;
}

const stops: readonly SignalName[] = ['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];
const ignored: readonly SignalName[] = ['SIGCHLD', 'SIGURG', 'SIGWINCH', 'SIGCONT'];

/** What the kernel does when the process has not said otherwise. */
export function defaultAction(signal: SignalName): 'terminate' | 'ignore' | 'stop' {
  if (stops.includes(signal)) return 'stop';
  return ignored.includes(signal) ? 'ignore' : 'terminate';
}
