import type { Clock } from '../../../src/core/clock.ts';
import {
  type ContainerProcess,
  ExecError,
  type ExitStatus,
  type Kernel,
  type ProcessSpec,
  type SignalName,
} from '../../../src/kernel/types.ts';

/** What a program of the fake kernel can do. */
export interface Running {
  readonly spec: ProcessSpec;
  print(text: string): void;
  printError(text: string): void;
  exit(code: number): void;
  onInput(listener: (text: string) => void): void;
  onInputEnd(listener: () => void): void;
  /** Without a listener a signal ends the process, as the default action does. */
  onSignal(listener: (signal: SignalName) => void): void;
  after(ms: number, then: () => void): void;
}

export type FakeProgram = (running: Running) => void;

const numbers: Partial<Record<SignalName, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGUSR1: 10, SIGTERM: 15 };

/** Programs that the tests know by name; the rest is not found. */
const programs: Readonly<Record<string, FakeProgram>> = {
  true: (it) => it.exit(0),
  sh: (it) => it.exit(0),
  false: (it) => it.exit(1),
  exit: (it) => it.exit(Number(it.spec.argv[1])),
  echo(it) {
    it.print(`${it.spec.argv.slice(1).join(' ')}\n`);
    it.exit(0);
  },
  both(it) {
    it.print('out\n');
    it.printError('err\n');
    it.print('part');
    it.exit(3);
  },
  env(it) {
    it.print(`${it.spec.env.join('\n')}\n`);
    it.exit(0);
  },
  /** `sleep` seconds. As PID 1 it sees no signal but SIGKILL, as it has no handler. */
  sleep(it) {
    it.onSignal(() => {});
    it.after(Number(it.spec.argv[1]) * 1000, () => it.exit(0));
  },
  /** As a shell with `trap "exit 0" TERM`. */
  polite(it) {
    it.print('up\n');
    it.onSignal((signal) => {
      if (signal === 'SIGTERM') it.exit(0);
    });
  },
  cat(it) {
    it.onInput((text) => it.print(text));
    it.onInputEnd(() => it.exit(0));
  },
};

/** A kernel of scripted programs, for tests of the engine alone. */
export function createFakeKernel(clock: Clock): Kernel {
  let nextHostPid = 4000;
  return {
    createSandbox() {
      const running = new Map<number, { process: ContainerProcess; spec: ProcessSpec }>();
      let nextPid = 1;
      const start = (spec: ProcessSpec): ContainerProcess => {
        const name = spec.argv[0] ?? '';
        if (name === '/etc') throw new ExecError('EACCES', 'exec: "/etc": permission denied');
        if (spec.user === 'nobody-here')
          throw new ExecError('ENOUSER', 'unable to find user nobody-here: no matching entries in passwd file');
        const program = programs[name];
        if (!program) throw new ExecError('ENOENT', `exec: "${name}": executable file not found in $PATH`);
        return launch(program, spec);
      };
      const launch = (program: FakeProgram, spec: ProcessSpec): ContainerProcess => {
        const pid = nextPid++;
        const hostPid = nextHostPid++;
        let ended = false;
        let finish!: (status: ExitStatus) => void;
        const exited = new Promise<ExitStatus>((resolve) => {
          finish = resolve;
        });
        let output: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void = () => {};
        let typed = '';
        let inputOver = false;
        let input = (text: string) => {
          typed += text;
        };
        let inputEnd = () => {
          inputOver = true;
        };
        let onSignal: ((signal: SignalName) => void) | undefined;
        const end = (status: ExitStatus) => {
          if (ended) return;
          ended = true;
          running.delete(pid);
          finish(status);
        };
        const write = (stream: 'stdout' | 'stderr', text: string) => {
          if (ended) return;
          const seen = spec.tty ? text.replaceAll('\n', '\r\n') : text;
          output(spec.tty ? 'stdout' : stream, new TextEncoder().encode(seen));
        };
        const process: ContainerProcess = {
          pid,
          hostPid,
          exited,
          onOutput(listener) {
            output = listener;
          },
          write: (bytes) => input(new TextDecoder().decode(bytes)),
          end: () => inputEnd(),
          kill(signal) {
            if (signal === 'SIGSTOP' || signal === 'SIGCONT') return;
            if (signal !== 'SIGKILL' && onSignal) return onSignal(signal);
            end({ exitCode: 128 + (numbers[signal] ?? 0), signal });
          },
          resize: ({ rows, columns }) => write('stdout', `${columns}x${rows}\n`),
        };
        running.set(pid, { process, spec });
        // Programs begin once the one who started them can listen.
        queueMicrotask(() =>
          program({
            spec,
            print: (text) => write('stdout', text),
            printError: (text) => write('stderr', text),
            exit: (exitCode) => end({ exitCode }),
            onInput(listener) {
              input = listener;
              if (typed) listener(typed);
            },
            onInputEnd(listener) {
              inputEnd = listener;
              if (inputOver) listener();
            },
            onSignal(listener) {
              onSignal = listener;
            },
            after: (ms, then) => void clock.setTimeout(() => !ended && then(), ms),
          }),
        );
        return process;
      };
      return {
        start,
        exec: start,
        processes: () =>
          [...running].map(([pid, { process, spec }]) => ({
            pid,
            hostPid: process.hostPid,
            ppid: 0,
            user: 'root',
            argv: spec.argv,
            startedAtMs: clock.now(),
          })),
        freeze() {},
        thaw() {},
        close() {
          for (const { process } of running.values()) process.kill('SIGKILL');
        },
      };
    },
  };
}
