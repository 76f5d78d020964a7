import { OPENING_SEED } from './opening-line.ts';

/** What a link asks for: `?seed=3#run=docker%20pull%20nginx&run=docker%20images`. */
export interface Asked {
  readonly seed: number;
  readonly lines: readonly string[];
}

/** A seed that is no whole number counts as none. */
export function askedOf(href: string): Asked {
  const { searchParams, hash } = new URL(href);
  const seed = searchParams.get('seed') ?? '';
  return {
    seed: /^\d{1,9}$/.test(seed) ? Number(seed) : OPENING_SEED,
    lines: new URLSearchParams(hash.slice(1)).getAll('run').filter((line) => line.trim() !== ''),
  };
}

/** The same page, with these commands in its address. */
export function linkTo(href: string, lines: readonly string[]): string {
  const url = new URL(href);
  url.hash = lines.map((line) => `run=${encodeURIComponent(line)}`).join('&');
  return url.href;
}
