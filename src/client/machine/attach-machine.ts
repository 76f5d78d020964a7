import { assign, setup } from 'xstate';
import { HelpRequested } from '../cli/status-error.ts';
import type { Attachment, Ending } from './attachment.ts';
import { notProvided } from './not-provided.ts';

/** A container as `GET /containers/{id}/json` describes it, as far as attaching needs to know. */
export interface Inspected {
  readonly Id: string;
  readonly Config: { readonly Tty: boolean; readonly OpenStdin: boolean };
  readonly HostConfig: { readonly AutoRemove: boolean };
  readonly State: { readonly Running: boolean; readonly Paused: boolean; readonly Restarting: boolean };
}

interface Context {
  /** `start` without `--attach` only asks; with it, it attaches first and then starts. */
  readonly mode: Mode;
  readonly found: Inspected | undefined;
  readonly attachment: Attachment | undefined;
  readonly status: Promise<number> | undefined;
  readonly exitCode: number;
  readonly error: unknown;
}

export type Mode = 'start' | 'start-attached' | 'attach';

const failed = { target: 'failed', actions: 'keepError' } as const;
const notLeft = { target: 'failed', actions: ['keepError', 'letGo'] } as const;

/** `docker attach`, and `docker start` in both its ways. */
export const attachMachine = setup({
  types: { context: {} as Context },
  actors: {
    parse: notProvided<Mode>(),
    negotiate: notProvided<unknown>(),
    startAll: notProvided<unknown>(),
    inspect: notProvided<Inspected>(),
    /** Waits from now on; `attach` asks for that before it looks. */
    wait: notProvided<{ status: Promise<number> }, { found: Inspected | undefined }>(),
    attach: notProvided<Attachment, { found: Inspected }>(),
    check: notProvided<unknown>(),
    start: notProvided<unknown, { found: Inspected }>(),
    resize: notProvided<unknown, { found: Inspected }>(),
    stream: notProvided<Ending, { attachment: Attachment }>(),
    exit: notProvided<number, { status: Promise<number> }>(),
  },
  actions: {
    keepError: assign({ error: ({ event }) => (event as { error?: unknown }).error }),
    detachedIsAnError: assign({ error: () => new Error('read escape sequence') }),
    letGo: ({ context }) => context.attachment?.close(),
  },
  guards: {
    isHelp: ({ event }) => (event as { error?: unknown }).error instanceof HelpRequested,
    isPlainStart: ({ context }) => context.mode === 'start',
    isAttach: ({ context }) => context.mode === 'attach',
    isRemoved: ({ context }) => context.found?.HostConfig.AutoRemove === true,
    isDetached: (_, { ending }: { ending: Ending }) => ending === 'detached',
    isDetachedAttach: ({ context }, { ending }: { ending: Ending }) => ending === 'detached' && context.mode === 'attach',
  },
}).createMachine({
  id: 'command',
  context: { mode: 'start', found: undefined, attachment: undefined, status: undefined, exitCode: 0, error: undefined },
  initial: 'parsing',
  states: {
    parsing: {
      invoke: {
        src: 'parse',
        onDone: { target: 'negotiating', actions: assign({ mode: ({ event }) => event.output }) },
        onError: [{ ...failed, guard: 'isHelp', target: 'helping' }, failed],
      },
    },
    negotiating: {
      invoke: {
        src: 'negotiate',
        onDone: [{ guard: 'isPlainStart', target: 'requesting' }, { guard: 'isAttach', target: 'waiting' }, 'inspecting'],
        onError: failed,
      },
    },
    requesting: { invoke: { src: 'startAll', onDone: 'done', onError: failed } },
    inspecting: {
      invoke: {
        src: 'inspect',
        onDone: { target: 'attaching', actions: assign({ found: ({ event }) => event.output }) },
        onError: failed,
      },
    },
    attaching: {
      invoke: {
        src: 'attach',
        input: ({ context }) => ({ found: context.found as Inspected }),
        onDone: [
          { guard: 'isAttach', target: 'checking', actions: assign({ attachment: ({ event }) => event.output }) },
          { target: 'waiting', actions: assign({ attachment: ({ event }) => event.output }) },
        ],
        onError: failed,
      },
    },
    waiting: {
      invoke: {
        src: 'wait',
        input: ({ context }) => ({ found: context.found }),
        onDone: [
          { guard: 'isAttach', target: 'inspecting', actions: assign({ status: ({ event }) => event.output.status }) },
          { target: 'starting', actions: assign({ status: ({ event }) => event.output.status }) },
        ],
        onError: notLeft,
      },
    },
    /** It may have stopped meanwhile, and then nothing would ever come. */
    checking: { invoke: { src: 'check', onDone: 'running', onError: notLeft } },
    starting: {
      invoke: {
        src: 'start',
        input: ({ context }) => ({ found: context.found as Inspected }),
        onDone: 'running',
        onError: [{ ...notLeft, guard: 'isRemoved', target: 'removing' }, notLeft],
      },
    },
    running: {
      initial: 'resizing',
      states: {
        resizing: {
          invoke: {
            src: 'resize',
            input: ({ context }) => ({ found: context.found as Inspected }),
            onDone: 'streaming',
            onError: 'streaming',
          },
        },
        streaming: {
          invoke: {
            src: 'stream',
            input: ({ context }) => ({ attachment: context.attachment as Attachment }),
            onDone: [
              {
                guard: { type: 'isDetachedAttach', params: ({ event }) => ({ ending: event.output }) },
                target: '#command.failed',
                actions: 'detachedIsAnError',
              },
              { guard: { type: 'isDetached', params: ({ event }) => ({ ending: event.output }) }, target: '#command.done' },
              '#command.ending',
            ],
            onError: { ...failed, target: '#command.failed' },
          },
        },
      },
    },
    ending: {
      invoke: {
        src: 'exit',
        input: ({ context }) => ({ status: context.status as Promise<number> }),
        onDone: { target: 'done', actions: assign({ exitCode: ({ event }) => event.output }) },
        onError: failed,
      },
    },
    removing: {
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
