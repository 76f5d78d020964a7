import type { NewEvent } from '../core/trace/events.ts';
import type { TraceSink } from '../core/trace/log.ts';
import type { Reports } from './process/pid-namespace.ts';
import type { SandboxSpec } from './types.ts';

interface Report extends Reports {
  overlay(lower: readonly string[], upper: string): void;
  namespaces(kinds: readonly string[]): void;
  cgroup(): void;
  attached(): void;
  closed(): void;
  copiedUp(path: string): void;
}

type Body = NewEvent extends infer E ? (E extends NewEvent ? Omit<E, 'actor' | 'container'> : never) : never;

/** Puts what happens to a sandbox into the trace. */
export function reporter(trace: TraceSink, spec: SandboxSpec): Report {
  const { id: container, network, quiet } = spec;
  const emit = (event: Body, span = spec.span) => {
    if (!quiet) trace.emit({ ...event, actor: 'kernel', container, ...(span ? { span } : {}) } as NewEvent);
  };
  const bridged = network.mode === 'bridge' && network.address !== undefined;
  const name = network.name ?? network.mode;
  return {
    overlay: (lower, upper) => emit({ type: 'mount.overlay', lower, upper }),
    namespaces: (kinds) => emit({ type: 'namespace.created', kinds }),
    cgroup: () => emit({ type: 'cgroup.created', path: `system.slice/docker-${container}.scope` }),
    attached() {
      if (!bridged) return;
      emit({ type: 'net.attached', network: name, address: network.address ?? '', mac: network.mac ?? '' });
      for (const rule of network.published ?? []) emit({ type: 'net.published', ...rule });
    },
    closed() {
      if (bridged) emit({ type: 'net.detached', network: name });
      emit({ type: 'mount.removed' });
    },
    copiedUp: (path) => emit({ type: 'file.copied-up', path }),
    started: ({ pid, hostPid, image, span }) => emit({ type: 'process.started', pid, hostPid, argv: image.argv }, span),
    signalled: ({ pid, span }, signal) => {
      if (signal !== 'SIGCHLD') emit({ type: 'process.signal', pid, signal }, span);
    },
    ended: ({ pid, span }, { exitCode, signal }) => emit({ type: 'process.ended', pid, exitCode, ...(signal ? { signal } : {}) }, span),
  };
}
