import { readJson } from '../../core/http.ts';
import { canonicalName, familiarString, parseReference, type Reference, withDefaultTag } from '../../oci/reference.ts';
import type { Invocation } from '../cli/invocation.ts';
import type { ContainerConfig } from '../container/config.ts';
import { parsePlatform } from '../container/platform.ts';
import { pullInto } from './pull-image.ts';

/** What `run` and `create` want made. */
export interface Wanted {
  readonly config: ContainerConfig;
  readonly name: string;
  readonly platform: string;
  readonly pull: 'always' | 'missing' | 'never';
  readonly quiet: boolean;
}

/** The image as a name that could be pulled; undefined when it is an id. @throws InvalidReference */
export function pullable(image: string): Reference | undefined {
  if (/^(sha256:)?[a-f0-9]{64}$/.test(image)) return undefined;
  return withDefaultTag(parseReference(image));
}

/** Asks for the container; gives its id. @throws ApiError 404 when the image is not there */
export async function create({ api, host }: Invocation, { config, name, platform }: Wanted): Promise<string> {
  const size = host.stdout.isTerminal ? host.size() : { rows: 0, columns: 0 };
  const body = { ...config, HostConfig: { ...config.HostConfig, ConsoleSize: [size.rows, size.columns] } };
  const query = { ...(name ? { name } : {}), ...(platform ? { platform: parsePlatform(platform) } : {}) };
  const answer = (await readJson(await api.post('/containers/create', { query, json: body }))) as {
    Id: string;
    Warnings?: string[] | null;
  };
  const local = config.HostConfig.Dns.find((address) => /^127\.|^::1$/.test(address));
  const warnings = [...(answer.Warnings ?? []), ...(local ? [`Localhost DNS (${local}) may fail in containers.`] : [])];
  for (const warning of warnings) host.stderr.write(`WARNING: ${warning}\n`);
  const { ContainerIDFile: file } = config.HostConfig;
  if (file) await host.writeFile(file, new TextEncoder().encode(answer.Id));
  return answer.Id;
}

/** Says what is missing, as the real client does before it pulls. */
export function sayMissing({ host }: Invocation, { config, quiet }: Wanted): void {
  const reference = pullable(config.Image);
  if (!quiet && reference) host.stderr.write(`Unable to find image '${familiarString(reference)}' locally\n`);
}

/** Pulls the image that a container is to be made from; progress goes to standard error. */
export async function pullFor(invocation: Invocation, { config, platform, quiet }: Wanted): Promise<void> {
  const { host } = invocation;
  const reference = withDefaultTag(parseReference(config.Image));
  const out = quiet ? { isTerminal: false, write: () => {} } : host.stderr;
  await pullInto(invocation, { name: canonicalName(reference), tag: reference.digest ?? reference.tag, platform }, out);
}

/** A file for the container's id must not be there yet (docker/cli container/create.go, newCIDFile). */
export async function checkIdFile({ host }: Invocation, file: string): Promise<void> {
  if (!file) return;
  const exists = await host.readFile(file).then(
    () => true,
    () => false,
  );
  if (exists) throw new Error(`container ID file found, make sure the other container isn't running or delete ${file}`);
}
