import { cgroupFiles } from './cgroup.ts';
import { load } from './exec/load.ts';
import { table } from './exec/user.ts';
import { CgroupFileSystem, sysTree } from './fs/cgroup.ts';
import { deviceTree, openDevice } from './fs/devices.ts';
import { boundFiles, initLayer } from './fs/etc.ts';
import { Files } from './fs/files.ts';
import { Mounts } from './fs/mounts.ts';
import { Overlay } from './fs/overlay.ts';
import { ProcFileSystem } from './fs/proc.ts';
import { MemoryFileSystem } from './fs/tmpfs.ts';
import type { Tty } from './io/tty.ts';
import { launch } from './launch.ts';
import { NetworkNamespace } from './net/namespace.ts';
import type { Machine } from './process/machine.ts';
import { PidNamespace } from './process/pid-namespace.ts';
import { procSource } from './process/proc-files.ts';
import type { Process } from './process/process.ts';
import { runProcess } from './process/run.ts';
import { reporter } from './report.ts';
import type { Shared } from './shared.ts';
import type { Sandbox, SandboxSpec } from './types.ts';

/** Builds a container's isolation in runc's order: mount, namespaces, cgroup, network. */
export class SandboxBuilder {
  readonly #mounts = new Mounts();
  readonly #terminals = new Map<number, Tty>();
  readonly #report;
  readonly #nowMs: () => number;

  constructor(
    private readonly shared: Shared,
    private readonly spec: SandboxSpec,
  ) {
    this.#report = reporter(shared.trace, spec);
    this.#nowMs = () => shared.epochMs + shared.clock.now();
  }

  build(): Sandbox {
    const { shared, spec } = this;
    this.#mountRoot();
    const host = spec.network.mode === 'host';
    this.#report.namespaces(host ? ['mnt', 'uts', 'ipc', 'pid', 'cgroup'] : ['mnt', 'uts', 'ipc', 'pid', 'net', 'cgroup']);
    this.#report.cgroup();
    const network = host ? shared.networks.host : new NetworkNamespace(spec.id, shared.networks);
    const detach = shared.networks.attach(network, spec.network);
    this.#report.attached();
    const machine = this.#machine(network);
    this.#mounts.mount('/proc', new ProcFileSystem(procSource(machine, '/')));
    this.#mounts.mount(
      '/sys/fs/cgroup',
      new CgroupFileSystem(cgroupFiles(() => machine.pids.list().map(({ pid }) => pid), machine.limits)),
    );
    for (const { at, tree, readOnly = false, source = '/dev/vda1' } of spec.mounts ?? []) {
      this.#mounts.mount(at, new MemoryFileSystem('ext4', source, `${readOnly ? 'ro' : 'rw'},relatime`, tree, readOnly));
    }
    return this.#sandbox(machine, detach);
  }

  #mountRoot(): void {
    const { spec } = this;
    const created = this.#nowMs();
    const layers = [...spec.layers, initLayer(created)];
    const lower = spec.layerNames ?? spec.layers.map((_, i) => `layer ${i + 1}`);
    const upper = spec.upperName ?? `${spec.id.slice(0, 12)}/diff`;
    const options = `${spec.readOnly ? 'ro' : 'rw'},relatime,lowerdir=${lower.toReversed().join(':')},upperdir=${upper}`;
    this.#mounts.mount('/', new Overlay(layers, spec.upper, options, this.#report.copiedUp, spec.readOnly));
    this.#report.overlay(lower, upper);
    this.#mounts.mount('/dev', new MemoryFileSystem('tmpfs', 'tmpfs', 'rw,nosuid,size=65536k,mode=755', deviceTree(created)));
    this.#mounts.mount('/sys', new MemoryFileSystem('sysfs', 'sysfs', 'ro,nosuid,nodev,noexec,relatime', sysTree(), true));
    this.#mounts.mount('/dev/shm', new MemoryFileSystem('tmpfs', 'shm', 'rw,nosuid,nodev,noexec,relatime,size=65536k'));
    for (const [path, fs] of boundFiles(spec.hostname, spec.network, created)) this.#mounts.mount(path, fs);
  }

  #machine(network: NetworkNamespace): Machine {
    const { shared, spec } = this;
    const uptime = () => shared.clock.now() + bootedBeforeMs;
    const openNode: ConstructorParameters<typeof Files>[2] = (device, path, asker) =>
      openDevice(device, path, shared.random, (asker as Process).tty, this.#terminals);
    const machine: Machine = {
      clock: shared.clock,
      random: shared.random,
      trace: shared.trace,
      hostname: spec.hostname,
      architecture: shared.architecture,
      files: new Files(this.#mounts, this.#nowMs, openNode),
      pids: new PidNamespace(shared.nextHostPid, uptime, this.#report),
      network,
      limits: spec.limits ?? (() => ({})),
      nowMs: this.#nowMs,
      uptime,
      nextInode: shared.nextInode,
      userName: (uid) => table(machine.files, '/etc/passwd').find((row) => row[2] === String(uid))?.[0] ?? String(uid),
      load: (asker, path, argv) =>
        load({ files: machine.files, programs: shared.programs, architecture: shared.architecture }, asker, path, argv),
      run: (process, program) => void Promise.resolve().then(() => runProcess(process, program, machine)),
    };
    return machine;
  }

  #sandbox(machine: Machine, detach: () => void): Sandbox {
    const { pids, userName } = machine;
    const start = (spec: Parameters<Sandbox['start']>[0]) => launch(machine, this.#terminals, spec, this.#report.started);
    return {
      start,
      exec: start,
      processes: () =>
        pids.list().map((one) => ({
          pid: one.pid,
          hostPid: one.hostPid,
          ppid: one.parent?.pid ?? 0,
          user: userName(one.uid),
          argv: one.image.argv,
          startedAtMs: one.startedAtMs,
        })),
      freeze: () => {
        for (const process of pids.list()) process.freeze();
      },
      thaw: () => {
        for (const process of pids.list()) process.thaw();
      },
      close: () => {
        for (const process of pids.list()) process.signal('SIGKILL', true);
        detach();
        this.#report.closed();
      },
    };
  }
}

/** How long the machine had been running when the world began: a quarter of an hour. */
const bootedBeforeMs = 900_000;
