import type { Clock } from '../core/clock.ts';
import type { Transport } from '../core/http.ts';
import type { Random } from '../core/random.ts';
import type { TraceSink } from '../core/trace/log.ts';
import type { Kernel } from '../kernel/types.ts';

/** What an engine is built from: everything outside it is handed in. */
export interface EngineOptions {
  readonly clock: Clock;
  readonly trace: TraceSink;
  readonly random: Random;
  readonly kernel: Kernel;
  /** Reaches any registry, by its URL. Rejects when nothing answers there. */
  readonly registry: Transport;
  /** Where Docker Hub's images are looked for first, as dockerd's `--registry-mirror`: `http://127.0.0.1:5000`. */
  readonly mirror?: string;
  /** `amd64` or `arm64`. */
  readonly architecture: 'amd64' | 'arm64';
  /** The date at virtual time 0, in milliseconds since 1970. */
  readonly epochMs: number;
  /** Multiplies the engine's own delays (unpacking, building a container's isolation): 1 is real, 0 is none. */
  readonly pace: number;
  /** The machine's name, as `docker info` shows it. */
  readonly hostname: string;
}

/** What the engine's own parts share. */
export interface EngineContext extends EngineOptions {
  readonly events: EventBus;
  /** The date now: `epochMs` plus the virtual time. */
  readonly nowMs: () => number;
  /** Waits for one of the engine's own delays, scaled by `pace`; no timer is set when that is 0. */
  readonly delay: (ms: number) => Promise<void>;
}

/** A message of `GET /events` (moby api/types/events). */
export interface EngineEvent {
  readonly Type: 'container' | 'image' | 'network' | 'volume' | 'daemon';
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
  readonly scope: 'local';
  /** Seconds and nanoseconds since 1970. */
  readonly time: number;
  readonly timeNano: number;
}

export interface EventBus {
  publish(type: EngineEvent['Type'], action: string, id: string, attributes: Record<string, string>): void;
}
