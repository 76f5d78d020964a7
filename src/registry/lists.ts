import { errorResponse, json } from './errors.ts';
import type { Call } from './routes.ts';

interface Page {
  readonly items: readonly string[];
  /** A `Link` to the next page, where there is one (RFC 8288). */
  readonly headers: Readonly<Record<string, string>>;
}

/** The part of a sorted list that `n` and `last` ask for; undefined when `n` is not a number (OCI distribution specification, "Listing Tags"). */
function pageOf(all: readonly string[], url: URL): Page | undefined {
  const asked = url.searchParams.get('n');
  const last = url.searchParams.get('last') ?? '';
  if (asked !== null && !/^\d+$/.test(asked)) return undefined;
  const rest = all.filter((item) => item > last);
  const items = asked === null ? rest : rest.slice(0, Number(asked));
  if (items.length === rest.length || items.length === 0) return { items, headers: {} };
  const next = new URLSearchParams({ last: items.at(-1) as string, n: asked as string });
  return { items, headers: { Link: `<${url.pathname}?${next}>; rel="next"` } };
}

const invalidNumber = (url: URL) => errorResponse('PAGINATION_NUMBER_INVALID', { detail: { n: url.searchParams.get('n') } });

/** OCI distribution specification, "Listing Tags". */
export async function getTags({ url, name, store }: Call): Promise<Response> {
  const tags = store.tags(name);
  if (!tags) return errorResponse('NAME_UNKNOWN', { detail: { name } });
  const page = pageOf(tags, url);
  return page ? json(200, { name, tags: page.items }, page.headers) : invalidNumber(url);
}

/** Distribution's own list of repositories; the specification has none. */
export async function getCatalogue({ url, store }: Call): Promise<Response> {
  const page = pageOf(store.repositories(), url);
  return page ? json(200, { repositories: page.items }, page.headers) : invalidNumber(url);
}
