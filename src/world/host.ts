import type { TerminalSize } from '../core/stdio.ts';
import type { TraceLog } from '../core/trace/log.ts';
import { FileTree } from '../kernel/fs/tree.ts';
import type { Program } from '../kernel/process/sys.ts';
import { fedShell } from '../kernel/sh/fed.ts';
import type { ContainerProcess, Kernel, Sandbox } from '../kernel/types.ts';
import { helpProgram } from './help-program.ts';
import { LOGIN_SHELL } from './host-files.ts';

/** A line that runs on the learner's machine. */
export interface RunningCommand {
  /** The command's span in the trace. */
  readonly span: string;
  readonly exitCode: Promise<number>;
  /** Once it has ended: the line left the shell, with `exit`. */
  readonly left: boolean;
  /** Keys, as a terminal sends them: Ctrl-C is `\u0003`. */
  type(keys: string): void;
  resize(size: TerminalSize): void;
}

/** The learner's machine: a sandbox on the same kernel as the containers, that reports nothing of its own but what is typed and printed. */
export interface LearnersHost {
  /** What its files name and no image has. */
  readonly programs: Readonly<Record<string, Program>>;
  /** The span of the line that runs. */
  readonly span: string | undefined;
  boot(kernel: Kernel, files: FileTree): void;
  run(line: string, terminal: TerminalSize | undefined): RunningCommand;
}

export const HOSTNAME = 'drydock';
const HOME = '/home/you';
const ENV = ['PATH=/usr/bin:/bin:/usr/sbin:/sbin', `HOME=${HOME}`, 'USER=you', `HOSTNAME=${HOSTNAME}`, 'TERM=xterm-256color'];

/** The first process has nothing to do but to be there, and to let ended orphans go. */
const init: Program = async (sys) => {
  sys.trap('SIGCHLD', 'ignore');
  for (;;) await sys.pause();
};

interface Line {
  readonly text: string;
  readonly done: (status: number, left: boolean) => void;
}

/** A shell with or without a terminal, and the line that it runs or that waits for it. */
class Session {
  process: ContainerProcess | undefined;
  line: Line | undefined;
  #waiting = false;
  #wake: (() => void) | undefined;

  readonly program = fedShell({
    next: async () => {
      while (!this.line || !this.#waiting) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      this.#waiting = false;
      return this.line.text;
    },
    done: (status, left) => this.line?.done(status, left),
  });

  feed(line: Line): void {
    this.line = line;
    this.#waiting = true;
    this.#wake?.();
  }
}

export function createHost(trace: TraceLog, docker: Program): LearnersHost {
  const sessions = { terminal: new Session(), plain: new Session() };
  let sandbox: Sandbox | undefined;
  let running: { readonly span: string } | undefined;

  /** The shell of a kind, which starts with its first line. */
  function shellOf(session: Session, size: TerminalSize | undefined): ContainerProcess {
    if (session.process || !sandbox) return session.process as ContainerProcess;
    const tty = session === sessions.terminal;
    const process = sandbox.exec({
      argv: [LOGIN_SHELL],
      env: ENV,
      cwd: HOME,
      user: 'you',
      tty,
      stdin: tty,
      ...(size ? { size } : {}),
    });
    const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
    process.onOutput((stream, bytes) => {
      const text = decoders[stream].decode(bytes, { stream: true });
      const span = running?.span;
      if (text) trace.emit({ type: 'terminal.output', actor: 'client', ...(span ? { span } : {}), stream, text });
    });
    session.process = process;
    // Someone may kill it: the line has ended then, and the next one starts another.
    void process.exited.then(({ exitCode }) => {
      session.process = undefined;
      session.line?.done(exitCode, true);
    });
    return process;
  }

  return {
    programs: {
      init,
      docker,
      help: helpProgram,
      'login-shell': (sys) => (sys.isTerminal(0) ? sessions.terminal : sessions.plain).program(sys),
    },
    get span() {
      return running?.span;
    },
    boot(kernel, files) {
      sandbox = kernel.createSandbox({
        id: 'host',
        hostname: HOSTNAME,
        layers: [files],
        upper: new FileTree(),
        network: { mode: 'host' },
        quiet: true,
      });
      sandbox.start({ argv: ['/sbin/init'], env: [], cwd: '/', user: '', tty: false, stdin: false });
    },
    run(line, terminal) {
      if (running) throw new Error('a command is running: the shell takes one line at a time');
      const span = trace.span('c');
      trace.emit({ type: 'command.start', actor: 'client', span, line });
      running = { span };
      const session = terminal ? sessions.terminal : sessions.plain;
      const shell = shellOf(session, terminal);
      if (terminal) shell.resize(terminal);
      let left = false;
      const exitCode = new Promise<number>((resolve) => {
        session.feed({
          text: line,
          done(status, leaves) {
            left = leaves;
            session.line = undefined;
            running = undefined;
            trace.emit({ type: 'command.end', actor: 'client', span, exitCode: status });
            resolve(status);
          },
        });
      });
      return {
        span,
        exitCode,
        get left() {
          return left;
        },
        type(keys) {
          trace.emit({ type: 'terminal.input', actor: 'client', span, text: keys });
          shell.write(new TextEncoder().encode(keys));
        },
        resize: (size) => shell.resize(size),
      };
    },
  };
}
