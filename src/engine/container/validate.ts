import { ApiError } from '../api/route.ts';
import { cpus } from '../system/host.ts';
import type { ContainerConfig } from './config.ts';
import type { CreateRequest } from './create-request.ts';
import type { HostConfig, RestartPolicy } from './host-config.ts';
import { requireSignal } from './signals.ts';

/**
 * Checks what a client asks for, in the daemon's order and words (moby daemon/container.go,
 * "verifyContainerSettings").
 * @returns warnings
 * @throws ApiError 400
 */
export function validate(request: CreateRequest): string[] {
  const { HostConfig: host } = request;
  validateConfig(request);
  validateHostConfig(host);
  validateLimits(host);
  validateResources(host);
  validateNamespaces(host);
  const warnings: string[] = [];
  if (request.MacAddress !== '') warnings.push(macDeprecated);
  if (host.NetworkMode === 'host' && Object.keys(host.PortBindings ?? {}).length) {
    warnings.push('Published ports are discarded when using host network mode');
  }
  return warnings;
}

const macDeprecated = 'The container-wide MacAddress field is now deprecated. It should be specified in EndpointsConfig instead.';

function refuse(message: string): never {
  throw new ApiError(400, message);
}

function validateConfig({ WorkingDir, StopSignal, Env, Healthcheck }: ContainerConfig): void {
  if (WorkingDir !== '' && !WorkingDir.startsWith('/')) {
    refuse(`the working directory '${WorkingDir}' is invalid, it needs to be an absolute path`);
  }
  if (StopSignal !== '') requireSignal(StopSignal);
  for (const entry of Env ?? []) if (entry === '' || entry.startsWith('=')) refuse(`invalid environment variable: ${entry}`);
  validateHealthcheck((Healthcheck ?? {}) as Record<string, unknown>);
}

const MILLISECOND_NS = 1_000_000;

function validateHealthcheck(check: Record<string, unknown>): void {
  for (const name of ['Interval', 'Timeout', 'StartPeriod', 'StartInterval']) {
    const duration = Number(check[name] ?? 0);
    if (duration !== 0 && duration < MILLISECOND_NS) refuse(`${name} in Healthcheck cannot be less than 1ms`);
  }
  if (Number(check.Retries ?? 0) < 0) refuse('Retries in Healthcheck cannot be negative');
}

function validateHostConfig({ AutoRemove, RestartPolicy, PortBindings, ExtraHosts, CapAdd, CapDrop, Isolation }: HostConfig): void {
  if (AutoRemove && RestartPolicy.Name !== '' && RestartPolicy.Name !== 'no')
    refuse("can't create 'AutoRemove' container with restart policy");
  for (const host of ExtraHosts ?? []) if (!/^[^:=]+[:=]./.test(host)) refuse(`bad format for add-host: ${JSON.stringify(host)}`);
  for (const [port, bindings] of Object.entries(PortBindings ?? {})) {
    const number = port.split('/')[0]!;
    if (!isPort(number)) refuse(`invalid port specification: "${number}"`);
    for (const { HostPort } of bindings ?? []) {
      if (HostPort !== '' && !HostPort.split('-').every(isPort)) refuse(`invalid port specification: "${HostPort}"`);
    }
  }
  validateRestartPolicy(RestartPolicy);
  for (const [option, names] of Object.entries({ CapAdd, CapDrop })) {
    const unknown = (names ?? []).map(capability).find((name) => !capabilities.has(name));
    if (unknown) refuse(`invalid ${option}: unknown capability: ${JSON.stringify(unknown)}`);
  }
  if (!['', 'default'].includes(Isolation)) refuse(`invalid isolation (${Isolation}): linux only supports 'default'`);
}

const capability = (name: string) => (/^(CAP_|ALL$)/i.test(name) ? name.toUpperCase() : `CAP_${name.toUpperCase()}`);

/** capabilities(7) */
const capabilities = new Set([
  'ALL',
  ...'AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM'
    .split(' ')
    .map((name) => `CAP_${name}`),
]);

const isPort = (text: string) => /^\d+$/.test(text) && Number(text) <= 65535;

