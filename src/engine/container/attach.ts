import { chunksOf } from '../../core/http.ts';
import { frame } from '../api/frames.ts';
import { hijack, hijackRefusal } from '../api/hijack.ts';
import { flagOf } from '../api/query.ts';
import { ApiError, type Call } from '../api/route.ts';
import { createSink } from '../api/sink.ts';
import { type Container, statusOf } from './container.ts';
import { createDetachWatch, parseDetachKeys } from './detach-keys.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { StreamName } from './log.ts';
import type { ContainerStore } from './store.ts';

/** `POST /containers/{id}/attach` (moby daemon/attach.go). */
export function attach(call: Call, store: ContainerStore, lifecycle: Lifecycle): Response {
  const { query, params, request, version } = call;
  try {
    const keys = parseDetachKeys(query.get('detachKeys'));
    const container = store.get(params.id!);
    refuseUnready(container, params.id!);
    const wanted: Record<StreamName, boolean> = { stdout: flagOf(query, 'stdout'), stderr: flagOf(query, 'stderr') };
    const { Tty, OpenStdin } = container.config;
    const sink = createSink(() => detach());
    const send = (stream: StreamName, bytes: Uint8Array) => {
      if (wanted[stream]) sink.write(Tty ? bytes : frame(stream, bytes));
    };
    let detach = () => {};
    if (flagOf(query, 'logs')) for (const { stream, bytes } of container.log.lines) send(stream, bytes);
    lifecycle.publish(container, 'attach');
    if (!flagOf(query, 'stream')) {
      sink.end();
      return hijack(request, version, sink.stream, Tty);
    }
    detach = container.streams.attach({ output: send, ended: () => sink.end() });
    if (flagOf(query, 'stdin') && OpenStdin) {
      void readInput(request, container, keys).then((how) => {
        if (how === 'detached') lifecycle.publish(container, 'detach');
        if (how === 'kept') return;
        detach();
        sink.end();
      });
    }
    return hijack(request, version, sink.stream, Tty);
  } catch (error) {
    // The connection is taken over already: what is wrong is said in plain text.
    if (error instanceof ApiError) return hijackRefusal(error.status, error.message);
    throw error;
  }
}

function refuseUnready(container: Container, reference: string): void {
  const status = statusOf(container);
  if (status === 'paused') throw new ApiError(409, `container ${reference} is paused, unpause the container before attach`);
  if (status === 'restarting') throw new ApiError(409, `container ${reference} is restarting, wait until the container is running`);
}

/**
 * Passes on what the client sends. When that ends, a container that takes its input once sees the end
 * of it, and its output goes on; from any other the client is let go (moby container/stream/attach.go).
 */
async function readInput(request: Request, { config, streams }: Container, keys: readonly number[]): Promise<'kept' | 'left' | 'detached'> {
  const watch = createDetachWatch(keys);
  try {
    for await (const chunk of chunksOf(request)) {
      const { pass, detached } = config.Tty ? watch(chunk) : { pass: chunk, detached: false };
      if (pass.length) streams.write(pass);
      if (detached) return 'detached';
    }
  } catch {
    // A connection that broke is one that ended.
  }
  if (!config.StdinOnce || config.Tty) return 'left';
  streams.closeInput();
  return 'kept';
}
