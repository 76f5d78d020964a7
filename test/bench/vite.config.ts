import { defineConfig } from 'vite';

/** The bench runs as built code, as its users' do: packages stay outside. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/bench',
    minify: false,
    rolldownOptions: { input: 'test/bench/bench.ts', output: { entryFileNames: 'bench.js' } },
  },
});
