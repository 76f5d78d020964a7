import { ApiError } from '../api/route.ts';

/** Ctrl-P, Ctrl-Q */
const standard = [16, 17];

/** `ctrl-p,ctrl-q` or `a,b` as bytes (moby/term, "ToBytes"). @throws ApiError */
export function parseDetachKeys(text: string | null, status = 400, kind = 'detach'): readonly number[] {
  if (!text) return standard;
  return text.split(',').map((key) => {
    if (key.length === 1) return key.charCodeAt(0);
    const control = /^ctrl-([a-z@[\\\]^_])$/i.exec(key)?.[1];
    if (!control) throw new ApiError(status, `Invalid ${kind} keys (${text}) provided`);
    return control.toLowerCase().charCodeAt(0) & 0x1f;
  });
}

/** Finds the keys in what is typed. What may be their beginning is held back until it is known not to be. */
export function createDetachWatch(keys: readonly number[]): (bytes: Uint8Array) => { pass: Uint8Array; detached: boolean } {
  let held = 0;
  return (bytes) => {
    const pass: number[] = [];
    for (const byte of bytes) {
      if (byte === keys[held]) {
        held++;
        if (held === keys.length) return { pass: Uint8Array.from(pass), detached: true };
        continue;
      }
      pass.push(...keys.slice(0, held));
      held = byte === keys[0] ? 1 : 0;
      if (held === 0) pass.push(byte);
    }
    return { pass: Uint8Array.from(pass), detached: false };
  };
}
