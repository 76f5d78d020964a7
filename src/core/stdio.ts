/** The streams of a program, as a terminal or a pipe gives them. */
export interface Output {
  write(data: string | Uint8Array): void;
  readonly isTerminal: boolean;
}

export interface Input {
  readonly isTerminal: boolean;
  /** The next piece, or null at the end. */
  read(): Promise<Uint8Array | null>;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}
