import type { EventOf } from './events.ts';
import type { Draft, Folds } from './fold-draft.ts';
import type { ExchangeState, Flight } from './world-state.ts';

function update(draft: Draft, id: string, change: (exchange: ExchangeState) => ExchangeState): void {
  const exchange = draft.get('exchanges', id);
  if (!exchange) return;
  const next = change(exchange);
  draft.edit('exchanges').set(id, next);
  if (next.end) draft.edit('open').delete(id);
  else draft.edit('open').set(id, next);
}

/** The pieces under way: the new one, and of the others those that have not arrived. */
function flights(
  before: readonly Flight[],
  event: { readonly at: number; readonly arrives: number; readonly size: number },
  direction: Flight['direction'],
) {
  const underWay = before.filter((flight) => flight.arrives > event.at);
  underWay.push({ direction, sent: event.at, arrives: event.arrives, size: event.size });
  return underWay;
}

const ended = (draft: Draft, event: EventOf<'http.end'> | EventOf<'http.failed'>) =>
  update(draft, event.exchange, (exchange) => ({ ...exchange, end: event }));

/** `sha256:…` when the request is for a blob (OCI distribution spec, "Pulling blobs"). */
const blobOf = (event: EventOf<'http.request'>) =>
  event.link === 'engine-registry' && event.method === 'GET' ? /\/blobs\/(sha256:[0-9a-f]{64})/.exec(event.url)?.[1] : undefined;

export const wireFolds: Folds = {
  'http.request': (draft, event) => {
    const { exchange: id, link, parent, method, url } = event;
    const exchange: ExchangeState = {
      id,
      link,
      ...(parent ? { parent } : {}),
      method,
      url,
      request: event,
      requestSize: 0,
      responseSize: 0,
      responseChunks: 0,
      flights: [],
    };
    draft.edit('exchanges').set(id, exchange);
    draft.edit('open').set(id, exchange);
    const blob = blobOf(event);
    if (blob) draft.update('layers', blob, (layer) => ({ ...layer, exchange: id }));
  },
  'http.request.chunk': (draft, event) =>
    update(draft, event.exchange, (exchange) => ({
      ...exchange,
      requestSize: exchange.requestSize + event.size,
      flights: flights(exchange.flights, event, 'there'),
    })),
  'http.response': (draft, event) => update(draft, event.exchange, (exchange) => ({ ...exchange, response: event })),
  'http.response.chunk': (draft, event) =>
    update(draft, event.exchange, (exchange) => ({
      ...exchange,
      responseSize: exchange.responseSize + event.size,
      responseChunks: exchange.responseChunks + 1,
      flights: flights(exchange.flights, event, 'back'),
      ...(event.text === undefined ? {} : { lastText: event.text }),
    })),
  'http.end': ended,
  'http.failed': ended,
};
