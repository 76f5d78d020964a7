import { type Interpreted, interpret } from '../../core/statechart.ts';
import { ApiError } from '../api/route.ts';
import { type Container, hasProcess, statusOf } from '../container/container.ts';
import { parseDetachKeys } from '../container/detach-keys.ts';
import type { Lifecycle } from '../container/lifecycle.ts';
import { environmentOf } from '../container/process-spec.ts';
import { execPrefix, type StartFailure, startFailure } from '../container/start-error.ts';
import { createStreams } from '../container/streams.ts';
import type { EngineContext } from '../context.ts';
import type { Exec, ExecRequest } from './exec.ts';
import { createExecMachine } from './machine.ts';
import { requireUser } from './user.ts';

/** What containerd and runc take to start a process in a container, in milliseconds. */
const LAUNCH_MS = 35;

/**
 * How often the daemon looks for execs that are over. One that it finds is marked, and gone the next
 * time (moby daemon/exec.go, "execCommandGC").
 */
const COLLECTED_EVERY_MS = 5 * 60_000;

/** Further processes in containers. */
export interface Execs {
  /** @throws ApiError */
  create(container: Container, reference: string, request: ExecRequest, cause: string | undefined): Exec;
  /** @throws ApiError 404 */
  get(id: string): Exec;
  /** Resolves when it runs. Rejects with a `StartFailure`. */
  start(exec: Exec, cause: string | undefined): Promise<void>;
}

export function createExecs(context: EngineContext, lifecycle: Lifecycle): Execs {
  const random = context.random.fork('exec');
  const execs = new Map<string, Exec>();
  let rounds = 0;
  const outcomes = new Map<string, (failure: StartFailure | undefined) => void>();

  const publish = ({ id, container, command }: Exec, action: string, more: Record<string, string> = {}) => {
    const told = action === 'exec_die' ? action : `${action}: ${command[0]} ${command.slice(1).join(' ')}`;
    lifecycle.publish(container, told, { execID: id, ...more });
  };

  const machine = createExecMachine({
    async launch(id) {
      const exec = execs.get(id)!;
      const { container, request, command, state, streams } = exec;
      publish(exec, 'exec_start');
      await context.delay(LAUNCH_MS);
      try {
        if (!container.sandbox) throw new ApiError(409, `container ${container.id} is not running`);
        const process = container.sandbox.exec({
          argv: command,
          env: environmentOf(container, request.Tty, request.Env ?? []),
          cwd: request.WorkingDir || container.config.WorkingDir || '/',
          user: request.User || container.config.User,
          tty: request.Tty,
          stdin: request.AttachStdin,
          ...(state.size ? { size: state.size } : {}),
          ...(exec.cause ? { span: exec.cause } : {}),
        });
        process.onOutput((stream, bytes) => streams.output(stream, bytes));
        exec.process = process;
        state.pid = process.hostPid;
        container.execs.set(id, process);
        streams.connect(process);
      } catch (error) {
        throw startFailure(error, execPrefix);
      }
    },
    ended: (id) => execs.get(id)!.process!.exited,
    started: (id) => settle(id, undefined),
    refused(id, error) {
      const exec = execs.get(id)!;
      const failure = error as StartFailure;
      exec.state.exitCode = failure.exitCode;
      exec.state.endedAtMs = context.clock.now();
      // The one who attached says in the stream what went wrong, and ends it.
      settle(id, failure);
    },
    exited(id, { exitCode }) {
      const exec = execs.get(id)!;
      exec.state.exitCode = exitCode;
      exec.state.endedAtMs = context.clock.now();
      exec.container.execs.delete(id);
      publish(exec, 'exec_die', { exitCode: String(exitCode) });
      exec.streams.end();
    },
  });

  const roundsUntil = (ms: number) => Math.floor(ms / COLLECTED_EVERY_MS);

  /** Does what the daemon's rounds would have done by now; an engine that nobody asks need not wake for them. */
  function collect(): void {
    const now = roundsUntil(context.clock.now());
    if (now === rounds) return;
    rounds = now;
    for (const { id, state, forget } of execs.values()) {
      if (state.endedAtMs === undefined || now < roundsUntil(state.endedAtMs) + 2) continue;
      execs.delete(id);
      forget();
    }
  }

  function settle(id: string, failure: StartFailure | undefined): void {
    outcomes.get(id)?.(failure);
    outcomes.delete(id);
  }

  return {
    create(container, reference, request, cause) {
      const command = request.Cmd ?? [];
      const status = statusOf(container);
      if (status === 'paused') throw new ApiError(409, `Container ${reference} is paused, unpause the container before exec`);
      if (status === 'restarting') throw new ApiError(409, `Container ${container.id} is restarting, wait until the container is running`);
      if (!hasProcess(container)) throw new ApiError(409, `container ${container.id} is not running`);
      parseDetachKeys(request.DetachKeys, 500, 'escape');
      requireUser(container, request.User);
      const id = random.hex(64);
      const about: Interpreted = {
        clock: context.clock,
        trace: context.trace,
        actor: 'engine',
        machine: 'exec',
        id,
        get span() {
          return exec.cause;
        },
      };
      const actor = interpret(machine, about, { id });
      const streams = createStreams();
      const forget = container.waiters.wait('removed', () => execs.delete(id));
      const exec: Exec = { id, container, request, command, streams, actor, state: { pid: 0, exitCode: null }, cause, forget };
      collect();
      execs.set(id, exec);
      actor.start();
      publish(exec, 'exec_create');
      return exec;
    },
    get(id) {
      collect();
      const exec = execs.get(id);
      if (!exec) throw new ApiError(404, `No such exec instance: ${id}`);
      return exec;
    },
    start(exec, cause) {
      exec.cause = cause;
      return new Promise((resolve, reject) => {
        outcomes.set(exec.id, (failure) => (failure ? reject(failure) : resolve()));
        exec.actor.send({ type: 'start' });
      });
    },
  };
}
