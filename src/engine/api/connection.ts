import { assign, fromCallback, fromPromise, setup } from 'xstate';
import type { Match } from './router.ts';

/** What one connection does: read a request, find its route, handle it, send the answer. */
export interface ConnectionEffects {
  /** The route of the request, or the answer that refuses it. */
  readonly route: (request: Request) => Match | Response;
  /** Never rejects: an error is an answer too. */
  readonly handle: (request: Request, match: Match) => Promise<Response>;
}

export type ConnectionEvent =
  | { readonly type: 'request.read'; readonly request: Request }
  | { readonly type: 'routed'; readonly match: Match }
  | { readonly type: 'refused'; readonly response: Response }
  | { readonly type: 'body.sent' }
  | { readonly type: 'peer.left' };

interface ConnectionContext {
  readonly request?: Request;
  readonly match?: Match;
  readonly response?: Response;
}

/** How the answer travels. A body of known length is sent whole; others last until they end, or the peer goes. */
export function bodyKind(response: Response): 'whole' | 'stream' | 'hijacked' {
  if (response.status === 101 || response.headers.get('Content-Type') === 'application/vnd.docker.raw-stream') return 'hijacked';
  return response.body && !response.headers.has('Content-Length') ? 'stream' : 'whole';
}

export function createConnectionMachine(effects: ConnectionEffects) {
  return setup({
    types: { context: {} as ConnectionContext, events: {} as ConnectionEvent },
    actors: {
      route: fromCallback<ConnectionEvent, Request>(({ input, sendBack }) => {
        const found = effects.route(input);
        sendBack(found instanceof Response ? { type: 'refused', response: found } : { type: 'routed', match: found });
      }),
      handle: fromPromise<Response, ConnectionContext>(({ input }) => effects.handle(input.request!, input.match!)),
    },
    guards: {
      isHijacked: (_, response: Response) => bodyKind(response) === 'hijacked',
      isStream: (_, response: Response) => bodyKind(response) === 'stream',
    },
  }).createMachine({
    id: 'connection',
    context: {},
    initial: 'reading',
    states: {
      reading: { on: { 'request.read': { target: 'routing', actions: assign({ request: ({ event }) => event.request }) } } },
      routing: {
        invoke: { src: 'route', input: ({ context }) => context.request! },
        on: {
          routed: { target: 'handling', actions: assign({ match: ({ event }) => event.match }) },
          refused: { target: 'responding', actions: assign({ response: ({ event }) => event.response }) },
        },
      },
      handling: {
        invoke: {
          src: 'handle',
          input: ({ context }) => context,
          onDone: [
            {
              guard: { type: 'isHijacked', params: ({ event }) => event.output },
              target: 'hijacked',
              actions: assign({ response: ({ event }) => event.output }),
            },
            {
              guard: { type: 'isStream', params: ({ event }) => event.output },
              target: 'streaming',
              actions: assign({ response: ({ event }) => event.output }),
            },
            { target: 'responding', actions: assign({ response: ({ event }) => event.output }) },
          ],
        },
      },
      responding: { on: { 'body.sent': 'closed' } },
      streaming: { on: { 'body.sent': 'closed', 'peer.left': 'closed' } },
      hijacked: { on: { 'body.sent': 'closed', 'peer.left': 'closed' } },
      closed: { type: 'final' },
    },
  });
}
