import { chmodSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const executable: Plugin = {
  name: 'drydock-executable',
  writeBundle: ({ dir = '' }) => chmodSync(resolve(dir, 'drydock.js'), 0o755),
};

/** The `drydock` command: one small entry, and a chunk for each thing it can do, so that it starts fast. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  plugins: [executable],
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      input: 'src/node/main.ts',
      output: {
        entryFileNames: 'drydock.js',
        chunkFileNames: 'drydock/[name].js',
        banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
