import { assign, fromPromise, setup } from 'xstate';
import type { Verdict } from './authorization.ts';

/**
 * One exchange with the registry, as a machine: it decides whether a request is let in, sent for a
 * token, or turned away.
 */
export interface Exchange {
  /** What the path leads to: the token service, what needs no token, or what does. */
  readonly door: 'token-service' | 'open' | 'guarded';
  readonly verdict: Verdict;
  /** The effects: each makes the answer that its state is there for. */
  readonly grant: () => Promise<Response>;
  readonly challenge: () => Promise<Response>;
  readonly serve: () => Promise<Response>;
  readonly fail: (error: unknown) => Response;
}

interface Context extends Exchange {
  readonly response?: Response;
}

const input = ({ context }: { context: Context }) => context;

export const registrySession = setup({
  types: {} as { context: Context; events: { type: 'request' }; input: Exchange; output: Response },
  actors: {
    grant: fromPromise<Response, Exchange>(({ input }) => input.grant()),
    challenge: fromPromise<Response, Exchange>(({ input }) => input.challenge()),
    serve: fromPromise<Response, Exchange>(({ input }) => input.serve()),
  },
  guards: {
    asksForToken: ({ context }) => context.door === 'token-service',
    needsNoToken: ({ context }) => context.door === 'open',
    isGranted: ({ context }) => context.verdict === 'granted',
    lacksScope: ({ context }) => context.verdict === 'insufficient',
  },
}).createMachine({
  id: 'registry-session',
  context: ({ input }) => input,
  output: ({ context }) => context.response as Response,
  initial: 'listening',
  states: {
    listening: {
      on: {
        request: [
          { guard: 'asksForToken', target: 'granting' },
          { guard: 'needsNoToken', target: 'serving' },
          { guard: 'isGranted', target: 'serving' },
          { guard: 'lacksScope', target: 'denying' },
          { target: 'challenging' },
        ],
      },
    },
    granting: {
      invoke: { src: 'grant', input, onDone: { target: 'granted', actions: assign({ response: ({ event }) => event.output }) } },
    },
    challenging: {
      invoke: { src: 'challenge', input, onDone: { target: 'challenged', actions: assign({ response: ({ event }) => event.output }) } },
    },
    denying: {
      invoke: { src: 'challenge', input, onDone: { target: 'denied', actions: assign({ response: ({ event }) => event.output }) } },
    },
    serving: {
      invoke: {
        src: 'serve',
        input,
        onDone: { target: 'served', actions: assign({ response: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: assign({ response: ({ context, event }) => context.fail(event.error) }) },
      },
    },
    granted: { type: 'final' },
    challenged: { type: 'final' },
    denied: { type: 'final' },
    served: { type: 'final' },
    failed: { type: 'final' },
  },
});
