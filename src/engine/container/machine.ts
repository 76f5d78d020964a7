import { type ActorRefFrom, assign, fromPromise, raise, sendTo, setup } from 'xstate';
import type { ExitStatus, SignalName } from '../../kernel/types.ts';
import type { RestartPolicy } from './host-config.ts';
import { nextWait, wantsRestart } from './restart.ts';

/** What a container's life asks of the world around it. Each is told the container's id. */
export interface ContainerEffects {
  /** Builds mount, network and namespaces, and starts PID 1. Rejects when it cannot: nothing is left behind then. */
  readonly bringUp: (id: string) => Promise<void>;
  /** Resolves when PID 1 has ended. */
  readonly ended: (id: string) => Promise<ExitStatus>;
  /** Takes down what `bringUp` built. */
  readonly tearDown: (id: string) => Promise<void>;
  /** Removes the writable layer and all else that is kept of it. */
  readonly dispose: (id: string) => Promise<void>;
  readonly signal: (id: string, signal: SignalName) => void;
  readonly freeze: (id: string) => void;
  readonly thaw: (id: string) => void;
  /** The container runs. */
  readonly started: (id: string) => void;
  /** It could not be started. */
  readonly refused: (id: string, error: unknown) => void;
  /** It has ended. With `restarting`, it is to start again after a while. */
  readonly stopped: (id: string, exit: ExitStatus, restarts: number, restarting: boolean) => void;
  /** No restart follows any more. */
  readonly settled: (id: string) => void;
  readonly removed: (id: string) => void;
  readonly removalFailed: (id: string, error: unknown) => void;
}

export interface ContainerInput {
  readonly id: string;
  readonly restartPolicy: RestartPolicy;
  readonly autoRemove: boolean;
}

export type ContainerEvent =
  | { readonly type: 'start' }
  | { readonly type: 'pause' }
  | { readonly type: 'unpause' }
  /** The signal first; SIGKILL when `timeoutMs` have passed. */
  | { readonly type: 'stop'; readonly signal: SignalName; readonly timeoutMs: number }
  /** `final` says that no restart is to follow. */
  | { readonly type: 'kill'; readonly signal: SignalName; readonly final: boolean }
  | { readonly type: 'remove' }
  /** From now on. */
  | { readonly type: 'policy'; readonly restartPolicy: RestartPolicy }
  | { readonly type: 'auto-remove'; readonly enabled: boolean }
  | { readonly type: 'ended'; readonly exit: ExitStatus; readonly ranForMs: number };

interface ContainerContext extends ContainerInput {
  readonly everRan: boolean;
  readonly exit: ExitStatus;
  readonly restarts: number;
  readonly waitMs: number;
  /** Someone stopped or killed it: the restart policy does not apply. */
  readonly final: boolean;
  readonly stop: { readonly signal: SignalName; readonly timeoutMs: number };
}

const notYet: ExitStatus = { exitCode: 0 };
const errorOf = ({ event }: { event: { error: unknown } }) => event.error;

