/** Ends a command: its message goes to standard error, its code is the exit status (docker/cli cli/error.go). */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** `--help` was asked for. */
export class HelpRequested extends Error {
  override readonly name = 'HelpRequested';
  constructor(readonly to: 'stdout' | 'stderr' = 'stdout') {
    super('help requested');
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
