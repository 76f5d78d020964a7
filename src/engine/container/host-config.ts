import { type Decoder, flag, integer, listOf, mapOf, nullable, struct, text, texts, verbatim, words } from '../api/decode.ts';

export interface PortBinding {
  HostIp: string;
  HostPort: string;
}

export interface RestartPolicy {
  Name: string;
  MaximumRetryCount: number;
}

export interface LogConfig {
  Type: string;
  Config: Readonly<Record<string, string>> | null;
}

/** How a container runs on this host (moby api/types/container, "HostConfig"), in the order in which `inspect` shows it. */
export interface HostConfig {
  Binds: readonly string[] | null;
  ContainerIDFile: string;
  LogConfig: LogConfig;
  NetworkMode: string;
  PortBindings: Readonly<Record<string, readonly PortBinding[] | null>> | null;
  RestartPolicy: RestartPolicy;
  AutoRemove: boolean;
  VolumeDriver: string;
  VolumesFrom: readonly string[] | null;
  ConsoleSize: unknown;
  Annotations: Readonly<Record<string, string>> | null;
  CapAdd: readonly string[] | null;
  CapDrop: readonly string[] | null;
  CgroupnsMode: string;
  Dns: readonly string[] | null;
  DnsOptions: readonly string[] | null;
  DnsSearch: readonly string[] | null;
  ExtraHosts: readonly string[] | null;
  GroupAdd: readonly string[] | null;
  IpcMode: string;
  Cgroup: string;
  Links: readonly string[] | null;
  OomScoreAdj: number;
  PidMode: string;
  Privileged: boolean;
  PublishAllPorts: boolean;
  ReadonlyRootfs: boolean;
  SecurityOpt: readonly string[] | null;
  StorageOpt: Readonly<Record<string, string>> | null;
  Tmpfs: Readonly<Record<string, string>> | null;
  UTSMode: string;
  UsernsMode: string;
  ShmSize: number;
  Sysctls: Readonly<Record<string, string>> | null;
  Runtime: string;
  Isolation: string;
  CpuShares: number;
  Memory: number;
  NanoCpus: number;
  CgroupParent: string;
  BlkioWeight: number;
  BlkioWeightDevice: unknown;
  BlkioDeviceReadBps: unknown;
  BlkioDeviceWriteBps: unknown;
  BlkioDeviceReadIOps: unknown;
  BlkioDeviceWriteIOps: unknown;
  CpuPeriod: number;
  CpuQuota: number;
  CpuRealtimePeriod: number;
  CpuRealtimeRuntime: number;
  CpusetCpus: string;
  CpusetMems: string;
  Devices: unknown;
  DeviceCgroupRules: readonly string[] | null;
  DeviceRequests: unknown;
  MemoryReservation: number;
  MemorySwap: number;
  MemorySwappiness: number | null;
  OomKillDisable: boolean | null;
  PidsLimit: number | null;
  Ulimits: unknown;
  CpuCount: number;
  CpuPercent: number;
  IOMaximumIOps: number;
  IOMaximumBandwidth: number;
  Mounts: unknown;
  MaskedPaths: readonly string[] | null;
  ReadonlyPaths: readonly string[] | null;
  Init: boolean | null;
}

const stringMap = mapOf(text, 'map[string]string');
const binding = struct<PortBinding>('nat.PortBinding', { HostIp: text, HostPort: text });
const number = integer();

