import { respond } from '../../core/http.ts';
import { filtersOf, momentOf } from '../api/query.ts';
import { ApiError, type Route } from '../api/route.ts';
import { createSink } from '../api/sink.ts';
import type { EngineContext } from '../context.ts';
import { eventJson, type Journal } from './bus.ts';
import { eventPasses } from './filter.ts';

/** `GET /events`: what happened since, then what happens, until the time asked for or until the reader leaves. */
export function eventRoutes(context: EngineContext, journal: Journal): Route[] {
  return [
    {
      method: 'GET',
      path: '/events',
      operation: 'SystemEvents',
      async handle({ query }) {
        const since = momentOf(query, 'since');
        const until = momentOf(query, 'until');
        if (since !== undefined && until !== undefined && since > until) {
          const [from, to] = [query.get('since'), query.get('until')];
          throw new ApiError(400, `\`since\` time (${from}) cannot be after \`until\` time (${to})`);
        }
        const filters = filtersOf(query);
        const now = context.nowMs();
        let timer: number | undefined;
        const sink = createSink(() => stop());
        const unsubscribe = journal.subscribe((event) => {
          if (eventPasses(event, filters)) sink.write(eventJson(event));
        });
        const stop = () => {
          unsubscribe();
          if (timer !== undefined) context.clock.clearTimeout(timer);
        };
        if (since !== undefined || (until !== undefined && until <= now)) {
          for (const event of journal.past()) {
            const at = event.timeNano / 1e6;
            if (at >= (since ?? 0) && at <= (until ?? now) && eventPasses(event, filters)) sink.write(eventJson(event));
          }
        }
        if (until !== undefined) {
          const end = () => {
            stop();
            sink.end();
          };
          if (until <= now) end();
          else timer = context.clock.setTimeout(end, until - now);
        }
        return respond(200, sink.stream, { 'Content-Type': 'application/json' });
      },
    },
  ];
}
