import { http, type RequestHandler } from 'msw';
import type { NetworkCrossing } from './crossing.ts';

/** The Engine API under the page's own origin, for MSW: the same in a page's worker, in stories and in Node. */
export const engineHandlers = (base: string, crossing: Pick<NetworkCrossing, 'handle'>): RequestHandler[] => [
  http.all(`${base}/*`, ({ request }) => crossing.handle(request)),
];
