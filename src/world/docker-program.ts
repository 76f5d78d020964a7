import { docker } from '../client/docker.ts';
import type { ClientHost, HostSignal } from '../client/host.ts';
import type { Clock } from '../core/clock.ts';
import { concat, type Transport, wireRequest } from '../core/http.ts';
import type { Input, Output } from '../core/stdio.ts';
import { causedBy, causeOf } from '../core/trace/cause.ts';
import type { Program, Sys } from '../kernel/process/sys.ts';

const SIGNALS: readonly HostSignal[] = ['SIGINT', 'SIGTERM', 'SIGWINCH'];
export const DOCKER_HOST = 'unix:///var/run/docker.sock';

/**
 * The docker command line as a program of the learner's machine, whose engine answers at `transport`.
 * `span` is what causes it: the line that was typed.
 */
export function dockerProgram(transport: Transport, clock: Clock, span: () => string | undefined): Program {
  return async (sys) => {
    const [stdout, stderr] = [new Written(sys, 1), new Written(sys, 2)];
    const ended = new AbortController();
    try {
      const status = await docker(sys.argv.slice(1), hostOf(sys, until(ended.signal, transport), clock, span(), stdout, stderr));
      await stdout.flushed();
      await stderr.flushed();
      return status;
    } finally {
      ended.abort(new Error('the docker program has ended'));
    }
  };
}

/** A process takes its connections with it when it ends: what it still waited for is broken off. */
const until =
  (signal: AbortSignal, transport: Transport): Transport =>
  (request) => {
    const { url, method, headers, body } = request;
    return transport(causedBy(wireRequest(url, { method, headers, signal, ...(body ? { body } : {}) }), causeOf(request)));
  };

function hostOf(sys: Sys, transport: Transport, clock: Clock, span: string | undefined, stdout: Output, stderr: Output): ClientHost {
  return {
    transport,
    clock,
    trace: sys.trace,
    ...(span === undefined ? {} : { span }),
    stdin: inputOf(sys, 0),
    stdout,
    stderr,
    size: () => sys.size(1) ?? { columns: 0, rows: 0 },
    setRaw: (on) => sys.setRaw(0, on),
    onSignal(listener) {
      for (const signal of SIGNALS) sys.trap(signal, () => listener(signal));
      return () => {
        for (const signal of SIGNALS) sys.trap(signal, 'default');
      };
    },
    env: sys.env,
    readFile: (path) => readWhole(sys, path),
    async writeFile(path, bytes) {
      const fd = sys.open(path, { write: true, create: true, truncate: true });
      await sys.write(fd, bytes);
      sys.close(fd);
    },
    nowMs: () => sys.now(),
    dockerHost: sys.env.DOCKER_HOST || DOCKER_HOST,
  };
}

function inputOf(sys: Sys, fd: number): Input {
  return {
    isTerminal: sys.isTerminal(fd),
    async read() {
      const bytes = await sys.read(fd);
      return bytes.length ? bytes : null;
    },
  };
}

/** Writes are taken at once and carried out in order. A reader that has gone ends this program, as SIGPIPE does. */
class Written implements Output {
  #last: Promise<void> = Promise.resolve();
  readonly isTerminal: boolean;

  constructor(
    private readonly sys: Sys,
    private readonly fd: number,
  ) {
    this.isTerminal = sys.isTerminal(fd);
  }

  write(data: string | Uint8Array): void {
    this.#last = this.#last.then(() => this.sys.write(this.fd, data));
    this.#last.catch(() => {});
  }

  /** Resolves when all has been written. */
  flushed(): Promise<void> {
    return this.#last;
  }
}

async function readWhole(sys: Sys, path: string): Promise<Uint8Array> {
  let fd: number;
  try {
    fd = sys.open(path);
  } catch (error) {
    throw new Error(`open ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parts: Uint8Array[] = [];
  for (let chunk = await sys.read(fd); chunk.length; chunk = await sys.read(fd)) parts.push(chunk);
  sys.close(fd);
  return concat(parts);
}
