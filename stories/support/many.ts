import type { TraceEvent } from '../../src/core/trace/events.ts';

/** So many small exchanges under one command, a millisecond each: to see whether views stay fast. */
export function manyExchanges(count: number): TraceEvent[] {
  const events: TraceEvent[] = [{ seq: 0, at: 0, actor: 'client', type: 'command.start', span: 'c1', line: 'a long day' }];
  for (let n = 0; n < count; n++) {
    const id = `x${n + 1}`;
    const wire = { span: id, exchange: id, link: 'client-engine' } as const;
    events.push(
      {
        seq: events.length,
        at: n,
        actor: 'client',
        type: 'http.request',
        parent: 'c1',
        method: 'GET',
        url: `/v1.51/item/${n}`,
        headers: [],
        arrives: n + 0.2,
        ...wire,
      },
      {
        seq: events.length + 1,
        at: n + 0.4,
        actor: 'engine',
        type: 'http.response',
        status: 200,
        statusText: 'OK',
        headers: [['content-length', '0']],
        arrives: n + 0.6,
        ...wire,
      },
      { seq: events.length + 2, at: n + 0.6, actor: 'engine', type: 'http.end', size: 0, ...wire },
    );
  }
  return events;
}
