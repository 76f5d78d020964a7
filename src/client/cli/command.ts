import type { ArgumentRule } from './arguments.ts';
import type { Flag } from './flag.ts';
import type { Invocation } from './invocation.ts';

/** What is loaded of a command only when it is used. */
export interface CommandModule {
  readonly flags: readonly Flag[];
  /** Runs it; gives the exit status. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** A row of the table of commands: where a command stands, and how it is loaded. */
export interface Row {
  /** `ps`, or `container ls` */
  readonly name: string;
  /** What follows the name in the usage line: `[OPTIONS] IMAGE [COMMAND] [ARG...]`. */
  readonly use: string;
  readonly short: string;
  /** Other names at the same place. */
  readonly aliases?: readonly string[];
  /** All its full names, as help lists them. */
  readonly alsoKnownAs?: string;
  /** Its place among the common commands. */
  readonly common?: number;
  readonly accepts: ArgumentRule;
  /** False: the first argument ends the options. */
  readonly interspersed?: false;
  readonly load: () => Promise<CommandModule>;
}

/** A command that holds others. */
export interface Group {
  readonly name: string;
  readonly short: string;
}

/** A command as errors and help name it. */
export interface Command {
  /** `docker container ls` */
  readonly path: string;
  /** `docker container ls [OPTIONS]` */
  readonly useLine: string;
  readonly isGroup: boolean;
}
