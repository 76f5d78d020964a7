/** `ctrl-p,ctrl-q` → the bytes that these keys send (moby/term ascii.go, ToBytes). @throws Error */
export function escapeKeys(text: string): readonly number[] {
  return text.split(',').map((key) => {
    if (key.length === 1) return key.charCodeAt(0);
    const control = /^ctrl-(.)$/.exec(key.toLowerCase())?.[1];
    const at = control === undefined ? -1 : '@abcdefghijklmnopqrstuvwxyz[\\]^_'.indexOf(control);
    if (at >= 0) return at;
    if (key === 'DEL') return 127;
    throw new Error(`Unknown character: '${key}'`);
  });
}

export const DEFAULT_ESCAPE_KEYS: readonly number[] = [16, 17];

/**
 * Looks for the keys that detach. What begins like them is held back until it is clear whether it
 * goes on like them (moby/term proxy.go).
 */
export class EscapeFilter {
  #matched = 0;

  constructor(private readonly keys: readonly number[]) {}

  /** What may be passed on, and whether the keys were complete. */
  push(bytes: Uint8Array): { readonly pass: Uint8Array; readonly detached: boolean } {
    const pass: number[] = [];
    for (const byte of bytes) {
      if (byte === this.keys[this.#matched]) {
        if (++this.#matched === this.keys.length) return { pass: Uint8Array.from(pass), detached: true };
        continue;
      }
      pass.push(...this.keys.slice(0, this.#matched));
      this.#matched = byte === this.keys[0] ? 1 : 0;
      if (this.#matched === 0) pass.push(byte);
    }
    return { pass: Uint8Array.from(pass), detached: false };
  }
}
