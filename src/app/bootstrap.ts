import { turn } from '../view/turn.ts';
import { loadFonts } from './fonts.ts';
import { askedOf } from './link.ts';
import { mountApp } from './mount.ts';
import { OPENING_SEED } from './opening-line.ts';

/** Brings the page to life, with the world that its address asks for. */
export async function bootstrap(): Promise<void> {
  const { seed, lines } = askedOf(location.href);
  const offer = seed === OPENING_SEED && lines.length === 0;
  await turn();
  const opening = offer ? (await import('virtual:opening')).opening : undefined;
  await turn();
  const { session } = await mountApp(document.querySelector('.app') as HTMLElement, { opening, seed });
  if (lines.length) void session.restart(lines);
  loadFonts();
}
