import { defineConfig } from 'vitest/config';

/** One project an entry. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/swap/**', 'test/bench/**'],
        },
      },
      {
        // Holds ours against a real engine: one script at a time, for they share that engine.
        test: {
          name: 'swap',
          environment: 'node',
          include: ['test/swap/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
