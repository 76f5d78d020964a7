import { ExecError } from '../../kernel/types.ts';
import { ApiError } from '../api/route.ts';
import type { EngineContext } from '../context.ts';
import type { Images } from '../image/images.ts';
import type { Networks } from '../network/networks.ts';
import { type Container, labelsOf } from './container.ts';
import { limitsOf } from './limits.ts';
import type { ContainerEffects } from './machine.ts';
import { createOutcomes } from './outcomes.ts';
import { processSpec } from './process-spec.ts';
import { sandboxNetwork } from './sandbox-network.ts';
import { signalNumber } from './signals.ts';
import { createPrefix, type StartFailure, startFailure } from './start-error.ts';
import type { ContainerStore } from './store.ts';
import { makeWorkingDirectory } from './working-directory.ts';

/** What the engine's own steps take on a real machine, in milliseconds, measured with Docker 28.5. */
const cost = { create: 15, mount: 10, network: 60, task: 70, cleanup: 70, remove: 5 };

/** A container's life as it touches the rest of the engine: what its machine's effects do. */
export interface Lifecycle {
  readonly effects: ContainerEffects;
  /** Resolves when the container runs; rejects with a `StartFailure`. */
  start(container: Container): Promise<void>;
  /** The outcome of the start that is under way. */
  outcome(container: Container): Promise<void>;
  /** Tells `GET /events`. */
  publish(container: Container, action: string, more?: Record<string, string>): void;
  readonly createCostMs: number;
}

export function createLifecycle(context: EngineContext, store: ContainerStore, images: Images, networks: Networks): Lifecycle {
  const { kernel, trace, events, delay, nowMs } = context;
  const outcomes = createOutcomes();

  const publish: Lifecycle['publish'] = (container, action, more = {}) =>
    events.publish('container', action, container.id, {
      ...labelsOf(container),
      image: container.config.Image,
      name: container.name,
      ...more,
    });

  const publishNetwork = ({ id, endpoint }: Container, action: string) => {
    const { network } = endpoint!;
    events.publish('network', action, network.id, { container: id, name: network.name, type: network.driver });
  };

  /** Another container's network namespace cannot be joined here. @throws ApiError */
  function refuseShared({ hostConfig: { NetworkMode } }: Container): void {
    if (!NetworkMode.startsWith('container:')) return;
    const reference = NetworkMode.slice('container:'.length);
    if (!store.find(reference)) throw new ApiError(500, `joining network namespace of container: No such container: ${reference}`);
    throw new ApiError(501, 'joining network namespace of container: not simulated');
  }

  /** Takes down what was built, however far that got. */
  function release(container: Container, seen: boolean): void {
    container.sandbox?.close();
    container.sandbox = undefined;
    container.process = undefined;
    container.state.pid = 0;
    if (!container.endpoint) return;
    networks.leave(container.id, container.endpoint);
    if (seen) publishNetwork(container, 'disconnect');
    container.endpoint = undefined;
  }

  const effects: ContainerEffects = {
    async bringUp(id) {
      const container = store.byId(id);
      const { state } = container;
      const before = { networkId: state.networkId, hasLog: state.hasLog };
      let seen = false;
      try {
        await delay(cost.mount);
        state.hasFiles = true;
        state.hasLog = true;
        state.networkId = networks.find(container.hostConfig.NetworkMode)?.id ?? '';
        refuseShared(container);
        container.endpoint = networks.join({ ...container, name: () => container.name });
        await delay(cost.network);
        makeWorkingDirectory(container, nowMs());
        container.sandbox = kernel.createSandbox({
          id,
          hostname: container.config.Hostname,
          layers: container.image.layers.map(({ tree }) => tree),
          layerNames: container.image.layers.map(({ chainId }) => chainId),
          upper: container.upper,
          upperName: container.layerId,
          readOnly: container.hostConfig.ReadonlyRootfs,
          limits: () => limitsOf(container.hostConfig),
          network: sandboxNetwork(container.endpoint),
          ...(container.cause ? { span: container.cause } : {}),
        });
        await delay(cost.task);
        seen = true;
        const process = container.sandbox.start(processSpec(container));
        process.onOutput((stream, bytes) => {
          container.log.append(stream, bytes);
          container.streams.output(stream, bytes);
        });
        container.process = process;
        state.pid = process.hostPid;
        container.streams.connect(process);
      } catch (error) {
        const failure = startFailure(error, createPrefix);
        // Who the user is, the daemon looks up before there is a log or a network.
        const early = error instanceof ExecError && error.code === 'ENOUSER';
        if (seen) state.networkId = before.networkId;
        if (early) state.hasLog = before.hasLog;
        release(container, seen && !early);
        container.streams.end();
        throw failure;
      }
      publishNetwork(container, 'connect');
    },
    ended: (id) => store.byId(id).process!.exited,
    async tearDown(id) {
      const container = store.byId(id);
      container.log.close();
      container.streams.end();
      await delay(cost.cleanup);
      release(container, true);
    },
    async dispose() {
      await delay(cost.remove);
    },
    signal(id, signal) {
      const container = store.byId(id);
      container.process?.kill(signal);
      publish(container, 'kill', { signal: String(signalNumber(signal)) });
    },
    freeze(id) {
      const container = store.byId(id);
      container.sandbox?.freeze();
      publish(container, 'pause');
    },
    thaw(id) {
      const container = store.byId(id);
      container.sandbox?.thaw();
      publish(container, 'unpause');
    },
    started(id) {
      const container = store.byId(id);
      const { state } = container;
      state.startedMs = nowMs();
      state.exitCode = 0;
      state.error = '';
      state.oomKilled = false;
      publish(container, 'start');
      outcomes.settle(id);
    },
    refused(id, error) {
      const failure = error as StartFailure;
      const { state } = store.byId(id);
      state.exitCode = failure.exitCode;
      state.error = failure.message;
      outcomes.fail(id, failure);
    },
    stopped(id, exit, restarts, restarting) {
      const container = store.byId(id);
      const { state } = container;
      state.exitCode = exit.exitCode;
      state.oomKilled = exit.oomKilled ?? false;
      state.finishedMs = nowMs();
      state.restarts = restarts;
      // Whoever waits hears of it before the event is out: `stop` puts its own event before `die`.
      container.waiters.stopped();
      const execDuration = String(Math.floor((state.finishedMs - state.startedMs!) / 1000));
      publish(container, 'die', { exitCode: String(exit.exitCode), execDuration });
      if (!restarting) outcomes.settle(id);
    },
    settled(id) {
      store.byId(id).waiters.stopped();
      outcomes.settle(id);
    },
    removed(id) {
      const container = store.byId(id);
      store.delete(container);
      images.release(container.image.id, id);
      publish(container, 'destroy');
      trace.emit({ type: 'container.removed', actor: 'engine', container: id });
      container.log.close();
      container.streams.end();
      container.waiters.removed();
      outcomes.settle(id);
    },
    removalFailed(id) {
      store.byId(id).waiters.stopped();
    },
  };

  return {
    effects,
    publish,
    outcome: ({ id }) => outcomes.wait(id),
    createCostMs: cost.create,
    start(container) {
      container.state.restarts = 0;
      const result = outcomes.wait(container.id);
      container.actor.send({ type: 'start' });
      return result;
    },
  };
}
