import { defineConfig } from 'vite';
import { openingPlugin } from '../src/app/build/opening-plugin.ts';

/** Storybook's own: the site's configuration has another root. */
export default defineConfig({ plugins: [openingPlugin()], build: { target: 'es2022' } });
