import { type ActorRefFrom, assign, fromPromise, setup } from 'xstate';
import type { ExitStatus } from '../../kernel/types.ts';

/** What an exec asks of the world around it. Each is told its id. */
export interface ExecEffects {
  /** Starts the process. Rejects when it cannot. */
  readonly launch: (id: string) => Promise<void>;
  readonly ended: (id: string) => Promise<ExitStatus>;
  readonly started: (id: string) => void;
  readonly refused: (id: string, error: unknown) => void;
  readonly exited: (id: string, exit: ExitStatus) => void;
}

const errorOf = ({ event }: { event: { error: unknown } }) => event.error;

/** The life of a further process in a container. It runs once. */
export function createExecMachine(effects: ExecEffects) {
  return setup({
    types: {
      context: {} as { readonly id: string; readonly exit?: ExitStatus },
      events: {} as { type: 'start' },
      input: {} as { readonly id: string },
    },
    actors: {
      launch: fromPromise<void, string>(({ input }) => effects.launch(input)),
      watch: fromPromise<ExitStatus, string>(({ input }) => effects.ended(input)),
    },
    actions: {
      started: ({ context }) => effects.started(context.id),
      refused: ({ context }, error: unknown) => effects.refused(context.id, error),
      exited: ({ context }, exit: ExitStatus) => effects.exited(context.id, exit),
    },
  }).createMachine({
    id: 'exec',
    context: ({ input }) => ({ id: input.id }),
    initial: 'created',
    states: {
      created: { on: { start: 'starting' } },
      starting: {
        invoke: {
          src: 'launch',
          input: ({ context }) => context.id,
          onDone: { target: 'running', actions: 'started' },
          onError: { target: 'failed', actions: { type: 'refused', params: errorOf } },
        },
      },
      running: {
        invoke: {
          src: 'watch',
          input: ({ context }) => context.id,
          onDone: {
            target: 'exited',
            actions: [assign({ exit: ({ event }) => event.output }), { type: 'exited', params: ({ event }) => event.output }],
          },
        },
      },
      exited: { type: 'final' },
      failed: { type: 'final' },
    },
  });
}

export type ExecActor = ActorRefFrom<ReturnType<typeof createExecMachine>>;
