import { assign, fromPromise, setup } from 'xstate';
import { interpret } from '../../core/statechart.ts';
import type { Invocation } from '../cli/invocation.ts';
import type { ParsedFlags } from '../cli/parse-flags.ts';
import { HelpRequested } from '../cli/status-error.ts';
import { notProvided } from './not-provided.ts';
import { settled } from './settled.ts';

/** The steps of a command that asks, and shows what it was told. */
export interface Steps<Input, Answer> {
  /** Reads the command line further; before anything is sent. @throws StatusError */
  readonly prepare: (parsed: ParsedFlags, invocation: Invocation) => Input | Promise<Input>;
  readonly request: (input: Input, invocation: Invocation) => Promise<Answer>;
  /** Settles on an API version; a command that can do without an engine does this in its own time. */
  readonly negotiate?: () => Promise<void>;
  /** Writes the answer down; gives the exit status if that is not 0. */
  readonly print?: (answer: Answer, input: Input, invocation: Invocation) => number | void | Promise<number | void>;
}

const requestMachine = setup({
  types: {
    context: {} as { input: unknown; answer: unknown; exitCode: number; error: unknown },
  },
  actors: {
    parse: notProvided<unknown>(),
    negotiate: notProvided<unknown>(),
    request: notProvided<unknown, { input: unknown }>(),
    print: notProvided<number, { input: unknown; answer: unknown }>(),
  },
  actions: { keepError: assign({ error: ({ event }) => (event as { error?: unknown }).error }) },
  guards: { isHelp: ({ event }) => (event as { error?: unknown }).error instanceof HelpRequested },
}).createMachine({
  id: 'command',
  context: { input: undefined, answer: undefined, exitCode: 0, error: undefined },
  initial: 'parsing',
  states: {
    parsing: {
      invoke: {
        src: 'parse',
        onDone: { target: 'negotiating', actions: assign({ input: ({ event }) => event.output }) },
        onError: [
          { guard: 'isHelp', target: 'helping', actions: 'keepError' },
          { target: 'failed', actions: 'keepError' },
        ],
      },
    },
    negotiating: {
      invoke: {
        src: 'negotiate',
        onDone: 'requesting',
        onError: { target: 'failed', actions: 'keepError' },
      },
    },
    requesting: {
      invoke: {
        src: 'request',
        input: ({ context }) => ({ input: context.input }),
        onDone: { target: 'printing', actions: assign({ answer: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: 'keepError' },
      },
    },
    printing: {
      invoke: {
        src: 'print',
        input: ({ context }) => ({ input: context.input, answer: context.answer }),
        onDone: { target: 'done', actions: assign({ exitCode: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: 'keepError' },
      },
    },
    helping: { type: 'final' },
    failed: { type: 'final' },
    done: { type: 'final' },
  },
});

/** Runs such a command. @throws what a step threw */
export async function runSteps<Input, Answer>(invocation: Invocation, steps: Steps<Input, Answer>): Promise<number> {
  const machine = requestMachine.provide({
    actors: {
      parse: fromPromise<unknown>(async () => steps.prepare(await invocation.parse(), invocation)),
      negotiate: fromPromise<unknown>(() => steps.negotiate?.() ?? invocation.api.greet()),
      request: fromPromise<unknown, { input: unknown }>(({ input }) => steps.request(input.input as Input, invocation)),
      print: fromPromise<number, { input: unknown; answer: unknown }>(
        async ({ input }) => (await steps.print?.(input.answer as Answer, input.input as Input, invocation)) ?? 0,
      ),
    },
  });
  const { exitCode, error } = await settled(interpret(machine, commandInTrace(invocation)));
  if (error !== undefined) throw error;
  return exitCode;
}

/** How a command's machine is named in the trace. */
export function commandInTrace({ host }: Invocation) {
  const { clock, trace, span } = host;
  return { clock, trace, actor: 'client', machine: 'command', id: span ?? 'command', span } as const;
}
