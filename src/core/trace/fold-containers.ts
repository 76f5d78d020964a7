import type { Draft, Folds } from './fold-draft.ts';
import { type ContainerState, machineKey } from './world-state.ts';

const update = (draft: Draft, id: string, change: (container: ContainerState) => Partial<ContainerState>) =>
  draft.update('containers', id, (container) => ({ ...container, ...change(container) }));

/** A container without what `key` names. */
function without<K extends 'overlay' | 'cgroup' | 'exitCode'>(container: ContainerState, ...keys: K[]): ContainerState {
  const rest = { ...container };
  for (const key of keys) delete rest[key];
  return rest;
}

export const containerFolds: Folds = {
  'container.created': (draft, event) => {
    const { container: id, name, image, imageReference, command, at, parent } = event;
    draft.edit('containers').set(id, {
      id,
      name,
      image,
      imageReference,
      command,
      at,
      ...(parent ? { parent } : {}),
      // The machine may have been started before or after the container is told of.
      state: draft.get('machines', machineKey('container', id))?.state ?? 'created',
      namespaces: [],
      addresses: [],
      ports: [],
      processes: [],
      copiedUp: [],
    });
  },
  'container.renamed': (draft, { container, name }) => update(draft, container, () => ({ name })),
  'container.removed': (draft, { container }) => {
    draft.edit('containers').delete(container);
    draft.edit('machines').delete(machineKey('container', container));
  },
  'mount.overlay': (draft, { container, lower, upper }) => update(draft, container, () => ({ overlay: { lower, upper } })),
  // What runc built goes when the container stops; the writable layer stays with the container.
  'mount.removed': (draft, { container }) =>
    draft.update('containers', container, (state) => ({
      ...without(state, 'overlay', 'cgroup'),
      namespaces: [],
      ports: [],
      processes: [],
    })),
  'namespace.created': (draft, { container, kinds }) => update(draft, container, () => ({ namespaces: kinds })),
  'cgroup.created': (draft, { container, path }) => update(draft, container, () => ({ cgroup: path })),
  'net.attached': (draft, { container, network, address, mac }) =>
    update(draft, container, ({ addresses }) => ({ addresses: [...addresses, { network, address, mac }] })),
  'net.published': (draft, { container, containerPort, hostPort, protocol }) =>
    update(draft, container, ({ ports }) => ({ ports: [...ports, { containerPort, hostPort, protocol }] })),
  'net.detached': (draft, { container, network }) =>
    update(draft, container, ({ addresses }) => ({ addresses: addresses.filter((address) => address.network !== network) })),
  'process.started': (draft, { container, pid, hostPid, argv, at }) =>
    draft.update('containers', container, (state) => ({
      ...(pid === 1 ? without(state, 'exitCode') : state),
      // A process that becomes another program keeps its PID.
      processes: [...state.processes.filter((process) => process.pid !== pid), { pid, hostPid, argv, at }],
    })),
  'process.signal': (draft, { container, pid, signal }) =>
    update(draft, container, ({ processes }) => ({
      processes: processes.map((process) => (process.pid === pid ? { ...process, signal } : process)),
    })),
  'process.ended': (draft, { container, pid, exitCode }) =>
    update(draft, container, ({ processes }) => ({
      processes: processes.filter((process) => process.pid !== pid),
      ...(pid === 1 ? { exitCode } : {}),
    })),
  'file.copied-up': (draft, { container, path }) =>
    update(draft, container, ({ copiedUp }) => (copiedUp.includes(path) ? {} : { copiedUp: [...copiedUp, path] })),
};
