import type { Clock } from '../core/clock.ts';
import type { Transport } from '../core/http.ts';

/**
 * Whether the client's requests go through the page's network, by a service worker, or directly to
 * the engine. What the worker needs loads when it is turned on.
 */
export class NetworkSwitch {
  #crossing: import('./msw/crossing.ts').NetworkCrossing | undefined;
  #on = false;

  get on(): boolean {
    return this.#on;
  }

  /** For the world's `route`. */
  readonly route = (direct: Transport, clock: Pick<Clock, 'hold'>): Transport => {
    return (request) => (this.#crossing && this.#on ? this.#crossing.route(direct, clock)(request) : direct(request));
  };

  /** @throws when the page may not have a service worker: in private windows, or without HTTPS. */
  async turn(on: boolean): Promise<void> {
    if (on && !this.#crossing) {
      if (!('serviceWorker' in navigator)) throw new Error('this page may not have a service worker');
      const [{ NetworkCrossing }, { startWorker }] = await Promise.all([import('./msw/crossing.ts'), import('./msw/worker.ts')]);
      const folder = new URL('./', document.baseURI).href;
      const base = `${folder}engine`;
      const crossing = new NetworkCrossing(
        base,
        () => this.#on,
        (request) => fetch(request),
      );
      await startWorker(folder, base, crossing);
      this.#crossing = crossing;
    }
    this.#on = on;
  }
}
