import { assign, setup } from 'xstate';
import { isNotFound } from '../api/errors.ts';
import { HelpRequested } from '../cli/status-error.ts';
import type { Attachment, Ending } from './attachment.ts';
import { pullable, type Wanted } from './create-container.ts';
import { notProvided } from './not-provided.ts';

/** What a command that makes a container is told to do. */
export interface Plan extends Wanted {
  /** `create` ends when the container is there. */
  readonly start: boolean;
  readonly attached: boolean;
  readonly autoRemove: boolean;
}

export interface ContainerContext {
  readonly plan: Plan | undefined;
  readonly parsed: unknown;
  readonly pulled: boolean;
  readonly container: string;
  readonly attachment: Attachment | undefined;
  readonly status: Promise<number> | undefined;
  readonly exitCode: number;
  readonly error: unknown;
}

const failed = { target: 'failed', actions: 'keepError' } as const;

/**
 * `docker run` and `docker create`. It is this machine, on the client's side, that answers a 404 with
 * a pull and then asks again; the engine knows nothing of it.
 */
export const containerMachine = setup({
  types: { context: {} as ContainerContext },
  actors: {
    parse: notProvided<unknown>(),
    negotiate: notProvided<unknown>(),
    describe: notProvided<Plan, { parsed: unknown }>(),
    pull: notProvided<unknown, { plan: Plan }>(),
    create: notProvided<string, { plan: Plan }>(),
    attach: notProvided<Attachment, { plan: Plan; container: string }>(),
    wait: notProvided<{ status: Promise<number> }, { plan: Plan; container: string }>(),
    start: notProvided<unknown, { container: string }>(),
    resize: notProvided<unknown, { plan: Plan; container: string }>(),
    stream: notProvided<Ending, { attachment: Attachment }>(),
    exit: notProvided<number, { status: Promise<number> }>(),
  },
  actions: {
    keepError: assign({ error: ({ event }) => (event as { error?: unknown }).error }),
    sayMissing: (_, _params: { plan: Plan }) => {},
    sayCreated: (_, _params: { container: string }) => {},
    letGo: ({ context }) => context.attachment?.close(),
  },
  guards: {
    isHelp: ({ event }) => (event as { error?: unknown }).error instanceof HelpRequested,
    isMissing: ({ context, event }) =>
      isNotFound((event as { error?: unknown }).error) &&
      !context.pulled &&
      context.plan?.pull === 'missing' &&
      pullable(context.plan.config.Image) !== undefined,
    pullsAlways: (_, { plan }: { plan: Plan }) => plan.pull === 'always',
    isCreateOnly: ({ context }) => context.plan?.start === false,
    isAttached: ({ context }) => context.plan?.attached === true,
    isRemoved: ({ context }) => context.plan?.autoRemove === true,
    isDetached: (_, { ending }: { ending: Ending }) => ending === 'detached',
  },
}).createMachine({
  id: 'command',
  context: {
    plan: undefined,
    parsed: undefined,
    pulled: false,
    container: '',
    attachment: undefined,
    status: undefined,
    exitCode: 0,
    error: undefined,
  },
  initial: 'parsing',
  states: {
    parsing: {
      invoke: {
        src: 'parse',
        onDone: { target: 'negotiating', actions: assign({ parsed: ({ event }) => event.output }) },
        onError: [{ ...failed, guard: 'isHelp', target: 'helping' }, failed],
      },
    },
    negotiating: { invoke: { src: 'negotiate', onDone: 'describing', onError: failed } },
    describing: {
      invoke: {
        src: 'describe',
        input: ({ context }) => ({ parsed: context.parsed }),
        onDone: [
          {
            guard: { type: 'pullsAlways', params: ({ event }) => ({ plan: event.output }) },
            target: 'pulling',
            actions: assign({ plan: ({ event }) => event.output }),
          },
          { target: 'creating', actions: assign({ plan: ({ event }) => event.output }) },
        ],
        onError: failed,
      },
    },
    pulling: {
      invoke: {
        src: 'pull',
        input: ({ context }) => ({ plan: context.plan as Plan }),
        onDone: { target: 'creating', actions: assign({ pulled: true }) },
        onError: failed,
      },
    },
    creating: {
      invoke: {
        src: 'create',
        input: ({ context }) => ({ plan: context.plan as Plan }),
        onDone: { target: 'created', actions: assign({ container: ({ event }) => event.output }) },
        onError: [
          {
            guard: 'isMissing',
            target: 'pulling',
            actions: { type: 'sayMissing', params: ({ context }) => ({ plan: context.plan as Plan }) },
          },
          failed,
        ],
      },
    },
    created: {
      always: [
        { guard: 'isAttached', target: 'attaching' },
        {
          guard: 'isCreateOnly',
          target: 'done',
          actions: { type: 'sayCreated', params: ({ context }) => ({ container: context.container }) },
        },
        { target: 'waiting', actions: { type: 'sayCreated', params: ({ context }) => ({ container: context.container }) } },
      ],
    },
    attaching: {
      invoke: {
        src: 'attach',
        input: ({ context }) => ({ plan: context.plan as Plan, container: context.container }),
        onDone: { target: 'waiting', actions: assign({ attachment: ({ event }) => event.output }) },
        onError: failed,
      },
    },
    waiting: {
      invoke: {
        src: 'wait',
        input: ({ context }) => ({ plan: context.plan as Plan, container: context.container }),
        onDone: { target: 'starting', actions: assign({ status: ({ event }) => event.output.status }) },
        onError: failed,
      },
    },
    starting: {
      invoke: {
        src: 'start',
        input: ({ context }) => ({ container: context.container }),
        onDone: [{ guard: 'isAttached', target: 'running' }, 'done'],
        onError: [
          { ...failed, guard: 'isRemoved', target: 'removing' },
          { ...failed, actions: ['keepError', 'letGo'] },
        ],
      },
    },
    running: {
      initial: 'resizing',
      states: {
        resizing: {
          invoke: {
            src: 'resize',
            input: ({ context }) => ({ plan: context.plan as Plan, container: context.container }),
            onDone: 'streaming',
            onError: 'streaming',
          },
        },
        streaming: {
          invoke: {
            src: 'stream',
            input: ({ context }) => ({ attachment: context.attachment as Attachment }),
            onDone: [
              { guard: { type: 'isDetached', params: ({ event }) => ({ ending: event.output }) }, target: '#command.done' },
              'ending',
            ],
            onError: { ...failed, target: '#command.failed' },
          },
        },
        ending: {
          invoke: {
            src: 'exit',
            input: ({ context }) => ({ status: context.status as Promise<number> }),
            onDone: { target: '#command.done', actions: assign({ exitCode: ({ event }) => event.output }) },
            onError: { ...failed, target: '#command.failed' },
          },
        },
      },
    },
    /** The start failed, and the engine is taking the container away. */
    removing: {
      entry: 'letGo',
      invoke: {
        src: 'exit',
        input: ({ context }) => ({ status: context.status as Promise<number> }),
        onDone: 'failed',
        onError: 'failed',
      },
    },
    helping: { type: 'final' },
    failed: { type: 'final' },
    done: { type: 'final' },
  },
});
