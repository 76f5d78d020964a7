import { opening } from 'virtual:opening';
import { loadFonts } from './fonts.ts';
import { askedOf } from './link.ts';
import { mountApp } from './mount.ts';
import { OPENING_SEED } from './opening-line.ts';
import { restoreTheme } from './theme.ts';
import { turn } from './turn.ts';

const { seed, lines } = askedOf(location.href);
restoreTheme();
await turn();
const { session } = await mountApp(document.querySelector('.app') as HTMLElement, {
  opening: seed === OPENING_SEED && lines.length === 0 ? opening : undefined,
  seed,
});
if (lines.length) void session.restart(lines);
loadFonts();
