import type { LinkName } from '../events.ts';

/** What a request is about, by its method and path alone. */
export type Topic =
  | 'ping'
  | 'version'
  | 'info'
  | 'events'
  | 'container-create'
  | 'container-start'
  | 'container-attach'
  | 'container-wait'
  | 'container-stop'
  | 'container-kill'
  | 'container-remove'
  | 'container-logs'
  | 'container-list'
  | 'container-inspect'
  | 'container-rename'
  | 'container-resize'
  | 'exec-create'
  | 'exec-start'
  | 'exec-inspect'
  | 'image-pull'
  | 'image-list'
  | 'image-inspect'
  | 'image-history'
  | 'image-tag'
  | 'image-remove'
  | 'registry-base'
  | 'registry-token'
  | 'registry-manifest'
  | 'registry-blob'
  | 'registry-tags'
  | 'other';

interface Row {
  readonly topic: Topic;
  readonly method: string;
  readonly path: RegExp;
}

const row = (topic: Topic, method: string, path: RegExp): Row => ({ topic, method, path });

/** Engine API 1.51, the version in front of the path taken off. The first row that fits counts. */
const engineRows: readonly Row[] = [
  row('ping', 'HEAD|GET', /^\/_ping$/),
  row('version', 'GET', /^\/version$/),
  row('info', 'GET', /^\/info$/),
  row('events', 'GET', /^\/events$/),
  row('container-create', 'POST', /^\/containers\/create$/),
  row('container-start', 'POST', /^\/containers\/([^/]+)\/start$/),
  row('container-attach', 'POST', /^\/containers\/([^/]+)\/attach$/),
  row('container-wait', 'POST', /^\/containers\/([^/]+)\/wait$/),
  row('container-stop', 'POST', /^\/containers\/([^/]+)\/(?:stop|restart)$/),
  row('container-kill', 'POST', /^\/containers\/([^/]+)\/kill$/),
  row('container-rename', 'POST', /^\/containers\/([^/]+)\/rename$/),
  row('container-resize', 'POST', /^\/(?:containers|exec)\/([^/]+)\/resize$/),
  row('container-remove', 'DELETE', /^\/containers\/([^/]+)$/),
  row('container-logs', 'GET', /^\/containers\/([^/]+)\/logs$/),
  row('container-list', 'GET', /^\/containers\/json$/),
  row('container-inspect', 'GET', /^\/containers\/([^/]+)\/json$/),
  row('exec-create', 'POST', /^\/containers\/([^/]+)\/exec$/),
  row('exec-start', 'POST', /^\/exec\/([^/]+)\/start$/),
  row('exec-inspect', 'GET', /^\/exec\/([^/]+)\/json$/),
  row('image-pull', 'POST', /^\/images\/create$/),
  row('image-list', 'GET', /^\/images\/json$/),
  row('image-history', 'GET', /^\/images\/(.+)\/history$/),
  row('image-inspect', 'GET', /^\/images\/(.+)\/json$/),
  row('image-tag', 'POST', /^\/images\/(.+)\/tag$/),
  row('image-remove', 'DELETE', /^\/images\/(.+)$/),
];

/** OCI distribution API; the token service stands on a path of its own choice. */
const registryRows: readonly Row[] = [
  row('registry-base', 'GET|HEAD', /^\/v2\/$/),
  row('registry-manifest', 'GET|HEAD', /^\/v2\/(.+)\/manifests\/([^/]+)$/),
  row('registry-blob', 'GET|HEAD', /^\/v2\/(.+)\/blobs\/([^/]+)$/),
  row('registry-tags', 'GET', /^\/v2\/(.+)\/tags\/list$/),
  row('registry-token', 'GET|POST', /^\/(?!v2\/)/),
];

export interface RequestName {
  readonly topic: Topic;
  readonly method: string;
  /** The path, the API's version taken off. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What the path names: a container, an image, a repository; then a tag or digest. */
  readonly names: readonly string[];
}

interface Asked {
  readonly link: LinkName;
  readonly method: string;
  readonly url: string;
}

/** What has been read already: a view asks of the same request again with every picture. */
const read = new WeakMap<Asked, RequestName>();

/** What a request is about, read from its method and URL. */
export function nameRequest(request: Asked): RequestName {
  const known = read.get(request) ?? readRequest(request);
  read.set(request, known);
  return known;
}

function readRequest({ link, method, url }: Asked): RequestName {
  const { pathname, searchParams: query } = new URL(url, 'http://engine');
  const path = link === 'client-engine' ? pathname.replace(/^\/v\d+\.\d+(?=\/)/, '') : pathname;
  for (const { topic, method: methods, path: pattern } of link === 'client-engine' ? engineRows : registryRows) {
    const match = methods.split('|').includes(method) && pattern.exec(path);
    if (match) return { topic, method, path, query, names: match.slice(1).map(decodeURIComponent) };
  }
  return { topic: 'other', method, path, query, names: [] };
}

/** A digest or ID as Docker shows it when there is little room. */
export const shortId = (id: string): string => (/^(sha256:)?[0-9a-f]{64}$/.test(id) ? id.replace('sha256:', '').slice(0, 12) : id);

/** A reference as one would type it: `docker.io/library/nginx` is `nginx`. */
export const familiar = (reference: string): string => reference.replace(/^docker\.io\//, '').replace(/^library\//, '');

/** A request in as few words as a label has room for: `POST /containers/create`, `POST …/start`, `GET blob 5c0e1a9f`. */
export function requestLabel(request: Asked): string {
  const { topic, method, path, query, names } = nameRequest(request);
  const last = names[names.length - 1] ?? '';
  const digest = /^sha256:/.test(last) ? last.slice(7, 15) : last;
  if (topic === 'registry-blob') return `${method} blob ${digest}`;
  if (topic === 'registry-manifest') return `${method} manifest ${digest}`;
  if (topic === 'registry-token') return `${method} token ${query.get('scope')?.split(':').slice(2).join(':') ?? ''}`.trim();
  // What is asked of a container is said by the end of the path; which one, by the rest.
  return `${method} ${path.replace(/^\/(?:containers|exec)\/[^/]+(?=\/)/, '…').replace(/[0-9a-f]{64}/, (id) => id.slice(0, 6))}`;
}
