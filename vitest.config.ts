import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { openingPlugin } from './src/app/build/opening-plugin.ts';
import { launchOptions } from './test/browser/chromium.mjs';

/** A copy for each project: Vitest writes into it. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: launchOptions() }),
  instances: [{ browser: 'chromium' as const, viewport: { width: 1280, height: 800 } }],
});

/** One project an entry. They run one after the other, for the swap test's commands wait for real time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          sequence: { groupOrder: 0 },
          environment: 'node',
          testTimeout: 30_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/site/**', 'test/swap/**', 'test/bench/**'],
        },
      },
      {
        // Holds ours against a real engine: one script at a time, for they share that engine.
        test: {
          name: 'swap',
          sequence: { groupOrder: 1 },
          environment: 'node',
          include: ['test/swap/*.test.ts'],
          globalSetup: 'test/swap/global-setup.ts',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [openingPlugin()],
        test: { name: 'browser', sequence: { groupOrder: 2 }, include: ['test/browser/**/*.test.ts'], browser: browser() },
      },
      {
        // Visits the built site with a browser of its own.
        test: {
          name: 'site',
          sequence: { groupOrder: 3 },
          environment: 'node',
          include: ['test/site/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [openingPlugin(), storybookTest({ configDir: '.storybook' })],
        test: { name: 'storybook', sequence: { groupOrder: 4 }, browser: browser() },
      },
    ],
  },
});
