import { opening } from 'virtual:opening';
import { loadFonts } from './fonts.ts';
import { mountApp } from './mount.ts';
import { restoreTheme } from './theme.ts';

restoreTheme();
mountApp(document.querySelector('.app') as HTMLElement, { opening });
loadFonts();
