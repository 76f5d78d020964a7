import { respond } from '../core/http.ts';
import type { ContentStore } from '../oci/content-store.ts';
import { getBlob } from './blobs.ts';
import { getCatalogue, getTags } from './lists.ts';
import { getManifest } from './manifests.ts';

/** What a handler is given: the request's facts, already matched. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** `library/nginx`; empty where the path names no repository. */
  readonly name: string;
  /** A tag or a digest; empty where the path has none. */
  readonly reference: string;
  readonly store: ContentStore;
  /** Waits for the store: takes no virtual time, and keeps the order in which calls came. */
  readonly fromStore: <T>(read: () => Promise<T>) => Promise<T>;
}

export interface Route {
  /** The endpoint's id in the OCI distribution specification, where it has one. */
  readonly section: string;
  readonly path: RegExp;
  readonly methods: readonly string[];
  /** What a token must allow: on the repository that the path names, or on the whole registry. */
  readonly resource: 'none' | 'repository' | 'catalog';
  readonly handle: (call: Call) => Promise<Response>;
}

const part = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const name = `(?<name>${part}(?:/${part})*)`;
const tag = '[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]+';
const READ = ['GET', 'HEAD'];

const at = (path: string) => new RegExp(`^/v2/${path}$`);

/** The table of the API (OCI distribution specification, "Endpoints"; distribution `registry/api/v2/descriptors.go`). */
export const routes: readonly Route[] = [
  {
    section: 'end-1',
    path: at(''),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    resource: 'none',
    handle: async () => respond(200, '{}', { 'Content-Type': 'application/json; charset=utf-8' }),
  },
  { section: 'end-2', path: at(`${name}/blobs/(?<reference>${digest})`), methods: READ, resource: 'repository', handle: getBlob },
  {
    section: 'end-3',
    path: at(`${name}/manifests/(?<reference>${tag}|${digest})`),
    methods: READ,
    resource: 'repository',
    handle: getManifest,
  },
  { section: 'end-8a, end-8b', path: at(`${name}/tags/list`), methods: ['GET'], resource: 'repository', handle: getTags },
  { section: 'distribution: catalog', path: at('_catalog'), methods: ['GET'], resource: 'catalog', handle: getCatalogue },
];

export interface Match {
  readonly route: Route;
  readonly name: string;
  readonly reference: string;
}

export function match(path: string): Match | undefined {
  for (const route of routes) {
    const groups = route.path.exec(path);
    if (groups) return { route, name: groups.groups?.name ?? '', reference: groups.groups?.reference ?? '' };
  }
  return undefined;
}
