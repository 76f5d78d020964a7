import { docker } from '../../src/client/docker.ts';
import type { ClientHost, HostSignal } from '../../src/client/host.ts';
import { VirtualClock } from '../../src/core/clock.ts';
import { messageChannelTurn, runFast } from '../../src/core/drivers.ts';
import { readText, respond, type Transport } from '../../src/core/http.ts';
import { TraceLog } from '../../src/core/trace/log.ts';

export interface Exchange {
  /** `POST /v1.51/containers/create?name=web` */
  readonly asked: string;
  readonly body: string;
  readonly headers: Headers;
}

export type Answer = (request: Request) => Response | Promise<Response>;

export interface FakeHostOptions {
  /** Answers by method and path without version: `POST /containers/create`. A list is used up one by one. */
  readonly engine?: Readonly<Record<string, Answer | readonly Answer[]>>;
  readonly terminal?: { readonly columns: number; readonly rows: number };
  readonly stdin?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly nowMs?: number;
  /** Without an engine, nothing answers. */
  readonly unreachable?: boolean;
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was asked of the engine, the ping aside. */
  readonly asked: readonly string[];
  readonly exchanges: readonly Exchange[];
  /** The states that the command's machine went through. */
  readonly states: readonly string[];
  readonly raw: readonly boolean[];
  readonly written: Readonly<Record<string, string>>;
}

/** No command of these tests asks more often than this. */
const ENOUGH = 50;

const PING = () => respond(200, '', { 'Api-Version': '1.51', Ostype: 'linux' });

export interface Running {
  readonly result: Promise<Ran>;
  signal(signal: HostSignal): void;
}

/** Starts a docker command line against a scripted engine, on a clock that runs as fast as it can. */
export function start(args: readonly string[], options: FakeHostOptions = {}): Running {
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, startedAt: '2026-11-24T00:00:00Z' });
  const exchanges: Exchange[] = [];
  const raw: boolean[] = [];
  const written: Record<string, string> = {};
  const listeners = new Set<(signal: HostSignal) => void>();
  const out = { stdout: '', stderr: '' };
  const used = new Map<string, number>();
  const input = [...(options.stdin ?? [])];
  const decoder = new TextDecoder();

  const transport: Transport = async (request) => {
    if (options.unreachable) throw new Error('connect ENOENT');
    const { pathname, search } = new URL(request.url);
    const key = `${request.method} ${pathname.replace(/^\/v[\d.]+/, '')}`;
    const isUpgrade = request.headers.get('Upgrade') === 'tcp';
    const exchange = {
      asked: decodeURIComponent(`${request.method} ${pathname}${search}`),
      body: isUpgrade ? '' : await readText(request),
      headers: request.headers,
    };
    exchanges.push(exchange);
    if (exchanges.length > ENOUGH) throw new Error('the command never stops asking');
    if (key.endsWith('/_ping')) return PING();
    const answer = options.engine?.[key];
    if (!answer) return respond(404, JSON.stringify({ message: `nothing is scripted for ${key}` }), { 'Content-Type': 'application/json' });
    if (typeof answer === 'function') return answer(request);
    const at = used.get(key) ?? 0;
    used.set(key, at + 1);
    return (answer[Math.min(at, answer.length - 1)] as Answer)(request);
  };

  const write = (stream: 'stdout' | 'stderr') => (data: string | Uint8Array) => {
    out[stream] += typeof data === 'string' ? data : decoder.decode(data);
  };
  const isTerminal = options.terminal !== undefined;
  const host: ClientHost = {
    transport,
    clock,
    trace,
    span: 'c1',
    stdin: { isTerminal, read: async () => (input.length ? new TextEncoder().encode(input.shift()) : null) },
    stdout: { isTerminal, write: write('stdout') },
    stderr: { isTerminal, write: write('stderr') },
    size: () => options.terminal ?? { columns: 0, rows: 0 },
    setRaw: (on) => raw.push(on),
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    env: options.env ?? {},
    async readFile(path) {
      const text = options.files?.[path];
      if (text === undefined) throw new Error(`open ${path}: no such file or directory`);
      return new TextEncoder().encode(text);
    },
    async writeFile(path, bytes) {
      written[path] = decoder.decode(bytes);
    },
    nowMs: () => options.nowMs ?? Date.UTC(2026, 10, 24),
    dockerHost: 'unix:///var/run/docker.sock',
  };
  const result = runFast(clock, docker(args, host), messageChannelTurn()).then((status) => ({
    status,
    ...out,
    asked: exchanges.map(({ asked }) => asked).filter((line) => line !== 'HEAD /_ping'),
    exchanges,
    states: trace.events.flatMap((event) => (event.type === 'state' ? [event.to] : [])),
    raw,
    written,
  }));
  return {
    result,
    signal: (signal) => {
      for (const listener of listeners) listener(signal);
    },
  };
}

export const run = (line: string | readonly string[], options: FakeHostOptions = {}): Promise<Ran> =>
  start(typeof line === 'string' ? line.split(' ').filter(Boolean) : line, options).result;

export const json =
  (value: unknown, status = 200): Answer =>
  () =>
    respond(status, `${JSON.stringify(value)}\n`, { 'Content-Type': 'application/json' });

export const problem = (status: number, message: string): Answer => json({ message }, status);

export const nothing: Answer = () => respond(204);

/** A frame of an attach stream. */
export function frame(stream: 1 | 2, text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const out = new Uint8Array(8 + bytes.length);
  out[0] = stream;
  new DataView(out.buffer).setUint32(4, bytes.length);
  out.set(bytes, 8);
  return out;
}
