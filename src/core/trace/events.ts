/**
 * Every kind of event that a trace can hold. A trace is plain JSON; a recording of a real engine has
 * the wire events only, a simulation has the inner ones too.
 *
 * Times are virtual milliseconds, sizes are bytes, digests are `sha256:<64 hex>`.
 */

/** Who did it. A container is `container:<id>`. */
export type Actor = 'client' | 'api' | 'engine' | 'registry' | 'kernel' | `container:${string}`;

/** Which way a message goes: the two crossings that Docker has. */
export type LinkName = 'client-engine' | 'engine-registry';

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A piece of a body. Text and small binary are kept whole; of the rest only the size is. */
export interface Piece {
  readonly size: number;
  readonly text?: string;
  readonly base64?: string;
}

interface WireEvent {
  /** The exchange, which is also the event's span: `x1`, `x2`, … */
  readonly exchange: string;
  readonly link: LinkName;
}

/** Wire events come from simulator and recorder alike. `arrives` is when the other side has it. */
export interface WireEvents {
  'http.request': WireEvent & { readonly method: string; readonly url: string; readonly headers: HeaderList; readonly arrives: number };
  'http.request.chunk': WireEvent & Piece & { readonly arrives: number };
  'http.response': WireEvent & {
    readonly status: number;
    readonly statusText: string;
    readonly headers: HeaderList;
    readonly arrives: number;
  };
  'http.response.chunk': WireEvent & Piece & { readonly arrives: number };
  /** The response is complete. `size` counts its body. */
  'http.end': WireEvent & { readonly size: number };
  /** The connection broke, or one side gave up: `READER_LEFT` where that is no failure. */
  'http.failed': WireEvent & { readonly reason: string };
}

export interface CommandEvents {
  /** The learner pressed Enter. The span is the command: `c1`, `c2`, … */
  'command.start': { readonly line: string };
  'command.end': { readonly exitCode: number };
  'terminal.output': { readonly stream: 'stdout' | 'stderr'; readonly text: string };
  'terminal.input': { readonly text: string };
}

export interface MachineEvents {
  /** A state machine took a transition. `id` names the instance: a container's id, a layer's digest, … */
  state: { readonly machine: MachineName; readonly id: string; readonly from: string; readonly to: string; readonly event: string };
}

export type MachineName = 'command' | 'connection' | 'pull' | 'layer' | 'image-store' | 'container' | 'exec' | 'registry-session';

export interface ImageEvents {
  'cache.hit': { readonly reference: string; readonly image: string };
  'cache.miss': { readonly reference: string };
  /** The manifest is known: what the image consists of, bottom layer first. */
  'image.resolved': {
    readonly reference: string;
    readonly manifest: string;
    readonly config: string;
    readonly layers: readonly { readonly digest: string; readonly size: number }[];
  };
  'layer.exists': { readonly digest: string; readonly diffId: string };
  'layer.download': { readonly digest: string; readonly current: number; readonly total: number };
  'layer.verified': { readonly digest: string };
  'layer.corrupt': { readonly digest: string; readonly actual: string };
  'layer.extract': { readonly digest: string; readonly current: number; readonly total: number };
  /** Unpacked, checked against its diff ID and part of the local store. */
  'layer.registered': { readonly digest: string; readonly diffId: string; readonly chainId: string; readonly size: number };
  'layer.removed': { readonly diffId: string; readonly chainId: string };
  'image.stored': {
    readonly image: string;
    readonly layers: readonly { readonly digest: string; readonly diffId: string; readonly size: number }[];
    readonly size: number;
  };
  'image.tagged': { readonly image: string; readonly reference: string };
  'image.untagged': { readonly image: string; readonly reference: string };
  'image.removed': { readonly image: string };
}

export interface ContainerEvents {
  'container.created': {
    readonly container: string;
    readonly name: string;
    readonly image: string;
    readonly imageReference: string;
    readonly command: readonly string[];
  };
  'container.renamed': { readonly container: string; readonly name: string };
  'container.removed': { readonly container: string };
  /** The isolation that a start builds, step by step (runc's order). */
  'mount.overlay': { readonly container: string; readonly lower: readonly string[]; readonly upper: string };
  'mount.removed': { readonly container: string };
  'namespace.created': { readonly container: string; readonly kinds: readonly string[] };
  'cgroup.created': { readonly container: string; readonly path: string };
  'net.attached': { readonly container: string; readonly network: string; readonly address: string; readonly mac: string };
  'net.published': { readonly container: string; readonly containerPort: number; readonly hostPort: number; readonly protocol: string };
  'net.detached': { readonly container: string; readonly network: string };
  'process.started': { readonly container: string; readonly pid: number; readonly hostPid: number; readonly argv: readonly string[] };
  'process.signal': { readonly container: string; readonly pid: number; readonly signal: string };
  'process.ended': { readonly container: string; readonly pid: number; readonly exitCode: number; readonly signal?: string };
  'file.copied-up': { readonly container: string; readonly path: string };
}

export interface Payloads extends WireEvents, CommandEvents, MachineEvents, ImageEvents, ContainerEvents {}

export type EventType = keyof Payloads;

/** What the one who reports an event says; the log adds `seq` and `at`. */
export type NewEvent = {
  [T in EventType]: { readonly type: T; readonly actor: Actor; readonly span?: string; readonly parent?: string } & Payloads[T];
}[EventType];

/** An event of the trace. `span` is what it belongs to, `parent` what caused that. */
export type TraceEvent = { readonly seq: number; readonly at: number } & NewEvent;

export type EventOf<T extends EventType> = Extract<TraceEvent, { type: T }>;

export interface Trace {
  readonly version: 1;
  readonly source: 'simulated' | 'recorded';
  readonly seed?: number | string;
  readonly apiVersion: string;
  /** The date at virtual time 0, ISO 8601. */
  readonly startedAt: string;
  readonly events: readonly TraceEvent[];
}
