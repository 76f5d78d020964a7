import type { Limits } from '../../kernel/types.ts';
import type { HostConfig } from './host-config.ts';

/** The scheduler's period for `--cpus`, in microseconds. */
const PERIOD_US = 100_000;

/** A limit, where one was asked for. */
const given = <K extends keyof Limits>(name: K, value: number | null): Limits => (value !== null && value > 0 ? { [name]: value } : {});

/** What a container's cgroup may have (moby daemon/daemon_unix.go, "getMemoryResources" and its neighbours). */
export function limitsOf({
  Memory,
  MemorySwap,
  MemoryReservation,
  NanoCpus,
  CpuQuota,
  CpuPeriod,
  CpuShares,
  PidsLimit,
}: HostConfig): Limits {
  return {
    ...given('memoryBytes', Memory),
    // Docker counts memory and swap together, cgroup v2 swap alone; both may be the same, which leaves none.
    ...(MemorySwap > 0 ? { swapBytes: MemorySwap - Memory } : {}),
    ...given('memoryReservationBytes', MemoryReservation),
    ...given('cpuQuotaUs', NanoCpus > 0 ? Math.floor((NanoCpus * PERIOD_US) / 1e9) : CpuQuota),
    ...given('cpuPeriodUs', NanoCpus > 0 ? PERIOD_US : CpuPeriod),
    ...given('cpuShares', CpuShares),
    ...given('processes', PidsLimit),
  };
}
