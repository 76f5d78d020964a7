import { READER_LEFT } from '../../core/trace/left.ts';
import { statusWords } from '../../core/trace/story/status.ts';
import { requestLabel } from '../../core/trace/story/topic.ts';
import type { ExchangeState, WorldState } from '../../core/trace/world-state.ts';
import type { Lane } from './arrangement.ts';
import type { Group } from './figure.ts';
import { text, textWidth } from './text.ts';
import { statusTone } from './tone.ts';
import { marks, type View } from './view.ts';

const HEIGHT = 30;
/** Chips closer than this, on the same lane, are shown as one. */
const CROWD = 40;

interface Message {
  readonly exchange: ExchangeState;
  readonly lane: Lane;
  /** How far it has come, 0 to 1. */
  readonly fraction: number;
  readonly words: string;
  readonly tone: string;
}

const fractionOf = (at: number, sent: number, arrives: number) =>
  arrives > sent ? Math.min(1, Math.max(0, (at - sent) / (arrives - sent))) : at < sent ? 0 : 1;

function ask(exchange: ExchangeState, at: number): Message {
  const lane = exchange.link === 'client-engine' ? 'ask' : 'fetch';
  return {
    exchange,
    lane,
    fraction: fractionOf(at, exchange.request.at, exchange.request.arrives),
    words: requestLabel(exchange.request),
    tone: 'asks',
  };
}

function answer(exchange: ExchangeState, response: NonNullable<ExchangeState['response']>, at: number): Message {
  const lane = exchange.link === 'client-engine' ? 'answer' : 'deliver';
  const words = statusWords(response.status, response.statusText);
  return { exchange, lane, fraction: fractionOf(at, response.at, response.arrives), words, tone: statusTone(response.status) };
}

/** A connection that broke: seen where it broke, half way back. */
const failure = (exchange: ExchangeState, at: number): Message => ({
  ...ask(exchange, at),
  lane: exchange.link === 'client-engine' ? 'answer' : 'deliver',
  fraction: 0.5,
  words: '✗ connection lost',
  tone: 'bad',
});

/** Raw bytes on a connection that was taken over: what goes in, and what comes out. */
function raw(exchange: ExchangeState, at: number): Message[] {
  if (exchange.response?.status !== 101) return [];
  return exchange.flights
    .filter(({ sent, arrives }) => at >= sent && at < arrives)
    .map(({ direction, sent, arrives, size }) => ({
      exchange,
      lane: direction === 'there' ? 'ask' : 'answer',
      fraction: fractionOf(at, sent, arrives),
      words: `${direction === 'there' ? 'input' : 'output'}, ${size} B`,
      tone: direction === 'there' ? 'asks' : 'ok',
    }));
}

/** The heads under way, and the one that the current step is about, which stays where it arrived. */
function messages({ world, at, step }: View): Message[] {
  const found: Message[] = [];
  for (const exchange of world.open.values()) {
    if (at < exchange.request.arrives) found.push(ask(exchange, at));
    else if (exchange.response && at < exchange.response.arrives) found.push(answer(exchange, exchange.response, at));
    else found.push(...raw(exchange, at));
  }
  const current = step?.flight && step.subject?.kind === 'exchange' ? world.exchanges.get(step.subject.id) : undefined;
  if (current && !found.some(({ exchange }) => exchange.id === current.id)) {
    const { request, response } = current;
    if (response && response.at === step?.flight?.sent) found.push(answer(current, response, at));
    else if (request.at === step?.flight?.sent) found.push(ask(current, at));
  }
  const broken = step?.subject?.kind === 'exchange' ? world.exchanges.get(step.subject.id) : undefined;
  if (broken?.end?.type === 'http.failed' && broken.end.reason !== READER_LEFT && broken.end.seq === step?.from.seq)
    found.push(failure(broken, at));
  return found;
}

/** All chips that travel now. */
export function messageChips(view: View): Group[] {
  const { lanes, width } = view.arrangement;
  const groups: { readonly message: Message; readonly x: number; readonly y: number; more: number }[] = [];
  for (const message of messages(view)) {
    const { x, y } = lanes[message.lane].at(message.fraction);
    const neighbour = groups.find((group) => group.message.lane === message.lane && Math.hypot(group.x - x, group.y - y) < CROWD);
    if (neighbour) neighbour.more++;
    else groups.push({ message, x, y, more: 0 });
  }
  return groups.map(({ message, x, y, more }) => {
    const { exchange, words, tone, lane } = message;
    const label = more > 0 ? `${words} +${more}` : words;
    const chipWidth = textWidth(label, 'mono') + 28;
    const left = Math.max(4, Math.min(width - chipWidth - 4, x - chipWidth / 2));
    const subject = { kind: 'exchange', id: exchange.id } as const;
    return {
      kind: 'group',
      key: `${exchange.id} ${lane}`,
      is: `chip ${tone}${marks(view, subject)}`,
      x: left,
      y: y - HEIGHT / 2,
      subject,
      label: `${lane === 'ask' || lane === 'fetch' ? 'request' : 'answer'} under way`,
      children: [
        { kind: 'rect', key: 'ground', is: 'ground', x: 0, y: 0, width: chipWidth, height: HEIGHT, radius: HEIGHT / 2 },
        text('words', 'mono', 14, 19.5, label),
      ],
    };
  });
}

/** Which wires carry something now. */
export function busyLanes(world: WorldState, at: number): ReadonlySet<Lane> {
  const busy = new Set<Lane>();
  for (const exchange of world.open.values()) {
    if (at < exchange.request.arrives) busy.add(ask(exchange, at).lane);
    else if (exchange.response && at < exchange.response.arrives) busy.add(answer(exchange, exchange.response, at).lane);
  }
  return busy;
}
