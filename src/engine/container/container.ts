import type { FileTree } from '../../kernel/fs/tree.ts';
import type { ContainerProcess, Sandbox } from '../../kernel/types.ts';
import type { StoredImage } from '../image/images.ts';
import type { Endpoint } from '../network/networks.ts';
import type { ContainerConfig } from './config.ts';
import type { HostConfig } from './host-config.ts';
import type { ContainerLog } from './log.ts';
import type { ContainerActor } from './machine.ts';
import type { Streams } from './streams.ts';
import type { Waiters } from './waiters.ts';

/** A container as the daemon keeps it. What it is doing is its machine's state; this is what is known of it. */
export interface Container {
  readonly id: string;
  /** Without the slash that the API puts before it. */
  name: string;
  readonly createdMs: number;
  readonly image: StoredImage;
  readonly config: ContainerConfig;
  hostConfig: HostConfig;
  /** The hardware address that was asked for; empty for any. */
  readonly mac: string;
  readonly path: string;
  readonly args: readonly string[];
  /** Names the directory of the writable layer, as the storage driver does. */
  readonly layerId: string;
  readonly upper: FileTree;
  readonly log: ContainerLog;
  readonly streams: Streams;
  readonly waiters: Waiters;
  readonly actor: ContainerActor;
  /** Execs that run, by id. */
  readonly execs: Map<string, ContainerProcess>;
  /** What it did last. */
  readonly state: {
    pid: number;
    exitCode: number;
    error: string;
    oomKilled: boolean;
    startedMs?: number;
    finishedMs?: number;
    restarts: number;
    /** The network that it was on last, which `inspect` shows after it has left. */
    networkId: string;
    /** Its files beside the layer (hostname, hosts, resolv.conf) are there from the first start on. */
    hasFiles: boolean;
    /** And its log. */
    hasLog: boolean;
    /** The names by which it was known on its network when it was renamed: `inspect` shows them from then on. */
    dnsNames: readonly string[] | null;
  };
  /** The exchange that made it do what it does, for the trace. */
  cause?: string | undefined;
  endpoint?: Endpoint | undefined;
  sandbox?: Sandbox | undefined;
  process?: ContainerProcess | undefined;
}

/** What the API calls a container's state (moby container/state.go, "StateString"). */
export type Status = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

const statuses: Readonly<Record<string, Status>> = {
  running: 'running',
  paused: 'paused',
  stopping: 'running',
  killing: 'running',
  dying: 'running',
  restarting: 'restarting',
  removing: 'removing',
  removed: 'removing',
  dead: 'dead',
};

/** The state of its machine. */
export const stateOf = (container: Container): string => container.actor.getSnapshot().value as string;

export function statusOf(container: Container): Status {
  const settled = container.state.startedMs === undefined ? 'created' : 'exited';
  const state = stateOf(container);
  // Between two runs of its restart policy it counts as restarting, until it runs.
  if (state === 'starting' && container.state.restarts > 0) return 'restarting';
  return statuses[state] ?? settled;
}

/** Running in the daemon's sense, in which what is paused or about to restart runs too. */
export const isRunning = (container: Container): boolean => ['running', 'paused', 'restarting'].includes(statusOf(container));

/** A process that signals can reach. */
export const hasProcess = (container: Container): boolean => ['running', 'paused', 'stopping', 'killing'].includes(stateOf(container));

export const labelsOf = (container: Container): Readonly<Record<string, string>> => container.config.Labels ?? {};
