import type { EventOf, TraceEvent } from '../events.ts';
import { answers, errorMessage, refusal } from './answers.ts';
import { inner } from './inner.ts';
import { asks } from './requests.ts';
import type { Sentence } from './sentence.ts';
import type { Line, Told } from './told.ts';

const HIJACKED = 101;

/** `1,234,567`; the platform's own formatter is too slow for every chunk. */
const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

const onWire = (sentence: Sentence, event: { readonly exchange: string; readonly at: number; readonly arrives: number }): Line => ({
  ...sentence,
  subject: { kind: 'exchange', id: event.exchange },
  flight: { sent: event.at, arrives: event.arrives },
});

function request(event: EventOf<'http.request'>, told: Told, command: string | undefined): Line | undefined {
  const exchange = told.exchanges.get(event.exchange);
  if (!exchange) return undefined;
  if (exchange.name.topic === 'exec-start') told.first('exec', command);
  return onWire(asks[exchange.name.topic](exchange, told, command), event);
}

function response(event: EventOf<'http.response'>, told: Told): Line | undefined {
  const exchange = told.exchanges.get(event.exchange);
  // What a refusal says is in its body, which comes right behind.
  if (!exchange || (event.status >= 400 && exchange.name.method !== 'HEAD')) return undefined;
  const sentence =
    event.status >= 400
      ? refusal(exchange, told, told.commandOf(event), undefined)
      : (answers[exchange.name.topic]?.(exchange, told, event.status) ?? {
          caption: `The answer: ${event.status} ${event.statusText}.`,
          level: 'wire' as const,
        });
  return onWire(sentence, event);
}

function chunk(event: EventOf<'http.response.chunk'>, told: Told, command: string | undefined): Line | undefined {
  const exchange = told.exchanges.get(event.exchange);
  if (!exchange?.response) return undefined;
  if (exchange.response.status >= 400 && exchange.chunks === 1)
    return onWire(refusal(exchange, told, command, errorMessage(event.text)), event);
  if (exchange.response.status === HIJACKED) {
    const first = told.first('output', exchange.request.exchange);
    return onWire(
      {
        caption: first
          ? 'What the process writes comes back over the attached connection, and the client prints it.'
          : `${event.size} bytes of output come back over the attached connection.`,
        level: first ? 'story' : 'wire',
      },
      event,
    );
  }
  return undefined;
}

/** What is said of an event, at whatever level. `told` has taken note of it. */
export function narrate(event: TraceEvent, told: Told): Line | undefined {
  const command = told.commandOf(event);
  if (event.type === 'http.request') return request(event, told, command);
  if (event.type === 'http.response') return response(event, told);
  if (event.type === 'http.response.chunk') return chunk(event, told, command) ?? bytes(event);
  if (event.type === 'http.request.chunk') return bytes(event);
  // The table's row for a type takes that type's event, which TypeScript cannot follow.
  const tell = inner[event.type] as ((event: TraceEvent, told: Told, command: string | undefined) => Line | undefined) | undefined;
  return tell?.(event, told, command) ?? { caption: plainly(event), level: 'everything' };
}

const bytes = (event: EventOf<'http.request.chunk'> | EventOf<'http.response.chunk'>): Line =>
  onWire(
    {
      caption: `${grouped(event.size)} bytes set out from the ${event.actor}.`,
      level: 'everything',
    },
    event,
  );

function plainly(event: TraceEvent): string {
  if (event.type === 'http.end') return `The answer is complete: ${grouped(event.size)} bytes.`;
  if (event.type === 'layer.download' || event.type === 'layer.extract') {
    const percent = Math.round((100 * event.current) / Math.max(1, event.total));
    return `Layer ${event.digest.slice(7, 19)}: ${percent} % ${event.type === 'layer.download' ? 'downloaded' : 'unpacked'}.`;
  }
  return `${event.type.replace('.', ' ')}.`;
}
