import type { StreamName } from '../container/log.ts';

/** `application/vnd.docker.multiplexed-stream`: 8 bytes before each piece, of which stream, how long (Engine API, "Stream format"). */
export const multiplexed = 'application/vnd.docker.multiplexed-stream';
export const raw = 'application/vnd.docker.raw-stream';

export function frame(stream: StreamName, payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(8 + payload.length);
  out[0] = stream === 'stdout' ? 1 : 2;
  new DataView(out.buffer).setUint32(4, payload.length);
  out.set(payload, 8);
  return out;
}
