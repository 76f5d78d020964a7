/** A line was entered at the prompt. */
export class CommandEntered extends Event {
  static readonly type = 'command-entered';
  constructor(readonly line: string) {
    super(CommandEntered.type, { bubbles: true, composed: true });
  }
}

/** Keys were pressed while a program runs: what a terminal would send it. */
export class TerminalData extends Event {
  static readonly type = 'terminal-data';
  constructor(readonly data: string) {
    super(TerminalData.type, { bubbles: true, composed: true });
  }
}

/** The terminal has another size, in characters. */
export class TerminalResized extends Event {
  static readonly type = 'terminal-resized';
  constructor(
    readonly columns: number,
    readonly rows: number,
  ) {
    super(TerminalResized.type, { bubbles: true, composed: true });
  }
}

/** The learner wants to see the present again. */
export class ReturnToNow extends Event {
  static readonly type = 'return-to-now';
  constructor() {
    super(ReturnToNow.type, { bubbles: true, composed: true });
  }
}

/** Escape was pressed: the keyboard goes back to the page. */
export class TerminalLeft extends Event {
  static readonly type = 'terminal-left';
  constructor() {
    super(TerminalLeft.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'command-entered': CommandEntered;
    'terminal-data': TerminalData;
    'terminal-resized': TerminalResized;
    'return-to-now': ReturnToNow;
    'terminal-left': TerminalLeft;
  }
}
