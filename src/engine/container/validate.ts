import { ApiError } from '../api/route.ts';
import { cpus } from '../system/host.ts';
import type { ContainerConfig } from './config.ts';
import type { CreateRequest } from './create-request.ts';
import type { HostConfig, RestartPolicy } from './host-config.ts';
import { requireSignal } from './signals.ts';

/** Checks what a client asks for, in the daemon's order and words (moby daemon/container.go, "verifyContainerSettings"). @throws ApiError 400 */
export function validate(request: CreateRequest): void {
  validateConfig(request);
  validateHostConfig(request.HostConfig);
  validateResources(request.HostConfig);
}

function refuse(message: string): never {
  throw new ApiError(400, message);
}

function validateConfig({ WorkingDir, StopSignal, Env }: ContainerConfig): void {
  if (WorkingDir !== '' && !WorkingDir.startsWith('/')) {
    refuse(`the working directory '${WorkingDir}' is invalid, it needs to be an absolute path`);
  }
  if (StopSignal !== '') requireSignal(StopSignal);
  for (const entry of Env ?? []) if (entry === '' || entry.startsWith('=')) refuse(`invalid environment variable: ${entry}`);
}

function validateHostConfig({ AutoRemove, RestartPolicy, PortBindings }: HostConfig): void {
  if (AutoRemove && RestartPolicy.Name !== '' && RestartPolicy.Name !== 'no')
    refuse("can't create 'AutoRemove' container with restart policy");
  for (const [port, bindings] of Object.entries(PortBindings ?? {})) {
    const number = port.split('/')[0]!;
    if (!isPort(number)) refuse(`invalid port specification: "${number}"`);
    for (const { HostPort } of bindings ?? []) {
      if (HostPort !== '' && !HostPort.split('-').every(isPort)) refuse(`invalid port specification: "${HostPort}"`);
    }
  }
  validateRestartPolicy(RestartPolicy);
}

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

/** Six megabytes: what a container needs at least. */
const LEAST_MEMORY = 6 * 1024 * 1024;

export function validateResources({ Memory, MemorySwap, MemoryReservation, CpuShares, NanoCpus, CpuPeriod, CpuQuota }: HostConfig): void {
  if (Memory !== 0 && Memory < LEAST_MEMORY) refuse('Minimum memory limit allowed is 6MB');
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory) refuse('Minimum memoryswap limit should be larger than memory limit, see usage');
  if (Memory === 0 && MemorySwap > 0) refuse('You should always set the Memory limit when using Memoryswap limit, see usage');
  if (Memory > 0 && MemoryReservation > Memory) refuse('Minimum memory limit can not be less than memory reservation limit, see usage');
  if (CpuShares < 0) refuse(`invalid CPU shares (${CpuShares}): value must be a positive integer`);
  if (NanoCpus > 0 && CpuPeriod > 0) refuse('Conflicting options: Nano CPUs and CPU Period cannot both be set');
  if (NanoCpus > 0 && CpuQuota > 0) refuse('Conflicting options: Nano CPUs and CPU Quota cannot both be set');
  if (NanoCpus < 0 || NanoCpus > cpus * 1e9) refuse(`range of CPUs is from 0.01 to ${cpus}.00, as there are only ${cpus} CPUs available`);
}
