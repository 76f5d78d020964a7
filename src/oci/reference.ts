import { type Digest, InvalidDigest, parseDigest } from './digest.ts';

/**
 * References to images, as Docker reads them (distribution/reference, `ParseNormalizedNamed`).
 *
 * `nginx` is short for `docker.io/library/nginx`: what the user may leave out is filled in here, and
 * only here.
 */
export interface Reference {
  /** `docker.io`, `localhost:5000`. Empty when the first part looks like a host but cannot be one: `a_b.c/d`. */
  readonly domain: string;
  /** `library/nginx` */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/** What Docker says of text that is no reference, word for word. */
export class InvalidReference extends Error {
  override readonly name = 'InvalidReference';
}

const DEFAULT_DOMAIN = 'docker.io';
const LEGACY_DOMAIN = 'index.docker.io';
const OFFICIAL = 'library/';
const NAME_MAX = 255;

const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const path = `${pathComponent}(?:/${pathComponent})*`;
const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const host = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])`;
const domain = `${host}(?::[0-9]+)?`;
const tag = '[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';

const referencePattern = new RegExp(`^((?:${domain}/)?${path})(?::(${tag}))?(?:@(${digest}))?$`);
const namePattern = new RegExp(`^(?:(${domain})/)?(${path})$`);
const identifierPattern = /^[a-f0-9]{64}$/;

/** The domain and the rest, as `splitDockerDomain` tells them apart: by a dot, a colon, a capital, or the word `localhost`. */
function splitDomain(text: string): [domain: string, rest: string] {
  const slash = text.indexOf('/');
  if (slash < 0) return [DEFAULT_DOMAIN, OFFICIAL + text];
  const first = text.slice(0, slash);
  const isDomain = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  const domain = !isDomain || first === LEGACY_DOMAIN ? DEFAULT_DOMAIN : first;
  const rest = isDomain ? text.slice(slash + 1) : text;
  return [domain, domain === DEFAULT_DOMAIN && !rest.includes('/') ? OFFICIAL + rest : rest];
}

/** @throws InvalidReference */
export function parseReference(text: string): Reference {
  if (identifierPattern.test(text)) {
    throw new InvalidReference(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  }
  const [domain, rest] = splitDomain(text);
  const remote = rest.split(':', 1)[0] as string;
  if (remote.toLowerCase() !== remote) {
    throw new InvalidReference(`invalid reference format: repository name (${remote}) must be lowercase`);
  }
  const whole = `${domain}/${rest}`;
  const match = referencePattern.exec(whole);
  if (!match) {
    const lower = whole.toLowerCase();
    throw new InvalidReference(
      lower !== whole && referencePattern.test(lower) ? 'repository name must be lowercase' : 'invalid reference format',
    );
  }
  const [, name = '', tag, digestText] = match;
  const parts = namePattern.exec(name);
  const path = parts?.[2] ?? name;
  if (path.length > NAME_MAX) throw new InvalidReference(`repository name must not be more than ${NAME_MAX} characters`);
  return {
    domain: parts?.[1] ?? '',
    path,
    ...(tag === undefined ? {} : { tag }),
    ...(digestText === undefined ? {} : { digest: digestIn(digestText) }),
  };
}

function digestIn(text: string): Digest {
  try {
    return parseDigest(text);
  } catch (error) {
    if (error instanceof InvalidDigest) throw new InvalidReference(error.message);
    throw error;
  }
}

/** With the tag `latest` when it has neither tag nor digest (`TagNameOnly`). */
export function withDefaultTag(reference: Reference): Reference {
  return reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: 'latest' } : reference;
}

/** `docker.io/library/nginx` */
export function canonicalName({ domain, path }: Reference): string {
  return domain === '' ? path : `${domain}/${path}`;
}

/** As the user knows it: `nginx`, `me/app`, `localhost:5000/app`. */
export function familiarName(reference: Reference): string {
  const { domain, path } = reference;
  if (domain !== DEFAULT_DOMAIN) return canonicalName(reference);
  const official = path.startsWith(OFFICIAL) ? path.slice(OFFICIAL.length) : path;
  return official.includes('/') ? path : official;
}

const suffix = ({ tag, digest }: Reference) => `${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;

/** `docker.io/library/nginx:latest` */
export function referenceString(reference: Reference): string {
  return canonicalName(reference) + suffix(reference);
}

/** `nginx:latest` */
export function familiarString(reference: Reference): string {
  return familiarName(reference) + suffix(reference);
}
