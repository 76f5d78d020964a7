import { respond } from '../../core/http.ts';
import { frame, multiplexed, raw } from '../api/frames.ts';
import { flagOf, momentOf } from '../api/query.ts';
import { ApiError, type Call } from '../api/route.ts';
import { createSink } from '../api/sink.ts';
import { olderThan } from '../api/versions.ts';
import { rfc3339Fixed } from '../time.ts';
import { hasProcess } from './container.ts';
import type { LogLine } from './log.ts';
import type { ContainerStore } from './store.ts';

const encoder = new TextEncoder();

const readable = new Set(['json-file', 'local', 'journald']);

/** `GET /containers/{id}/logs` (moby daemon/logs.go). */
export function logs({ query, params, version }: Call, store: ContainerStore): Response {
  const [stdout, stderr] = [flagOf(query, 'stdout'), flagOf(query, 'stderr')];
  if (!stdout && !stderr) throw new ApiError(400, 'Bad parameters: you must choose at least one stream');
  const container = store.get(params.id!);
  // Lines that were sent elsewhere, or nowhere, cannot be read back.
  if (!readable.has(container.hostConfig.LogConfig.Type)) throw new ApiError(501, 'configured logging driver does not support reading');
  const since = momentOf(query, 'since') ?? 0;
  const until = momentOf(query, 'until') || Number.POSITIVE_INFINITY;
  const timestamps = flagOf(query, 'timestamps');
  const { Tty } = container.config;

  const wanted = ({ stream, atMs }: LogLine) => (stream === 'stdout' ? stdout : stderr) && atMs >= since && atMs <= until;
  const sink = createSink(() => leave());
  const send = ({ stream, atMs, bytes }: LogLine) => {
    const line = timestamps ? concatLine(`${rfc3339Fixed(atMs)} `, bytes) : bytes;
    sink.write(Tty ? line : frame(stream, line));
  };
  let leave = () => {};
  const kept = container.log.lines;
  for (const line of tailOf(kept, query.get('tail'))) if (wanted(line)) send(line);
  if (flagOf(query, 'follow') && hasProcess(container)) {
    leave = container.log.follow(
      (line) => wanted(line) && send(line),
      () => sink.end(),
    );
  } else sink.end();
  // The daemon names the type even of a terminal's stream by what the API version knows.
  return respond(200, sink.stream, { 'Content-Type': Tty || olderThan(version, '1.42') ? raw : multiplexed });
}

/** The last lines, whichever stream they are of: the file is read before anything is sorted out. */
function tailOf(lines: readonly LogLine[], tail: string | null): readonly LogLine[] {
  return tail !== null && /^\d+$/.test(tail) ? lines.slice(lines.length - Math.min(Number(tail), lines.length)) : lines;
}

function concatLine(prefix: string, bytes: Uint8Array): Uint8Array {
  const head = encoder.encode(prefix);
  const out = new Uint8Array(head.length + bytes.length);
  out.set(head);
  out.set(bytes, head.length);
  return out;
}