export const decodeHostConfig: Decoder<HostConfig> = struct<HostConfig>(
  'container.HostConfig',
  {
    Binds: texts,
    ContainerIDFile: text,
    LogConfig: struct<LogConfig>('container.LogConfig', { Type: text, Config: stringMap }),
    NetworkMode: text,
    PortBindings: mapOf(listOf(binding, '[]nat.PortBinding'), 'nat.PortMap'),
    RestartPolicy: struct<RestartPolicy>('container.RestartPolicy', { Name: text, MaximumRetryCount: integer('int') }),
    AutoRemove: flag,
    VolumeDriver: text,
    VolumesFrom: texts,
    ConsoleSize: (value) => value ?? [0, 0],
    Annotations: stringMap,
    CapAdd: words,
    CapDrop: words,
    CgroupnsMode: text,
    Dns: texts,
    DnsOptions: texts,
    DnsSearch: texts,
    ExtraHosts: texts,
    GroupAdd: texts,
    IpcMode: text,
    Cgroup: text,
    Links: texts,
    OomScoreAdj: integer('int'),
    PidMode: text,
    Privileged: flag,
    PublishAllPorts: flag,
    ReadonlyRootfs: flag,
    SecurityOpt: texts,
    StorageOpt: stringMap,
    Tmpfs: stringMap,
    UTSMode: text,
    UsernsMode: text,
    ShmSize: number,
    Sysctls: stringMap,
    Runtime: text,
    Isolation: text,
    CpuShares: number,
    Memory: number,
    NanoCpus: number,
    CgroupParent: text,
    BlkioWeight: integer('uint16'),
    BlkioWeightDevice: verbatim,
    BlkioDeviceReadBps: verbatim,
    BlkioDeviceWriteBps: verbatim,
    BlkioDeviceReadIOps: verbatim,
    BlkioDeviceWriteIOps: verbatim,
    CpuPeriod: number,
    CpuQuota: number,
    CpuRealtimePeriod: number,
    CpuRealtimeRuntime: number,
    CpusetCpus: text,
    CpusetMems: text,
    Devices: verbatim,
    DeviceCgroupRules: texts,
    DeviceRequests: verbatim,
    MemoryReservation: number,
    MemorySwap: number,
    MemorySwappiness: nullable(number),
    OomKillDisable: nullable(flag),
    PidsLimit: nullable(number),
    Ulimits: verbatim,
    CpuCount: number,
    CpuPercent: number,
    IOMaximumIOps: number,
    IOMaximumBandwidth: number,
    Mounts: verbatim,
    MaskedPaths: texts,
    ReadonlyPaths: texts,
    Init: nullable(flag),
  },
  ['Annotations', 'StorageOpt', 'Tmpfs', 'Sysctls', 'Mounts', 'Init'],
);

/** What runc hides from a container, and what it may not write (moby oci/defaults.go). */
const maskedPaths = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/interrupts',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
  '/sys/devices/virtual/powercap',
];
const readonlyPaths = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

/** Fills in what the daemon decides where the client said nothing (moby daemon, "adaptContainerSettings"). */
export function withDefaults(given: HostConfig): HostConfig {
  const privileged = given.Privileged;
  const named = given.NetworkMode === '' || given.NetworkMode === 'default' ? 'bridge' : given.NetworkMode;
  return {
    ...given,
    LogConfig: { Type: given.LogConfig.Type || 'json-file', Config: given.LogConfig.Config ?? {} },
    NetworkMode: named,
    RestartPolicy: { ...given.RestartPolicy, Name: given.RestartPolicy.Name || 'no' },
    CgroupnsMode: given.CgroupnsMode || (privileged ? 'host' : 'private'),
    IpcMode: given.IpcMode || 'private',
    ShmSize: given.ShmSize || 64 * 1024 * 1024,
    Runtime: given.Runtime || 'runc',
    // Twice the memory, so that as much again may be swapped out.
    MemorySwap: given.Memory > 0 && given.MemorySwap === 0 ? given.Memory * 2 : given.MemorySwap,
    // Cgroup v2 has neither of the two.
    MemorySwappiness: null,
    OomKillDisable: null,
    PidsLimit: given.PidsLimit !== null && given.PidsLimit <= 0 ? null : given.PidsLimit,
    SecurityOpt: privileged ? [...(given.SecurityOpt ?? []), 'label=disable'] : given.SecurityOpt,
    MaskedPaths: given.MaskedPaths ?? (privileged ? null : maskedPaths),
    ReadonlyPaths: given.ReadonlyPaths ?? (privileged ? null : readonlyPaths),
  };
}
