import { painted } from '../view/turn.ts';
import { restoreTheme } from './theme.ts';

// The page's own first picture comes first; what brings it to life is on its way meanwhile (`firstViewPlugin`).
restoreTheme();
await painted();
const { bootstrap } = await import('./bootstrap.ts');
await bootstrap();
