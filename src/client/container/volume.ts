/** What a `-v` is: an anonymous volume, or something mounted from elsewhere (docker/cli internal/volumespec). */
export interface VolumeSpec {
  readonly source: string;
  readonly isBind: boolean;
}

/** @throws Error in docker's words */
export function parseVolume(spec: string): VolumeSpec {
  if (spec === '') throw new Error('invalid empty volume spec');
  if (spec.length <= 2) return { source: '', isBind: false };
  const parts = sections(spec);
  const complain = (why: string) => new Error(`invalid spec: ${spec}: ${why}`);
  if (parts.some((part) => part === '')) throw complain('empty section between colons');
  if (parts.length > 3) throw complain('too many colons');
  const source = parts.length > 1 ? (parts[0] as string) : '';
  return { source, isBind: /^[./~]/.test(source) };
}

/** Cut at colons, but for one behind a single letter: that is taken for a Windows drive. */
function sections(spec: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const char of spec) {
    if (char !== ':' || /^\p{L}$/u.test(part)) {
      part += char;
      continue;
    }
    parts.push(part);
    part = '';
  }
  return [...parts, part];
}
