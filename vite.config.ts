import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { firstViewPlugin } from './src/app/build/first-view-plugin.ts';
import { openingPlugin } from './src/app/build/opening-plugin.ts';

/** The site. `base: './'` lets it live in any folder of any static host. */
export default defineConfig({
  root: 'src/app',
  base: './',
  publicDir: resolve('public'),
  plugins: [openingPlugin(), firstViewPlugin()],
  build: {
    outDir: resolve('dist/site'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the first view shares with the world stays out of it; one file rather than many small ones.
            {
              name: 'core',
              test: /src\/core\/(trace|http|piece|clock|drivers|random)|src\/app\/(words|opening-line|link)|src\/view\/(layout\/spans|terminal\/transcript|transport\/player)|vite\/preload/,
              priority: 3,
            },
            { name: 'lit', test: /node_modules\/(@?lit|d3-|internmap)|src\/view\/selection|decorate/, priority: 2 },
            // The world loads in one piece: a command that it needs must not wait for the network.
            { name: 'world', test: /src\/(client|engine|registry|kernel|oci|world)\//, priority: 1 },
          ],
        },
      },
    },
  },
});
