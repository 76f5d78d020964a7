import { engineVersion, newestApi } from '../system/release.ts';

/**
 * The headers that the daemon puts on an answer (moby api/server/middleware/version.go). An answer
 * that no route gave has none of them, and a hijacked one only those that its handler wrote.
 */
export const versionHeaders: Readonly<Record<string, string>> = {
  'Api-Version': newestApi,
  Ostype: 'linux',
  Server: `Docker/${engineVersion} (linux)`,
};

export const daemonHeaders: Readonly<Record<string, string>> = { ...versionHeaders, 'Docker-Experimental': 'false' };

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number) => String(n).padStart(2, '0');

/** `Tue, 24 Nov 2026 13:15:39 GMT` (RFC 9110, "Date/Time Formats"). */
export function httpDate(ms: number): string {
  const date = new Date(ms);
  const day = `${days[date.getUTCDay()]}, ${two(date.getUTCDate())} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} GMT`;
}

const bare = new WeakSet<Response>();

/** Marks a response whose head the handler writes itself, as the daemon does once it has hijacked a connection. */
export function bareHead<R extends Response>(response: R): R {
  bare.add(response);
  return response;
}

/** Completes the head of what a route answered. */
export function complete(response: Response, nowMs: number): Response {
  if (bare.has(response)) return response;
  for (const [name, value] of Object.entries(daemonHeaders)) response.headers.set(name, value);
  response.headers.set('Date', httpDate(nowMs));
  return response;
}
