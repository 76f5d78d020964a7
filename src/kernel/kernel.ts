import { Networks } from './net/networks.ts';
import type { Program } from './process/sys.ts';
import { programs as ownPrograms } from './programs/index.ts';
import { SandboxBuilder } from './sandbox.ts';
import type { Kernel, KernelOptions } from './types.ts';

/** The first process that a container starts gets about this PID on a host that has been up for a while. */
const firstHostPid = 2200;

/** Builds the kernel of a machine. `programs` adds to the ones that executables can name, or replaces some. */
export function createKernel(options: KernelOptions & { readonly programs?: Readonly<Record<string, Program>> }): Kernel {
  let hostPid = firstHostPid + options.random.fork('host-pids').int(600);
  let inode = 20_000;
  const shared = {
    ...options,
    random: options.random.fork('kernel'),
    networks: new Networks(),
    programs: new Map([...Object.entries(ownPrograms), ...Object.entries(options.programs ?? {})]),
    nextHostPid: () => ++hostPid,
    nextInode: () => ++inode,
  };
  return { createSandbox: (spec) => new SandboxBuilder(shared, spec).build() };
}
