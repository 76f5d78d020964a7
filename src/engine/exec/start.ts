import { respond } from '../../core/http.ts';
import { decodeBody, splitBody } from '../api/body.ts';
import { frame } from '../api/frames.ts';
import { daemonHeaders } from '../api/headers.ts';
import { hijack } from '../api/hijack.ts';
import { ApiError, type Call } from '../api/route.ts';
import { createSink, type Sink } from '../api/sink.ts';
import { consoleSizeOf } from '../api/terminal-size.ts';
import { createDetachWatch, parseDetachKeys } from '../container/detach-keys.ts';
import type { StreamName } from '../container/log.ts';
import type { StartFailure } from '../container/start-error.ts';
import { decodeExecStart, type Exec } from './exec.ts';
import type { Execs } from './execs.ts';

const encoder = new TextEncoder();

/** `POST /exec/{id}/start`: detached, it answers when the process runs; otherwise the connection becomes its streams. */
export async function startExec(call: Call, execs: Execs): Promise<Response> {
  const { request, version, params, span } = call;
  const { head, rest } = await splitBody(request);
  const options = decodeBody(head, request.headers, decodeExecStart) ?? decodeExecStart(null, '');
  const exec = execs.get(params.id!);
  const size = consoleSizeOf(options.ConsoleSize ?? exec.request.ConsoleSize);
  if (size) exec.state.size = size;
  if (exec.actor.getSnapshot().value !== 'created') {
    const reason = `exec command ${exec.id} has already run`;
    if (options.Detach) throw new ApiError(409, reason);
    return refused(call, exec, reason);
  }
  if (options.Detach) {
    try {
      await execs.start(exec, span);
    } catch (failure) {
      throw new ApiError((failure as StartFailure).status, (failure as StartFailure).message);
    }
    return respond(200);
  }
  const sink = createSink(() => detach());
  const send = (stream: StreamName, bytes: Uint8Array) => sink.write(exec.request.Tty ? bytes : frame(stream, bytes));
  const detach = exec.streams.attach({
    output: (stream, bytes) => {
      if (stream === 'stdout' ? exec.request.AttachStdout : exec.request.AttachStderr) send(stream, bytes);
    },
    ended: () => sink.end(),
  });
  // What goes wrong now is said in the stream: its head is out.
  execs.start(exec, span).catch((failure: StartFailure) => {
    send('stdout', encoder.encode(`${failure.message}\r\n`));
    sink.end();
  });
  if (exec.request.AttachStdin) void readInput(rest, exec, sink, detach);
  return hijack(request, version, sink.stream, exec.request.Tty, { ...daemonHeaders });
}

/** An exec that has run already: the daemon has taken the connection over when it finds out. */
function refused({ request, version }: Call, exec: Exec, reason: string): Response {
  const sink = createSink();
  const line = encoder.encode(`${reason}\r\n`);
  sink.write(exec.request.Tty ? line : frame('stdout', line));
  sink.end();
  return hijack(request, version, sink.stream, exec.request.Tty, { ...daemonHeaders });
}

async function readInput(chunks: AsyncIterable<Uint8Array>, { request, streams }: Exec, sink: Sink, detach: () => void): Promise<void> {
  const watch = createDetachWatch(parseDetachKeys(request.DetachKeys));
  try {
    for await (const chunk of chunks) {
      const { pass, detached } = request.Tty ? watch(chunk) : { pass: chunk, detached: false };
      if (pass.length) streams.write(pass);
      if (detached) {
        detach();
        return sink.end();
      }
    }
  } catch {
    // A connection that broke is one that ended.
  }
  streams.closeInput();
}
