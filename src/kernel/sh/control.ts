/** How the shell leaves what it is in the middle of. */
export class Leave extends Error {
  override readonly name = 'Leave';
  constructor(
    readonly kind: 'break' | 'continue' | 'return' | 'exit',
    /** Loops still to leave, or the status. */
    public count: number,
  ) {
    super();
  }
}

/** An error that ends a command, and a shell that is not interactive: a bad expansion, a syntax error. */
export class ShellError extends Error {
  override readonly name = 'ShellError';
  constructor(
    message: string,
    readonly status = 2,
    /** The built-in command that found it. */
    readonly builtin?: string,
  ) {
    super(message);
  }
}
