import { respond, respondJson, type Transport, withBody } from '../../core/http.ts';
import { interpret } from '../../core/statechart.ts';
import { causeOf } from '../../core/trace/cause.ts';
import type { EngineContext } from '../context.ts';
import { bodyKind, createConnectionMachine } from './connection.ts';
import { complete, daemonHeaders, httpDate, versionHeaders } from './headers.ts';
import { ApiError, type Route } from './route.ts';
import { createRouter, type Match } from './router.ts';
import { versionRefusal } from './versions.ts';

/** Serves the Engine API: one connection machine a request. */
export function createServer(context: EngineContext, routes: readonly Route[]): Transport {
  const find = createRouter(routes);
  const date = () => httpDate(context.nowMs());

  const machine = createConnectionMachine({
    route(request) {
      const { pathname, search } = new URL(request.url);
      const path = decodePath(pathname);
      if (path === undefined) return respond(400, '400 Bad Request', { 'Content-Type': 'text/plain; charset=utf-8' });
      // As Go's router does: to the same path, cleaned.
      if (path.includes('//')) return respond(301, undefined, { Location: path.replaceAll(/\/{2,}/g, '/') + search, Date: date() });
      if (request.method === 'OPTIONS') return respond(200, undefined, { ...daemonHeaders, Date: date() });
      const match = find(request.method, path);
      if (!match) return notFound(request.method, date());
      const refusal = versionRefusal(match.version);
      if (!refusal) return match;
      // Clients too old for JSON errors get text (moby api/server/httputils, "MakeErrorHandler").
      if (refusal.tooOld) return respond(400, `${refusal.message}\n`, { ...versionHeaders, ...plainText, Date: date() });
      return respondJson(400, { message: refusal.message }, { ...versionHeaders, Date: date() });
    },
    async handle(request, match) {
      return complete(await answer(request, match), context.nowMs());
    },
  });

  return (request) =>
    new Promise((resolve) => {
      const id = causeOf(request) ?? context.trace.span('x');
      const actor = interpret(machine, { ...context, actor: 'api', machine: 'connection', id, span: id });
      const subscription = actor.subscribe(({ context: { response } }) => {
        if (!response) return;
        subscription.unsubscribe();
        // After this transition is written down, so that the trace has them in order.
        queueMicrotask(() => {
          if (bodyKind(response) === 'whole') actor.send({ type: 'body.sent' });
          resolve(bodyKind(response) === 'whole' ? response : watched(response, (type) => actor.send({ type })));
        });
      });
      actor.start();
      actor.send({ type: 'request.read', request });
    });
}

/** Undefined for what is not percent-encoded. */
function decodePath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

/** To HEAD nothing is answered but the head. */
function notFound(method: string, date: string): Response {
  const answer = respondJson(404, { message: 'page not found' }, { Date: date });
  return method === 'HEAD' ? respond(404, undefined, answer.headers) : answer;
}

const plainText = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };

async function answer(request: Request, { route, params, version }: Match): Promise<Response> {
  try {
    return await route.handle({ request, params, version, query: new URL(request.url).searchParams, span: causeOf(request) });
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 500;
    return respondJson(status, { message: error instanceof Error ? error.message : String(error) });
  }
}

/** The same response, with word of how its body ended. */
function watched(response: Response, tell: (how: 'body.sent' | 'peer.left') => void): Response {
  let over = false;
  const ended = (how: 'body.sent' | 'peer.left') => {
    if (!over) tell(how);
    over = true;
  };
  const reader = response.body!.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        ended('body.sent');
        controller.close();
      } catch (error) {
        ended('peer.left');
        controller.error(error);
      }
    },
    async cancel(reason) {
      ended('peer.left');
      await reader.cancel(reason);
    },
  });
  return withBody(response, body);
}
