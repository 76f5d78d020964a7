import { setupWorker } from 'msw/browser';
import type { NetworkCrossing } from './crossing.ts';
import { engineHandlers } from './handlers.ts';

/** Registers MSW’s worker for the folder that the page is in. */
export async function startWorker(folder: string, base: string, crossing: NetworkCrossing): Promise<void> {
  const worker = setupWorker(...engineHandlers(base, crossing));
  await worker.start({
    quiet: true,
    onUnhandledRequest: 'bypass',
    serviceWorker: { url: `${folder}mockServiceWorker.js`, options: { scope: folder } },
  });
}