/** The life of a container. It runs in `running`, `paused`, `stopping` and `killing`. */
export function createContainerMachine(effects: ContainerEffects, nowMs: () => number) {
  return setup({
    types: { context: {} as ContainerContext, events: {} as ContainerEvent, input: {} as ContainerInput },
    actors: {
      bringUp: fromPromise<void, { id: string }>(({ input }) => effects.bringUp(input.id)),
      tearDown: fromPromise<void, { id: string }>(({ input }) => effects.tearDown(input.id)),
      dispose: fromPromise<void, { id: string }>(({ input }) => effects.dispose(input.id)),
    },
    actions: {
      /** Waits for PID 1 over all states in which it lives. */
      watch: ({ context: { id }, self }) => {
        const since = nowMs();
        void effects.ended(id).then((exit) => self.send({ type: 'ended', exit, ranForMs: nowMs() - since }));
      },
      begin: assign({ restarts: 0, waitMs: 0, final: false }),
      started: ({ context }) => effects.started(context.id),
      refused: ({ context }, error: unknown) => effects.refused(context.id, error),
      signal: ({ context }, signal: SignalName) => effects.signal(context.id, signal),
      freeze: ({ context }) => effects.freeze(context.id),
      thaw: ({ context }) => effects.thaw(context.id),
      // As an event of its own: the signal comes before it.
      thawNext: raise({ type: 'unpause' }),
      noRestart: assign(({ context }, final: boolean) => ({ final: context.final || final })),
      setStop: assign((_, stop: ContainerContext['stop']) => ({ stop, final: true })),
      setExit: assign(({ context }, { exit, ranForMs }: { exit: ExitStatus; ranForMs: number }) => ({
        exit,
        waitMs: nextWait(context.waitMs, ranForMs),
      })),
      countRestart: assign({ restarts: ({ context }) => context.restarts + 1 }),
      stopped: ({ context }, restarting: boolean) => effects.stopped(context.id, context.exit, context.restarts, restarting),
      settled: ({ context }) => effects.settled(context.id),
      removed: ({ context }) => effects.removed(context.id),
      removalFailed: ({ context }, error: unknown) => effects.removalFailed(context.id, error),
      // As an event of its own, so that it is seen to have exited before it goes.
      removeSelf: sendTo(({ self }) => self, { type: 'remove' }),
    },
    guards: {
      everRan: ({ context }) => context.everRan,
      autoRemove: ({ context }) => context.autoRemove,
      restarts: ({ context }) => !context.final && wantsRestart(context.restartPolicy, context.exit.exitCode, context.restarts),
    },
    delays: {
      stopTimeout: ({ context }) => context.stop.timeoutMs,
      restartWait: ({ context }) => context.waitMs,
    },
  }).createMachine({
    id: 'container',
    context: ({ input }) => ({
      ...input,
      everRan: false,
      exit: notYet,
      restarts: 0,
      waitMs: 0,
      final: false,
      stop: { signal: 'SIGTERM', timeoutMs: 0 },
    }),
    on: {
      policy: { actions: assign({ restartPolicy: ({ event }) => event.restartPolicy }) },
      'auto-remove': { actions: assign({ autoRemove: ({ event }) => event.enabled }) },
    },
    initial: 'created',
    states: {
      created: { on: { start: { target: 'starting', actions: 'begin' }, remove: 'removing' } },
      starting: {
        invoke: {
          src: 'bringUp',
          input: ({ context }) => ({ id: context.id }),
          onDone: { target: 'running', actions: [assign({ everRan: true }), 'watch', 'started'] },
          onError: [
            {
              guard: 'autoRemove',
              target: 'removing',
              actions: { type: 'refused', params: errorOf },
            },
            { guard: 'everRan', target: 'exited', actions: [{ type: 'refused', params: errorOf }, 'settled'] },
            { target: 'created', actions: [{ type: 'refused', params: errorOf }, 'settled'] },
          ],
        },
      },
      running: {
        on: {
          pause: { target: 'paused', actions: 'freeze' },
          stop: { target: 'stopping', actions: { type: 'setStop', params: ({ event }) => event } },
          kill: {
            actions: [
              { type: 'noRestart', params: ({ event }) => event.final },
              { type: 'signal', params: ({ event }) => event.signal },
            ],
          },
          ended: { target: 'dying', actions: { type: 'setExit', params: ({ event }) => event } },
        },
      },
      paused: {
        on: {
          unpause: { target: 'running', actions: 'thaw' },
          // What is frozen sees a signal only when it thaws, which either does (moby daemon/kill.go).
          stop: { target: 'stopping', actions: [{ type: 'setStop', params: ({ event }) => event }, 'thawNext'] },
          kill: {
            target: 'running',
            actions: [
              { type: 'noRestart', params: ({ event }) => event.final },
              { type: 'signal', params: ({ event }) => event.signal },
              'thaw',
            ],
          },
          ended: { target: 'dying', actions: { type: 'setExit', params: ({ event }) => event } },
        },
      },
      stopping: {
        entry: { type: 'signal', params: ({ context }) => context.stop.signal },
        after: { stopTimeout: 'killing' },
        on: {
          unpause: { actions: 'thaw' },
          stop: { target: 'stopping', reenter: true, actions: { type: 'setStop', params: ({ event }) => event } },
          kill: { actions: { type: 'signal', params: ({ event }) => event.signal } },
          ended: { target: 'dying', actions: { type: 'setExit', params: ({ event }) => event } },
        },
      },
      killing: {
        entry: { type: 'signal', params: 'SIGKILL' },
        on: {
          kill: { actions: { type: 'signal', params: ({ event }) => event.signal } },
          ended: { target: 'dying', actions: { type: 'setExit', params: ({ event }) => event } },
        },
      },
      dying: {
        invoke: {
          src: 'tearDown',
          input: ({ context }) => ({ id: context.id }),
          onDone: [
            { guard: 'restarts', target: 'restarting', actions: ['countRestart', { type: 'stopped', params: true }] },
            { guard: 'autoRemove', target: 'exited', actions: [{ type: 'stopped', params: false }, 'removeSelf'] },
            { target: 'exited', actions: { type: 'stopped', params: false } },
          ],
        },
      },
      restarting: {
        after: { restartWait: 'starting' },
        on: {
          stop: { target: 'exited', actions: 'settled' },
          kill: { target: 'exited', actions: 'settled' },
        },
      },
      exited: {
        on: { start: { target: 'starting', actions: 'begin' }, remove: 'removing' },
      },
      removing: {
        invoke: {
          src: 'dispose',
          input: ({ context }) => ({ id: context.id }),
          onDone: { target: 'removed', actions: 'removed' },
          onError: { target: 'dead', actions: { type: 'removalFailed', params: errorOf } },
        },
      },
      dead: { on: { remove: 'removing' } },
      removed: { type: 'final' },
    },
  });
}

export type ContainerActor = ActorRefFrom<ReturnType<typeof createContainerMachine>>;
