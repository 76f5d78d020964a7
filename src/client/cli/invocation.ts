import type { ApiClient } from '../api/client.ts';
import type { ClientHost } from '../host.ts';
import type { ParsedFlags } from './parse-flags.ts';

/** One use of a command: what it was given, and what it works with. */
export interface Invocation {
  readonly host: ClientHost;
  readonly api: ApiClient;
  /** The command's full name: `docker container ls`. */
  readonly path: string;
  /** As the user called it: `ps`, `list`. */
  readonly calledAs: string;
  /** Like the host's own, for any number of listeners. */
  readonly onSignal: ClientHost['onSignal'];
  /** Reads the options and counts the arguments. @throws StatusError, HelpRequested */
  readonly parse: () => Promise<ParsedFlags>;
}
