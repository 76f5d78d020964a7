import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import type { TerminalSize } from '../core/stdio.ts';
import type { TraceSink } from '../core/trace/log.ts';
import type { FileTree } from './fs/tree.ts';

/** What containerd's shim and runc ask of the kernel, and all that the engine knows of it. */
export interface Kernel {
  /** Builds a container's isolation (mount, namespaces, cgroup, network), with no process in it yet. */
  createSandbox(spec: SandboxSpec): Sandbox;
}

export interface KernelOptions {
  readonly clock: Clock;
  readonly trace: TraceSink;
  readonly random: Random;
  /** The date at virtual time 0, in milliseconds since 1970. */
  readonly epochMs: number;
  /** `amd64` or `arm64`: a binary for the other fails with "exec format error". */
  readonly architecture: string;
}

export interface SandboxSpec {
  /** The container's id, 64 hexadecimal digits. */
  readonly id: string;
  readonly hostname: string;
  /** The image's layers, bottom first. Never written to. */
  readonly layers: readonly FileTree[];
  /** The container's writable layer: the engine keeps it from one start to the next. */
  readonly upper: FileTree;
  readonly network: SandboxNetwork;
  /** Reports nothing in the trace: the learner's own machine, which is a sandbox too. */
  readonly quiet?: boolean;
  /** The layers' names for the trace, bottom first: their chain IDs, say. */
  readonly layerNames?: readonly string[];
  /** The upper layer's name for the trace. */
  readonly upperName?: string;
  /** What started it, for the trace. */
  readonly span?: string;
  /** The root file system may not be written to (`docker run --read-only`). */
  readonly readOnly?: boolean;
  /** What its cgroup may have; asked anew each time, since that changes while it runs (`docker update`). */
  readonly limits?: () => Limits;
  /** Further trees, mounted at absolute paths (volumes, bind mounts). */
  readonly mounts?: readonly { readonly at: string; readonly tree: FileTree; readonly readOnly?: boolean; readonly source?: string }[];
}

/** Of each as much as there is, where it is left out. */
export interface Limits {
  readonly memoryBytes?: number;
  readonly swapBytes?: number;
  readonly memoryReservationBytes?: number;
  /** Of each period, over all processors. */
  readonly cpuQuotaUs?: number;
  readonly cpuPeriodUs?: number;
  /** A relative weight, as cgroup v1 counts: 1024 is the usual. */
  readonly cpuShares?: number;
  readonly processes?: number;
}

export interface SandboxNetwork {
  readonly mode: 'bridge' | 'none' | 'host';
  /** With `bridge`: the network's name, our address on it, and who is the gateway. */
  readonly name?: string;
  readonly address?: string;
  readonly prefixLength?: number;
  readonly gateway?: string;
  readonly mac?: string;
  /** For /etc/resolv.conf: 127.0.0.11 on a user's network. */
  readonly nameserver?: string;
  /** What others on a user's network may call us: the container's name, its aliases, its short id. */
  readonly aliases?: readonly string[];
  readonly published?: readonly { readonly containerPort: number; readonly hostPort: number; readonly protocol: string }[];
}

export interface Sandbox {
  /**
   * Starts PID 1.
   * @throws ExecError when the program cannot be found or run: nothing has been started then.
   */
  start(spec: ProcessSpec): ContainerProcess;
  /** Starts a further process in the same namespaces. @throws ExecError */
  exec(spec: ProcessSpec): ContainerProcess;
  /** All processes that live in the sandbox, by PID. */
  processes(): readonly ProcessInfo[];
  /** Stops all its processes where they are, as the cgroup freezer does; SIGKILL still ends them. */
  freeze(): void;
  /** Lets them go on, with the signals that have come meanwhile. */
  thaw(): void;
  /** Ends what still runs, and takes mount, namespaces, cgroup and network down. */
  close(): void;
}

export interface ProcessSpec {
  readonly argv: readonly string[];
  /** `NAME=value` */
  readonly env: readonly string[];
  readonly cwd: string;
  /** `name`, `uid`, `name:group`, `uid:gid`; empty for root. */
  readonly user: string;
  readonly tty: boolean;
  /** Whether standard input is a stream that someone may write to; otherwise it is at its end. */
  readonly stdin: boolean;
  readonly size?: TerminalSize;
  /** What caused it, in the trace: the process and its children see it as `sys.span`. */
  readonly span?: string;
}

export interface ContainerProcess {
  /** In the container's PID namespace. */
  readonly pid: number;
  /** In the host's. */
  readonly hostPid: number;
  readonly exited: Promise<ExitStatus>;
  /** Output as it is written. With a terminal, all of it is stdout. Set before anything can be written. */
  onOutput(listener: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void): void;
  /** To standard input, or to the terminal, whose line discipline turns ^C into SIGINT. */
  write(bytes: Uint8Array): void;
  /** The end of standard input. */
  end(): void;
  /** `SIGTERM`, `SIGKILL`, … */
  kill(signal: SignalName): void;
  resize(size: TerminalSize): void;
}

export interface ExitStatus {
  /** As `$?` and Docker show it: 128 + n after signal n. */
  readonly exitCode: number;
  readonly signal?: SignalName;
  readonly oomKilled?: boolean;
}

export interface ProcessInfo {
  readonly pid: number;
  readonly hostPid: number;
  readonly ppid: number;
  readonly user: string;
  readonly argv: readonly string[];
  readonly startedAtMs: number;
}

export type SignalName =
  | 'SIGHUP'
  | 'SIGINT'
  | 'SIGQUIT'
  | 'SIGILL'
  | 'SIGTRAP'
  | 'SIGABRT'
  | 'SIGBUS'
  | 'SIGFPE'
  | 'SIGKILL'
  | 'SIGUSR1'
  | 'SIGSEGV'
  | 'SIGUSR2'
  | 'SIGPIPE'
  | 'SIGALRM'
  | 'SIGTERM'
  | 'SIGSTKFLT'
  | 'SIGCHLD'
  | 'SIGCONT'
  | 'SIGSTOP'
  | 'SIGTSTP'
  | 'SIGTTIN'
  | 'SIGTTOU'
  | 'SIGURG'
  | 'SIGXCPU'
  | 'SIGXFSZ'
  | 'SIGVTALRM'
  | 'SIGPROF'
  | 'SIGWINCH'
  | 'SIGIO'
  | 'SIGPWR'
  | 'SIGSYS';

/** Why a program could not be started, in the words of runc (Go's os/exec and runc's init). */
export class ExecError extends Error {
  override readonly name = 'ExecError';
  constructor(
    readonly code: 'ENOENT' | 'EACCES' | 'ENOTDIR' | 'ENOUSER',
    /** `exec: "x": executable file not found in $PATH` */
    message: string,
  ) {
    super(message);
  }
}
