import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { openingPlugin } from './src/app/build/opening-plugin.ts';

/** The site. `base: './'` lets it live in any folder of any static host. */
export default defineConfig({
  root: 'src/app',
  base: './',
  publicDir: resolve('public'),
  plugins: [openingPlugin()],
  build: {
    outDir: resolve('dist/site'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // The world loads in one piece: a command that it needs must not wait for the network.
          includeDependenciesRecursively: false,
          groups: [{ name: 'world', test: /src\/(client|engine|registry|kernel|oci|world)\// }],
        },
      },
    },
  },
});
