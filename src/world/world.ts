import { VirtualClock } from '../core/clock.ts';
import type { Transport } from '../core/http.ts';
import { createLink } from '../core/link.ts';
import { createRandom } from '../core/random.ts';
import type { TerminalSize } from '../core/stdio.ts';
import { TraceLog } from '../core/trace/log.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createKernel } from '../kernel/kernel.ts';
import { createCatalogue } from '../oci/catalogue/catalogue.ts';
import type { ContentStore } from '../oci/content-store.ts';
import { createRegistry } from '../registry/registry.ts';
import { dockerProgram } from './docker-program.ts';
import { createHost, HOSTNAME, type RunningCommand } from './host.ts';
import { hostFiles } from './host-files.ts';

/** How far two parts are from one another. */
export interface Distance {
  /** One way, in milliseconds. */
  readonly latencyMs: number;
  /** Undefined: no limit. */
  readonly bytesPerMs?: number;
}

export interface WorldOptions {
  readonly seed: number;
  /** The date at virtual time 0. */
  readonly startedAt?: string;
  readonly architecture?: 'amd64' | 'arm64';
  /** From the client to the engine's socket. */
  readonly socket?: Distance;
  /** From the engine to the registry. */
  readonly internet?: Distance;
  /** Multiplies the engine's own delays: 1 is real, 0 is none. */
  readonly pace?: number;
  /** What the registry holds: the catalogue, if nothing else is said. */
  readonly store?: ContentStore;
  /** Another way for the client's requests to the engine's API than the direct call: a page's service worker. */
  readonly route?: (direct: Transport) => Transport;
  /** Keep at most this many events of the trace. */
  readonly traceCap?: number;
}

/** A whole world: the learner's machine with its engine, the registry far away, one clock and one trace. */
export interface World {
  readonly clock: VirtualClock;
  readonly trace: TraceLog;
  readonly engine: Engine;
  /**
   * Runs a line as typed at the learner's prompt, one at a time. Time stands still until a driver moves the clock.
   * Without a terminal its standard input is at its end.
   */
  run(line: string, terminal?: TerminalSize): RunningCommand;
}

const STARTED_AT = '2026-01-05T09:00:00.000Z';
const SOCKET: Distance = { latencyMs: 1 };
/** 40 ms there and back, 10 Mbit/s. */
const INTERNET: Distance = { latencyMs: 20, bytesPerMs: 1250 };

export function createWorld(options: WorldOptions): World {
  const { seed, startedAt = STARTED_AT, architecture = 'amd64', socket = SOCKET, internet = INTERNET, pace = 1, route, traceCap } = options;
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, seed, startedAt, ...(traceCap === undefined ? {} : { cap: traceCap }) });
  const random = createRandom(seed);
  const epochMs = Date.parse(startedAt);

  const registry = createRegistry({
    clock,
    trace,
    random: random.fork('registry'),
    store: options.store ?? createCatalogue(),
    pace,
    epochMs,
  });
  const host = createHost(
    trace,
    dockerProgram(
      (request) => toEngine(request),
      clock,
      () => host.span,
    ),
  );
  const kernel = createKernel({ clock, trace, random: random.fork('kernel'), epochMs, architecture, programs: host.programs });
  const engine = createEngine({
    clock,
    trace,
    random: random.fork('engine'),
    kernel,
    architecture,
    epochMs,
    pace,
    hostname: HOSTNAME,
    registry: createLink(registry.fetch, { name: 'engine-registry', clock, trace, ...internet }),
  });
  const direct = createLink(engine.fetch, { name: 'client-engine', clock, trace, ...socket });
  const toEngine = route ? route(direct) : direct;
  host.boot(kernel, hostFiles(architecture, epochMs));

  return {
    clock,
    trace,
    engine,
    run: (line, terminal) => host.run(line, terminal),
  };
}
