import { defaultTurn } from '../../../oci/slices.ts';
import type { EngineContext } from '../../context.ts';

/** Bytes unpacked a millisecond: gunzip, tar and a small machine's disk together (25 MB/s). */
const BYTES_PER_MS = 25_000;
/** What `unpackLayer` does between two turns. */
const SLICE = 256 * 1024;

/**
 * Lets others run between two slices of long work. Unpacking takes virtual time, which is a turn by
 * itself; where it takes none, the clock is held while the platform's queue goes round.
 */
export function extractionTurn(context: EngineContext, bytes = SLICE): Promise<void> {
  return bytes > 0 && context.pace > 0 ? context.delay(bytes / BYTES_PER_MS) : context.clock.hold(defaultTurn());
}
