import { familiarName, parseReference, type Reference } from '../../oci/reference.ts';
import { humanDuration } from '../format/duration.ts';
import { shortId } from '../format/ids.ts';
import { timeString } from '../format/time.ts';
import { humanSize } from '../format/units.ts';
import { GoObject } from '../template/value.ts';

/** An image as `GET /images/json` lists it. */
export interface ListedImage {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly RepoDigests?: readonly string[] | null;
  readonly Created: number;
  readonly Size: number;
  readonly SharedSize?: number;
  readonly Containers?: number;
}

/** Column headings by field (docker/cli formatter/image.go). */
export const IMAGE_HEADER: Readonly<Record<string, string>> = {
  ID: 'IMAGE ID',
  Repository: 'REPOSITORY',
  Tag: 'TAG',
  Digest: 'DIGEST',
  CreatedSince: 'CREATED',
  CreatedAt: 'CREATED AT',
  Size: 'SIZE',
  Containers: 'CONTAINERS',
  VirtualSize: 'SIZE',
  SharedSize: 'SHARED SIZE',
  UniqueSize: 'UNIQUE SIZE',
};

export interface RowOptions {
  readonly truncate: boolean;
  readonly nowMs: number;
  /** Every digest in a row of its own. */
  readonly digests: boolean;
  /** The format shows digests. */
  readonly needsDigests: boolean;
}

/** A line of the list: an image under one of its names. */
interface Named {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const NONE = '<none>';

function namesOf(image: ListedImage, { digests: perDigest, needsDigests }: RowOptions): Named[] {
  const tags = image.RepoTags ?? [];
  const digests = image.RepoDigests ?? [];
  const nameless = (list: readonly string[], none: string) => list.length === 0 || (list.length === 1 && list[0] === none);
  if (nameless(tags, '<none>:<none>') && nameless(digests, '<none>@<none>')) return [{ repository: NONE, tag: NONE, digest: NONE }];
  const byTag = grouped(tags, (reference) => reference.tag);
  const byDigest = grouped(digests, (reference) => reference.digest);
  const rows: Named[] = [];
  for (const [repository, known] of byTag) {
    const shown = needsDigests || perDigest ? (byDigest.get(repository) ?? []) : [];
    byDigest.delete(repository);
    for (const tag of known) for (const digest of shown.length ? shown : [NONE]) rows.push({ repository, tag, digest });
  }
  for (const [repository, known] of byDigest) {
    for (const digest of perDigest ? known : ['']) rows.push({ repository, tag: NONE, digest });
  }
  return rows;
}

function grouped(references: readonly string[], part: (reference: Reference) => string | undefined): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const text of references) {
    const reference = parsed(text);
    const value = reference && part(reference);
    if (!reference || value === undefined) continue;
    const name = familiarName(reference);
    groups.set(name, [...(groups.get(name) ?? []), value]);
  }
  return groups;
}

function parsed(text: string): Reference | undefined {
  try {
    return parseReference(text);
  } catch {
    return undefined;
  }
}

/** What templates see of an image: one object for each of its names. */
export function imageRows(image: ListedImage, options: RowOptions): GoObject[] {
  const { Containers: containers = -1, SharedSize: shared = -1, Size: size } = image;
  return namesOf(image, options).map(
    ({ repository, tag, digest }) =>
      new GoObject('*formatter.imageContext', {
        ID: () => (options.truncate ? shortId(image.Id) : image.Id),
        Repository: () => repository,
        Tag: () => tag,
        Digest: () => digest,
        CreatedSince: () => `${humanDuration(options.nowMs - image.Created * 1000)} ago`,
        CreatedAt: () => timeString(image.Created),
        Size: () => humanSize(size, 3),
        Containers: () => (containers === -1 ? 'N/A' : String(containers)),
        VirtualSize: () => humanSize(size),
        SharedSize: () => (shared === -1 ? 'N/A' : humanSize(shared)),
        UniqueSize: () => (size === -1 || shared === -1 ? 'N/A' : humanSize(size - shared)),
      }),
  );
}
