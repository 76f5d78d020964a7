import { requestLabel } from '../../core/trace/story/topic.ts';
import type { ExchangeState } from '../../core/trace/world-state.ts';
import type { Figure, Group } from './figure.ts';
import { swing } from './route.ts';
import { text } from './text.ts';
import { marks, type View } from './view.ts';

/** An exchange that has not been answered for this long, in virtual ms, is worth a line of its own. */
const PATIENCE = 15;
const ROW = 56;

const bytes = (size: number) =>
  size < 1000 ? `${size} B` : size < 1e6 ? `${Math.round(size / 100) / 10} kB` : `${Math.round(size / 1e5) / 10} MB`;

/** Connections that stay open: streams, and answers that let wait for themselves. */
function openStreams({ world, at }: View): ExchangeState[] {
  return [...world.open.values()].filter(
    ({ link, request, response }) =>
      link === 'client-engine' && at >= request.arrives && (response ? at >= response.arrives + PATIENCE : at > request.arrives + PATIENCE),
  );
}

function words({ response, responseSize, requestSize }: ExchangeState): string {
  if (!response) return 'asked; no answer yet';
  if (response.status === 101) return `open both ways, ${bytes(requestSize + responseSize)}`;
  return responseSize > 0 ? `open, ${bytes(responseSize)} so far` : 'open, silent';
}

function row(view: View, exchange: ExchangeState, y: number): Figure[] {
  const { streams, door, client } = view.arrangement;
  // Beside the client, the API is below on the left; under it, it is on the right.
  const beside = streams.x > client.x;
  const subject = { kind: 'exchange', id: exchange.id } as const;
  const thread = swing({ x: beside ? streams.x : streams.x + streams.width, y: y + 15 }, door);
  const pulses = exchange.flights
    .filter(({ sent, arrives }) => view.at >= sent && view.at < arrives)
    .slice(0, 3)
    .map(({ sent, arrives, direction }, i): Figure => {
      const fraction = (view.at - sent) / (arrives - sent);
      const place = thread.at(direction === 'back' ? 1 - fraction : fraction);
      return { kind: 'circle', key: `pulse${i} ${exchange.id}`, is: 'pulse', x: place.x, y: place.y, radius: 5 };
    });
  const label = requestLabel(exchange.request);
  const group: Group = {
    kind: 'group',
    key: `stream ${exchange.id}`,
    is: `stream${marks(view, subject)}`,
    x: streams.x,
    y,
    subject,
    label: 'open connection',
    children: [
      { kind: 'rect', key: 'ground', is: 'ground', x: 0, y: 0, width: streams.width, height: 46, radius: 8 },
      text('label', 'mono', 10, 19, label, streams.width - 20),
      text('words', 'small', 10, 37, words(exchange), streams.width - 20),
    ],
  };
  return [{ kind: 'path', key: `thread ${exchange.id}`, is: 'thread', d: thread.d }, ...pulses, group];
}

/** The open connections below the client, each on a thread to the API. */
export function streamFigures(view: View): Figure[] {
  const { streams } = view.arrangement;
  if (streams.width === 0) return [];
  const room = Math.max(1, Math.floor(streams.height / ROW));
  return openStreams(view)
    .slice(-room)
    .flatMap((exchange, i) => row(view, exchange, streams.y + i * ROW));
}
