import { type Decoder, integer, nullable, struct, text } from '../api/decode.ts';
import { ApiError } from '../api/route.ts';
import type { Container } from './container.ts';
import type { HostConfig, RestartPolicy } from './host-config.ts';
import { validateResources, validateRestartPolicy } from './validate.ts';

/** The parts of a container's host configuration that can change while it runs (moby api/types/container, "UpdateConfig"). */
type Update = Pick<
  HostConfig,
  | 'CpuShares'
  | 'Memory'
  | 'NanoCpus'
  | 'CpuPeriod'
  | 'CpuQuota'
  | 'CpusetCpus'
  | 'CpusetMems'
  | 'MemoryReservation'
  | 'MemorySwap'
  | 'PidsLimit'
  | 'RestartPolicy'
>;

const number = integer();

export const decodeUpdate: Decoder<Update> = struct<Update>('container.UpdateConfig', {
  CpuShares: number,
  Memory: number,
  NanoCpus: number,
  CpuPeriod: number,
  CpuQuota: number,
  CpusetCpus: text,
  CpusetMems: text,
  MemoryReservation: number,
  MemorySwap: number,
  PidsLimit: nullable(number),
  RestartPolicy: struct<RestartPolicy>('container.RestartPolicy', { Name: text, MaximumRetryCount: integer('int') }),
});

/** What is given replaces what was; what is zero or empty leaves it. @throws ApiError (moby daemon/update.go) */
export function update(container: Container, given: Update): void {
  const { RestartPolicy, PidsLimit, ...resources } = given;
  const before = container.hostConfig;
  const set = Object.fromEntries(Object.entries(resources).filter(([, value]) => value !== 0 && value !== ''));
  const after: HostConfig = {
    ...before,
    ...set,
    ...(PidsLimit === null ? {} : { PidsLimit: PidsLimit <= 0 ? null : PidsLimit }),
    ...(RestartPolicy.Name === '' ? {} : { RestartPolicy }),
  };
  validateResources({ ...after, MemorySwap: given.MemorySwap, MemoryReservation: given.MemoryReservation, Memory: given.Memory });
  validateRestartPolicy(RestartPolicy);
  const refuse = (reason: string) => {
    throw new ApiError(409, `Cannot update container ${container.id}: ${reason}`);
  };
  if (after.AutoRemove && after.RestartPolicy.Name !== 'no')
    refuse('Restart policy cannot be updated because AutoRemove is enabled for the container');
  if (given.Memory > 0 && before.MemorySwap > 0 && given.MemorySwap === 0 && given.Memory > before.MemorySwap) {
    refuse('Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time');
  }
  container.hostConfig = after;
  container.actor.send({ type: 'policy', restartPolicy: after.RestartPolicy });
}
