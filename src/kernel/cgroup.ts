import type { Limits } from './types.ts';

/** What the kernel lets a cgroup have when nobody says otherwise: in `cpu.weight`, and the period of `cpu.max`. */
const defaultWeight = 100;
const defaultPeriodUs = 100_000;

/** A limit as cgroup v2 writes it. */
const orMax = (limit: number | undefined) => String(limit ?? 'max');

/** cgroup v1's 2 to 262,144 as v2's 1 to 10,000 (runc libcontainer/cgroups, "ConvertCPUSharesToCgroupV2Value"). */
const weightOf = (shares: number) => 1 + Math.floor(((shares - 2) * 9999) / 262_142);

/**
 * The files of a container's cgroup (Linux Documentation/admin-guide/cgroup-v2.rst), read anew each
 * time, since limits change while it runs. How much memory processes use is a model: a megabyte each.
 */
export function cgroupFiles(pids: () => readonly number[], limits: () => Limits): Readonly<Record<string, () => string>> {
  const files: Readonly<Record<string, () => string | number>> = {
    'cgroup.controllers': () => 'cpuset cpu io memory hugetlb pids rdma',
    'cgroup.procs': () => pids().join('\n'),
    'cgroup.type': () => 'domain',
    'cgroup.events': () => `populated ${pids().length > 0 ? 1 : 0}\nfrozen 0`,
    'cpu.max': () => {
      const { cpuQuotaUs, cpuPeriodUs = defaultPeriodUs } = limits();
      return `${orMax(cpuQuotaUs)} ${cpuPeriodUs}`;
    },
    'cpu.weight': () => {
      const { cpuShares } = limits();
      return cpuShares === undefined ? defaultWeight : weightOf(cpuShares);
    },
    'memory.current': () => pids().length * 1_048_576,
    'memory.low': () => limits().memoryReservationBytes ?? 0,
    'memory.max': () => orMax(limits().memoryBytes),
    'memory.swap.max': () => orMax(limits().swapBytes),
    'pids.current': () => pids().length,
    'pids.max': () => orMax(limits().processes),
  };
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, () => `${text()}\n`]));
}
