import { csvFields, cut } from './csv.ts';

export interface DeviceRequest {
  readonly Driver: string;
  readonly Count: number;
  readonly DeviceIDs: readonly string[] | null;
  readonly Capabilities: readonly (readonly string[])[] | null;
  readonly Options: Readonly<Record<string, string>> | null;
}

function count(text: string): number {
  if (text === 'all') return -1;
  if (!/^[+-]?\d+$/.test(text)) throw new Error(`invalid count (${text}): value must be either "all" or an integer: invalid syntax`);
  return Number(text);
}

/** `all`, `2`, `"device=0,1",capabilities=utility` (docker/cli opts/gpus.go) */
export function parseGpus(text: string): DeviceRequest {
  const seen = new Set<string>();
  let request: DeviceRequest = { Driver: '', Count: 0, DeviceIDs: null, Capabilities: [['gpu']], Options: {} };
  for (const field of csvFields(text)) {
    const [key, value] = cut(field);
    if (seen.has(key)) throw new Error(`gpu request key '${key}' can be specified only once`);
    seen.add(key);
    if (value === undefined) {
      seen.add('count');
      request = { ...request, Count: count(key) };
    } else if (key === 'count') request = { ...request, Count: count(value) };
    else if (key === 'driver') request = { ...request, Driver: value };
    else if (key === 'device') request = { ...request, DeviceIDs: value.split(',') };
    else if (key === 'capabilities') request = { ...request, Capabilities: [[...value.split(','), 'gpu']] };
    else if (key === 'options')
      request = { ...request, Options: Object.fromEntries(csvFields(value).map((item) => [cut(item)[0], cut(item)[1] ?? ''])) };
    else throw new Error(`unexpected key '${key}' in '${field}'`);
  }
  return seen.has('count') || request.DeviceIDs ? request : { ...request, Count: 1 };
}
