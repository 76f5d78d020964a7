import { hostname } from 'node:os';
import { createRandom } from '../core/random.ts';
import { noTrace } from '../core/trace/log.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createKernel } from '../kernel/kernel.ts';
import { registryTransport } from './http/registry-transport.ts';
import { registries } from './registries.ts';
import { WallClock } from './wall-clock.ts';

export interface EngineServerOptions {
  readonly seed: number;
  /** A registry that stands for Docker Hub: `http://127.0.0.1:5000`. Undefined: the simulated one. */
  readonly mirror?: string | undefined;
  /** The factor on the delays of links and engine; 0 leaves none. */
  readonly pace: number;
}

/** The simulated engine on wall time. Nobody reads its trace, so none is kept. */
export function createEngineServer({ seed, mirror, pace }: EngineServerOptions): Engine {
  const clock = new WallClock();
  const random = createRandom(seed);
  const trace = noTrace;
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const epochMs = Date.now();
  const kernel = createKernel({ clock, trace, random: random.fork('kernel'), epochMs, architecture });
  return createEngine({
    clock,
    trace,
    random: random.fork('engine'),
    kernel,
    registry: mirror ? registryTransport() : registries(clock, random.fork('registry'), pace),
    ...(mirror ? { mirror } : {}),
    architecture,
    epochMs,
    pace,
    hostname: hostname(),
  });
}
