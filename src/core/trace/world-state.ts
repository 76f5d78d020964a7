import type { Actor, EventOf, LinkName, MachineName } from './events.ts';

/**
 * The world as the trace tells it, at one cursor: what every view shows. A value: nothing in it is
 * ever changed, and what is the same from one moment to the next is the same object.
 */
export interface WorldState {
  /** When the last event happened, in virtual milliseconds. */
  readonly at: number;
  /** How many events have happened. */
  readonly applied: number;
  /** By span: `c1`, `c2`, … */
  readonly commands: ReadonlyMap<string, CommandState>;
  /** By exchange: `x1`, `x2`, … in order of their requests. */
  readonly exchanges: ReadonlyMap<string, ExchangeState>;
  /** The exchanges of `exchanges` that have not ended. */
  readonly open: ReadonlyMap<string, ExchangeState>;
  /** What is known of an image before it is stored, by reference as the engine asked for it. */
  readonly resolved: ReadonlyMap<string, ResolvedImage>;
  /** By the digest of the blob, compressed. */
  readonly layers: ReadonlyMap<string, LayerState>;
  /** The local store, by image ID. */
  readonly images: ReadonlyMap<string, ImageState>;
  /** Those that exist, by ID. */
  readonly containers: ReadonlyMap<string, ContainerState>;
  /** By `machineKey`. */
  readonly machines: ReadonlyMap<string, MachineState>;
  readonly terminal: TerminalState;
}

export interface CommandState {
  readonly id: string;
  readonly line: string;
  readonly start: EventOf<'command.start'>;
  readonly end?: EventOf<'command.end'>;
}

/** A piece of a body on its way. Heads travel too: see `ExchangeState.request` and `response`. */
export interface Flight {
  readonly direction: 'there' | 'back';
  /** Virtual milliseconds. */
  readonly sent: number;
  readonly arrives: number;
  /** Bytes. */
  readonly size: number;
}

export interface ExchangeState {
  readonly id: string;
  readonly link: LinkName;
  /** The span that it was made because of. */
  readonly parent?: string;
  readonly method: string;
  readonly url: string;
  readonly request: EventOf<'http.request'>;
  readonly response?: EventOf<'http.response'>;
  readonly end?: EventOf<'http.end'> | EventOf<'http.failed'>;
  /** Bytes of the bodies that have been sent so far. */
  readonly requestSize: number;
  readonly responseSize: number;
  readonly responseChunks: number;
  /** Pieces that may still be under way, oldest first: those whose `arrives` is past have arrived. */
  readonly flights: readonly Flight[];
  /** The text of the last piece of the answer, where it is text. */
  readonly lastText?: string;
}

export interface ResolvedImage {
  readonly reference: string;
  readonly manifest: string;
  readonly config: string;
  /** Digests of the blobs, bottom layer first. */
  readonly layers: readonly { readonly digest: string; readonly size: number }[];
  /** When, in virtual milliseconds. */
  readonly at: number;
  readonly span?: string;
}

/** `known` from the manifest; `present` is in the local store; `removed` was. */
export type LayerPhase = 'known' | 'downloading' | 'downloaded' | 'verified' | 'corrupt' | 'extracting' | 'present' | 'removed';

export interface Progress {
  readonly current: number;
  readonly total: number;
}

export interface LayerState {
  readonly digest: string;
  readonly phase: LayerPhase;
  /** When it came into this phase, in virtual milliseconds. */
  readonly since: number;
  /** Of the blob, in bytes. */
  readonly size?: number;
  readonly diffId?: string;
  readonly chainId?: string;
  /** Unpacked, in bytes. */
  readonly unpackedSize?: number;
  readonly download?: Progress;
  readonly extract?: Progress;
  /** What was hashed instead, when `corrupt`. */
  readonly actual?: string;
  /** The local store had it already when it was last asked for. */
  readonly reused: boolean;
  /** The exchange that last asked a registry for it. */
  readonly exchange?: string;
}

export interface ImageState {
  readonly id: string;
  readonly references: readonly string[];
  /** Bottom layer first. */
  readonly layers: readonly { readonly digest: string; readonly diffId: string; readonly size: number }[];
  readonly size: number;
  readonly at: number;
}

export interface ProcessState {
  readonly pid: number;
  readonly hostPid: number;
  readonly argv: readonly string[];
  readonly at: number;
  /** The last signal that it got. */
  readonly signal?: string;
}

export interface ContainerState {
  readonly id: string;
  readonly name: string;
  /** The image's ID. */
  readonly image: string;
  readonly imageReference: string;
  readonly command: readonly string[];
  readonly at: number;
  readonly parent?: string;
  /** The container machine's state: `created`, `running`, `exited`, … */
  readonly state: string;
  readonly overlay?: { readonly lower: readonly string[]; readonly upper: string };
  readonly namespaces: readonly string[];
  readonly cgroup?: string;
  readonly addresses: readonly { readonly network: string; readonly address: string; readonly mac: string }[];
  readonly ports: readonly { readonly containerPort: number; readonly hostPort: number; readonly protocol: string }[];
  /** Those that live, by PID in the container. */
  readonly processes: readonly ProcessState[];
  /** Of PID 1, once it has ended. */
  readonly exitCode?: number;
  /** Files that were copied to the writable layer, in order. */
  readonly copiedUp: readonly string[];
}

export interface MachineState {
  readonly machine: MachineName;
  /** Which instance: a container's id, a layer's digest, a command's span. */
  readonly id: string;
  readonly actor: Actor;
  readonly state: string;
  /** The event that led here. */
  readonly event: string;
  readonly since: number;
  readonly span?: string;
}

export interface TerminalState {
  /** Pieces of output so far. */
  readonly chunks: number;
  /** UTF-16 code units of output so far. */
  readonly length: number;
}

export const machineKey = (machine: MachineName, id: string): string => `${machine} ${id}`;

const none: ReadonlyMap<string, never> = new Map<string, never>();

/** The world before anything has happened. */
export const emptyWorld = (): WorldState => ({
  at: 0,
  applied: 0,
  commands: none,
  exchanges: none,
  open: none,
  resolved: none,
  layers: none,
  images: none,
  containers: none,
  machines: none,
  terminal: { chunks: 0, length: 0 },
});
