import { assign, setup } from 'xstate';
import { HelpRequested } from '../cli/status-error.ts';
import type { Attachment, Ending } from './attachment.ts';
import { notProvided } from './not-provided.ts';

/** What `docker exec` is told to do. */
export interface ExecPlan {
  readonly container: string;
  readonly detach: boolean;
}

interface Context {
  readonly plan: ExecPlan | undefined;
  readonly exec: string;
  readonly attachment: Attachment | undefined;
  readonly exitCode: number;
  readonly error: unknown;
}

const failed = { target: 'failed', actions: 'keepError' } as const;

/** `docker exec`: look, create, then start with or without a connection, and ask how it ended. */
export const execMachine = setup({
  types: { context: {} as Context },
  actors: {
    parse: notProvided<ExecPlan>(),
    negotiate: notProvided<unknown>(),
    inspect: notProvided<unknown, { plan: ExecPlan }>(),
    create: notProvided<string, { plan: ExecPlan }>(),
    start: notProvided<unknown, { exec: string }>(),
    attach: notProvided<Attachment, { exec: string }>(),
    resize: notProvided<unknown, { exec: string }>(),
    stream: notProvided<Ending, { attachment: Attachment }>(),
    exitCode: notProvided<number, { exec: string }>(),
  },
  actions: {
    keepError: assign({ error: ({ event }) => (event as { error?: unknown }).error }),
    // The words are those of moby/term's EscapeError, which exec does not forgive.
    detachedIsAnError: assign({ error: () => new Error('read escape sequence') }),
  },
  guards: {
    isHelp: ({ event }) => (event as { error?: unknown }).error instanceof HelpRequested,
    detaches: ({ context }) => context.plan?.detach === true,
    isDetached: (_, { ending }: { ending: Ending }) => ending === 'detached',
  },
}).createMachine({
  id: 'command',
  context: { plan: undefined, exec: '', attachment: undefined, exitCode: 0, error: undefined },
  initial: 'parsing',
  states: {
    parsing: {
      invoke: {
        src: 'parse',
        onDone: { target: 'negotiating', actions: assign({ plan: ({ event }) => event.output }) },
        onError: [{ ...failed, guard: 'isHelp', target: 'helping' }, failed],
      },
    },
    negotiating: { invoke: { src: 'negotiate', onDone: 'inspecting', onError: failed } },
    /** So that a container that is not there is complained of before anything else. */
    inspecting: {
      invoke: { src: 'inspect', input: ({ context }) => ({ plan: context.plan as ExecPlan }), onDone: 'creating', onError: failed },
    },
    creating: {
      invoke: {
        src: 'create',
        input: ({ context }) => ({ plan: context.plan as ExecPlan }),
        onDone: [
          { guard: 'detaches', target: 'starting', actions: assign({ exec: ({ event }) => event.output }) },
          { target: 'attaching', actions: assign({ exec: ({ event }) => event.output }) },
        ],
        onError: failed,
      },
    },
    starting: { invoke: { src: 'start', input: ({ context }) => ({ exec: context.exec }), onDone: 'done', onError: failed } },
    attaching: {
      invoke: {
        src: 'attach',
        input: ({ context }) => ({ exec: context.exec }),
        onDone: { target: 'running', actions: assign({ attachment: ({ event }) => event.output }) },
        onError: failed,
      },
    },
    running: {
      initial: 'resizing',
      states: {
        resizing: {
          invoke: { src: 'resize', input: ({ context }) => ({ exec: context.exec }), onDone: 'streaming', onError: 'streaming' },
        },
        streaming: {
          invoke: {
            src: 'stream',
            input: ({ context }) => ({ attachment: context.attachment as Attachment }),
            onDone: [
              {
                guard: { type: 'isDetached', params: ({ event }) => ({ ending: event.output }) },
                target: '#command.failed',
                actions: 'detachedIsAnError',
              },
              '#command.ending',
            ],
            onError: { ...failed, target: '#command.failed' },
          },
        },
      },
    },
    ending: {
      invoke: {
        src: 'exitCode',
        input: ({ context }) => ({ exec: context.exec }),
        onDone: { target: 'done', actions: assign({ exitCode: ({ event }) => event.output }) },
        onError: failed,
      },
    },
    helping: { type: 'final' },
    failed: { type: 'final' },
    done: { type: 'final' },
  },
});
