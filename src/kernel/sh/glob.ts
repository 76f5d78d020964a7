import { attempt } from '../errno.ts';
import type { Sys } from '../process/sys.ts';
import { patternRegExp, type Segment } from './pattern.ts';

const active = /[*?[]/;

export const hasGlob = (segments: readonly Segment[]): boolean => segments.some(({ text, quoted }) => !quoted && active.test(text));

/** Splits a pattern at its slashes. */
function components(segments: readonly Segment[]): Segment[][] {
  const parts: Segment[][] = [[]];
  for (const { text, quoted } of segments) {
    for (const [i, piece] of text.split('/').entries()) {
      if (i > 0) parts.push([]);
      if (piece !== '') parts.at(-1)?.push({ text: piece, quoted });
    }
  }
  return parts;
}

const plain = (segments: readonly Segment[]) => segments.map(({ text, quoted }) => (quoted ? text : text.replace(/\\(.)/g, '$1'))).join('');

/** The paths that a pattern matches, sorted; none when it matches nothing. */
export function glob(sys: Sys, segments: readonly Segment[]): string[] {
  const parts = components(segments);
  let found = [''];
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    found = found.flatMap((base) => (part.length === 0 && !last ? [`${base}/`] : expand(sys, base, part, last)));
  }
  return found.sort();
}

function expand(sys: Sys, base: string, part: readonly Segment[], last: boolean): string[] {
  const after = last ? '' : '/';
  if (!hasGlob(part)) {
    const path = base + plain(part);
    return 'value' in attempt(() => sys.lstat(path || '.')) ? [path + after] : [];
  }
  const listed = attempt(() => sys.list(base || '.'));
  if ('error' in listed) return [];
  const regExp = patternRegExp(part);
  const dotted = part[0]?.text.startsWith('.') ?? false;
  const names = listed.value.filter(
    ({ name, type }) => regExp.test(name) && (dotted || !name.startsWith('.')) && (last || type !== 'file'),
  );
  return names.map(({ name }) => base + name + after);
}
