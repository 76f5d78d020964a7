/** Something that is measured, and how good it is wanted. */
export interface Figure {
  /** To pick it on the command line: `run-vs-version`. */
  readonly id: string;
  readonly what: string;
  /** `at most 1.5` */
  readonly wanted: string;
  /** @throws Unavailable when it cannot be measured here. */
  measure(bench: Bench): Promise<Measured>;
}

export interface Measured {
  /** `1.31 times` */
  readonly value: string;
  /** Whether it is as good as wanted. */
  readonly good: boolean;
  /** What the value comes from: `median 41.2 ms of 20 against 31.4 ms`. */
  readonly detail: string;
}

/** What several figures need, made once when the first asks for it. */
export interface Bench {
  /** The built command: `node PATH …`. */
  command(): Promise<string>;
  /** A real engine and the real command line. @throws Unavailable */
  realEngine(): Promise<{ readonly dockerHost: string; readonly docker: string; readonly registry: string }>;
  /** The built site behind a server that compresses as static hosts do: its URL. @throws Unavailable */
  site(): Promise<string>;
}

/** Why a figure cannot be had on this machine. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
