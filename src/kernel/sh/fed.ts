import type { Program } from '../process/sys.ts';
import { Leave } from './control.ts';
import { runLine, takeTerminal } from './interactive.ts';
import { announce } from './jobs.ts';
import { openShell } from './program.ts';
import { runExitTrap } from './traps.ts';

/** Who hands a shell its lines. */
export interface LineFeed {
  /** The next line, once there is one. */
  next(): Promise<string>;
  /** The line has been run. `left`: it was an `exit`, and a new shell takes the next line. */
  done(status: number, left: boolean): void;
}

/**
 * A shell whose line editor is elsewhere: at the prompt of a page, or in a script's runner. Folder,
 * variables, functions and jobs last from one line to the next.
 */
export const fedShell =
  (lines: LineFeed): Program =>
  async (sys) => {
    for (;;) {
      if (sys.env.HOME) sys.chdir(sys.env.HOME);
      const shell = openShell(sys);
      shell.name = 'sh';
      sys.setTitle(['-sh']);
      if (sys.isTerminal(0)) takeTerminal(shell);
      try {
        for (;;) {
          const line = await lines.next();
          await announce(shell);
          await runLine(shell, line);
          lines.done(shell.status, false);
        }
      } catch (error) {
        if (!(error instanceof Leave)) throw error;
        shell.status = error.count;
        await runExitTrap(shell);
        lines.done(shell.status, true);
      }
    }
  };
