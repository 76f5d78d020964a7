import { readJson, wireRequest } from '../../../src/core/http.ts';
import { connect } from '../../../src/node/http/connect.ts';

interface Info {
  readonly ServerVersion: string;
  readonly Containers: number;
  readonly Images: number;
  readonly RegistryConfig?: { readonly Mirrors?: readonly string[] | null };
}

async function call(dockerHost: string, method: string, path: string): Promise<unknown> {
  const response = await connect(dockerHost)(
    wireRequest(`http://localhost/v1.47${path}`, { method, ...(method === 'POST' ? { body: '' } : {}) }),
  );
  if (response.status === 204) return undefined;
  return readJson(response);
}

export const infoOf = async (dockerHost: string): Promise<Info> => (await call(dockerHost, 'GET', '/info')) as Info;

/** Removes all containers, images, volumes and networks: each script begins on an engine that has nothing. */
export async function emptyEngine(dockerHost: string): Promise<void> {
  const containers = (await call(dockerHost, 'GET', '/containers/json?all=1')) as { Id: string }[];
  for (const { Id } of containers) await call(dockerHost, 'DELETE', `/containers/${Id}?force=1&v=1`);
  // An image goes when nothing else stands on it.
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const images = (await call(dockerHost, 'GET', '/images/json?all=1')) as { Id: string }[];
    if (images.length === 0 || images.length >= before) break;
    before = images.length;
    for (const { Id } of images) await call(dockerHost, 'DELETE', `/images/${Id}?force=1`);
  }
  await call(dockerHost, 'POST', `/volumes/prune?filters=${encodeURIComponent('{"all":["true"]}')}`);
  await call(dockerHost, 'POST', '/networks/prune');
}
