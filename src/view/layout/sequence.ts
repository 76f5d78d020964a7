import type { ExchangeState, WorldState } from '../../core/trace/world-state.ts';
import { shortPath, statusOf, type Tone } from './exchange.ts';

export type Lifeline = 'client' | 'engine' | 'registry';

export const lifelines: readonly Lifeline[] = ['client', 'engine', 'registry'];

/** One message of the sequence: a request, or the head of its answer. */
export interface Arrow {
  /** `x3 request`, `x3 answer` */
  readonly key: string;
  readonly exchange: string;
  readonly kind: 'request' | 'answer';
  readonly from: Lifeline;
  readonly to: Lifeline;
  readonly label: string;
  readonly tone: Tone;
  /** Virtual milliseconds. */
  readonly sent: number;
  readonly arrives: number;
  /** Its place from the top. */
  readonly row: number;
}

/** A stretch on a lifeline during which it works on an exchange: from the request's row to the last one before its answer has ended. */
export interface Activation {
  readonly exchange: string;
  readonly lifeline: Lifeline;
  readonly first: number;
  /** Infinity while the answer goes on. */
  readonly last: number;
}

export interface Sequence {
  readonly arrows: readonly Arrow[];
  readonly activations: readonly Activation[];
}

const endsOf = ({ link }: ExchangeState): readonly [Lifeline, Lifeline] =>
  link === 'client-engine' ? ['client', 'engine'] : ['engine', 'registry'];

interface Message {
  readonly exchange: ExchangeState;
  readonly kind: Arrow['kind'];
  readonly sent: number;
  readonly seq: number;
}

const wordsOf = (exchange: ExchangeState, kind: Arrow['kind']): Pick<Arrow, 'label' | 'tone'> => {
  if (kind === 'request') return { label: `${exchange.method} ${shortPath(exchange)}`, tone: 'open' };
  const { text, tone } = statusOf(exchange);
  return { label: text, tone };
};

/** The same arrow, with the words that it has in `world`: an answer under way says how far it is. */
export function retold(arrow: Arrow, world: WorldState): Arrow {
  const exchange = world.exchanges.get(arrow.exchange);
  return exchange ? { ...arrow, ...wordsOf(exchange, arrow.kind) } : arrow;
}

/** Changes when a message was sent, and with it the sequence; what arrives meanwhile changes only words. */
export function messagesIn(world: WorldState): number {
  let messages = world.exchanges.size;
  for (const { response, end } of world.exchanges.values()) messages += (response ? 1 : 0) + (end ? 1 : 0);
  return messages;
}

/** The last row before an exchange ended: what an answer's body reports happens below the answer's head. */
function lastRowOf({ response, end }: ExchangeState, messages: readonly Message[], first: number): number {
  if (!end) return Number.POSITIVE_INFINITY;
  const isPast = ({ seq, sent }: Message) => seq > (response?.seq ?? 0) && sent >= end.at;
  let last = first;
  for (let row = first + 1; row < messages.length && !isPast(messages[row] as Message); row++) last = row;
  return last;
}

/** Who said what to whom, in the order in which it was sent. Time runs down the page, one row a message. */
export function sequenceOf(world: WorldState): Sequence {
  const messages: Message[] = [];
  for (const exchange of world.exchanges.values()) {
    messages.push({ exchange, kind: 'request', sent: exchange.request.at, seq: exchange.request.seq });
    if (exchange.response) messages.push({ exchange, kind: 'answer', sent: exchange.response.at, seq: exchange.response.seq });
  }
  messages.sort((a, b) => a.seq - b.seq);
  const activations: Activation[] = [];
  const arrows = messages.map(({ exchange, kind, sent }, row): Arrow => {
    const [near, far] = endsOf(exchange);
    const isRequest = kind === 'request';
    if (isRequest) activations.push({ exchange: exchange.id, lifeline: far, first: row, last: lastRowOf(exchange, messages, row) });
    return {
      key: `${exchange.id} ${kind}`,
      exchange: exchange.id,
      kind,
      from: isRequest ? near : far,
      to: isRequest ? far : near,
      sent,
      arrives: (isRequest ? exchange.request : exchange.response)?.arrives ?? sent,
      row,
      ...wordsOf(exchange, kind),
    };
  });
  return { arrows, activations };
}

/** How far a message has come at `now`, from 0 to 1. */
export function progressOf({ sent, arrives }: Pick<Arrow, 'sent' | 'arrives'>, now: number): number {
  return arrives <= sent ? 1 : Math.min(1, Math.max(0, (now - sent) / (arrives - sent)));
}
