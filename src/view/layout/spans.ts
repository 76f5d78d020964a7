import type { EventOf, TraceEvent } from '../../core/trace/events.ts';

/** What the views look up in a trace beside its world: who caused what, and what each exchange said. */
export class SpanIndex {
  readonly #parents = new Map<string, string>();
  readonly #commands = new Map<string, EventOf<'command.start'>>();
  readonly #wire = new Map<string, TraceEvent[]>();
  /** The first event of a span that is no exchange: what it is about. */
  readonly #first = new Map<string, TraceEvent>();
  #read = 0;

  /** Takes in the events that are new since the last call. Give it the same growing list each time. */
  follow(events: readonly TraceEvent[]): this {
    for (; this.#read < events.length; this.#read++) this.#take(events[this.#read] as TraceEvent);
    return this;
  }

  #take(event: TraceEvent): void {
    const { span, parent } = event;
    if (span && parent && parent !== span && !this.#parents.has(span)) this.#parents.set(span, parent);
    if (span && !this.#first.has(span)) this.#first.set(span, event);
    if (event.type === 'command.start' && span) this.#commands.set(span, event);
    if (!('exchange' in event)) return;
    const said = this.#wire.get(event.exchange);
    if (said) said.push(event);
    else this.#wire.set(event.exchange, [event]);
  }

  parentOf(span: string): string | undefined {
    return this.#parents.get(span);
  }

  commandOf(span: string): EventOf<'command.start'> | undefined {
    return this.#commands.get(span);
  }

  firstOf(span: string): TraceEvent | undefined {
    return this.#first.get(span);
  }

  /** What crossed for an exchange, in order. */
  wireOf(exchange: string): readonly TraceEvent[] {
    return this.#wire.get(exchange) ?? [];
  }

  /** From `span` up to what nothing in the trace caused: the command typed. `span` comes first. */
  chain(span: string): string[] {
    const chain: string[] = [];
    for (let at: string | undefined = span; at && !chain.includes(at); at = this.#parents.get(at)) chain.push(at);
    return chain;
  }
}
