import { respond } from '../../core/http.ts';
import { ApiError, type Call } from '../api/route.ts';
import { createSink } from '../api/sink.ts';
import { isRunning } from './container.ts';
import type { ContainerStore } from './store.ts';
import type { WaitCondition } from './waiters.ts';

/**
 * `POST /containers/{id}/wait`: the head goes out at once, so that the client knows that it waits
 * before it starts the container; the exit code follows.
 */
export function wait({ params, query }: Call, store: ContainerStore): Response {
  const condition = conditionOf(query.get('condition'));
  const container = store.get(params.id!);
  const sink = createSink(() => giveUp());
  const answer = () => {
    sink.write(`${JSON.stringify({ StatusCode: container.state.exitCode })}\n`);
    sink.end();
  };
  let giveUp = () => {};
  if (condition === 'not-running' && !isRunning(container)) answer();
  else giveUp = container.waiters.wait(condition, answer);
  return respond(200, sink.stream, { 'Content-Type': 'application/json' });
}

function conditionOf(text: string | null): WaitCondition {
  if (!text) return 'not-running';
  if (text === 'not-running' || text === 'next-exit' || text === 'removed') return text;
  throw new ApiError(400, `invalid condition: ${JSON.stringify(text)}`);
}