export function validateRestartPolicy({ Name, MaximumRetryCount }: RestartPolicy): void {
  if (!['', 'no', 'always', 'on-failure', 'unless-stopped'].includes(Name)) {
    refuse(`invalid restart policy: unknown policy '${Name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`);
  }
  if (Name !== 'on-failure' && MaximumRetryCount !== 0) {
    const negative = MaximumRetryCount < 0 ? ' and cannot be negative' : '';
    refuse(`invalid restart policy: maximum retry count can only be used with 'on-failure'${negative}`);
  }
  if (MaximumRetryCount < 0) refuse('invalid restart policy: maximum retry count cannot be negative');
}

/** What is no resource but has a range, or must be known. */
function validateLimits({ ShmSize, OomScoreAdj, Runtime, CgroupnsMode }: HostConfig): void {
  if (ShmSize < 0) refuse('SHM size can not be less than 0');
  if (OomScoreAdj < -1000 || OomScoreAdj > 1000) refuse(`Invalid value ${OomScoreAdj}, range for oom score adj is [-1000, 1000]`);
  if (!['', 'host', 'private'].includes(CgroupnsMode)) refuse(`invalid cgroup namespace mode: ${CgroupnsMode}`);
  if (!['', 'runc', 'io.containerd.runc.v2'].includes(Runtime)) refuse(`unknown or invalid runtime name: ${Runtime}`);
}

function validateNamespaces({ IpcMode, PidMode, UTSMode }: HostConfig): void {
  if (!/^(|none|host|private|shareable|container:.*)$/.test(IpcMode)) refuse(`invalid IPC mode: ${IpcMode}`);
  if (!/^(|host|container:.*)$/.test(PidMode)) refuse(`invalid PID mode: ${PidMode}`);
  if (!['', 'host'].includes(UTSMode)) refuse(`invalid UTS mode: ${UTSMode}`);
}

/** Six megabytes: what a container needs at least. */
const LEAST_MEMORY = 6 * 1024 * 1024;

export function validateResources(host: HostConfig): void {
  validateMemory(host);
  const { CpuShares, NanoCpus, CpuPeriod, CpuQuota, CpusetCpus, CpusetMems } = host;
  if (CpuShares < 0) refuse(`invalid CPU shares (${CpuShares}): value must be a positive integer`);
  if (NanoCpus > 0 && CpuPeriod > 0) refuse('Conflicting options: Nano CPUs and CPU Period cannot both be set');
  if (NanoCpus > 0 && CpuQuota > 0) refuse('Conflicting options: Nano CPUs and CPU Quota cannot both be set');
  if (NanoCpus < 0 || NanoCpus > cpus * 1e9) refuse(`range of CPUs is from 0.01 to ${cpus}.00, as there are only ${cpus} CPUs available`);
  if (CpuPeriod !== 0 && (CpuPeriod < 1000 || CpuPeriod > 1_000_000)) {
    refuse('CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)');
  }
  if (CpuQuota > 0 && CpuQuota < 1000) refuse('CPU cfs quota can not be less than 1ms (i.e. 1000)');
  validateSet(CpusetCpus, 'cpuset cpus', 'CPUs', cpus);
  validateSet(CpusetMems, 'cpuset mems', 'memory nodes', 1);
}

function validateMemory({ Memory, MemorySwap, MemoryReservation, MemorySwappiness }: HostConfig): void {
  if (Memory !== 0 && Memory < LEAST_MEMORY) refuse('Minimum memory limit allowed is 6MB');
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory) refuse('Minimum memoryswap limit should be larger than memory limit, see usage');
  if (Memory === 0 && MemorySwap > 0) refuse('You should always set the Memory limit when using Memoryswap limit, see usage');
  if (MemorySwappiness !== null && (MemorySwappiness < -1 || MemorySwappiness > 100)) {
    refuse(`Invalid value: ${MemorySwappiness}, valid memory swappiness range is 0-100`);
  }
  if (MemoryReservation > 0 && MemoryReservation < LEAST_MEMORY) refuse('Minimum memory reservation allowed is 6MB');
  if (Memory > 0 && MemoryReservation > Memory) refuse('Minimum memory limit can not be less than memory reservation limit, see usage');
}

/** `0-2,4` of what there is `count` of. */
function validateSet(text: string, name: string, things: string, count: number): void {
  if (text === '') return;
  if (!/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text)) refuse(`Invalid value ${text} for ${name}: invalid format: ${text}`);
  const highest = Math.max(...text.split(/[,-]/).map(Number));
  const available = count === 1 ? '0' : `0-${count - 1}`;
  if (highest >= count) refuse(`Requested ${things} are not available - requested ${text}, available: ${available}`);
}
