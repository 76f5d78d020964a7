import { type Interpreted, interpret } from '../../core/statechart.ts';
import { FileTree } from '../../kernel/fs/tree.ts';
import type { EngineContext } from '../context.ts';
import type { Container } from './container.ts';
import { createLog } from './log.ts';
import type { createContainerMachine } from './machine.ts';
import { createStreams } from './streams.ts';
import { createWaiters } from './waiters.ts';

type Plan = Pick<Container, 'id' | 'name' | 'image' | 'config' | 'hostConfig' | 'mac' | 'layerId' | 'cause'> & {
  readonly command: readonly string[];
};

/** A container with nothing in it yet, and its machine, which is still to be started. */
export function buildContainer(context: EngineContext, machine: ReturnType<typeof createContainerMachine>, plan: Plan): Container {
  const { command, ...given } = plan;
  const [path = '', ...args] = command;
  const { RestartPolicy, AutoRemove } = plan.hostConfig;
  const about: Interpreted = {
    clock: context.clock,
    trace: context.trace,
    actor: 'engine',
    machine: 'container',
    id: plan.id,
    // What moves it now is not what made it.
    get span() {
      return container.cause;
    },
  };
  const container: Container = {
    ...given,
    createdMs: context.nowMs(),
    path,
    args,
    upper: new FileTree(),
    log: createLog(context.nowMs),
    streams: createStreams(),
    waiters: createWaiters(),
    actor: interpret(machine, about, { id: plan.id, restartPolicy: RestartPolicy, autoRemove: AutoRemove }),
    execs: new Map(),
    state: { pid: 0, exitCode: 0, error: '', oomKilled: false, restarts: 0, networkId: '', hasFiles: false, hasLog: false, dnsNames: null },
  };
  return container;
}
