import { messageChannelTurn, type Turn } from '../core/drivers.ts';

/**
 * Long work in slices, so that a page stays responsive. Work is counted in bytes and not in time,
 * because the simulation knows no wall clock: 256 kB unpacked and hashed take 3 to 6 ms on a
 * desktop's processor.
 */
const SLICE = 256 * 1024;

let shared: Turn | undefined;

/** One turn of the platform's task queue, through a channel that all share. */
export const defaultTurn: Turn = () => {
  shared ??= messageChannelTurn();
  return shared();
};

/** Reports work done; the result is a promise when it is time to wait for a turn. */
export type Slices = (bytes: number) => Promise<void> | undefined;

export function createSlices(turn: Turn = defaultTurn, sliceBytes = SLICE): Slices {
  let done = 0;
  return (bytes) => {
    done += bytes;
    if (done < sliceBytes) return undefined;
    done = 0;
    return turn();
  };
}
