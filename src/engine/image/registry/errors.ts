/**
 * What can go wrong between engine and registry, in the words of Docker's registry client
 * (docker/distribution `registry/client` and `registry/api/errcode`).
 */

interface KnownCode {
  readonly message: string;
  readonly status: number;
}

/** The specification's error codes that Docker knows, each with its standard message and the HTTP status it stands for. */
const knownCodes: Readonly<Record<string, KnownCode>> = {
  UNKNOWN: { message: 'unknown error', status: 500 },
  UNSUPPORTED: { message: 'The operation is unsupported.', status: 405 },
  UNAUTHORIZED: { message: 'authentication required', status: 401 },
  DENIED: { message: 'requested access to the resource is denied', status: 403 },
  UNAVAILABLE: { message: 'service unavailable', status: 503 },
  TOOMANYREQUESTS: { message: 'too many requests', status: 429 },
  DIGEST_INVALID: { message: 'provided digest did not match uploaded content', status: 400 },
  SIZE_INVALID: { message: 'provided length did not match content length', status: 400 },
  NAME_INVALID: { message: 'invalid repository name', status: 400 },
  TAG_INVALID: { message: 'manifest tag did not match URI', status: 400 },
  NAME_UNKNOWN: { message: 'repository name not known to registry', status: 404 },
  MANIFEST_UNKNOWN: { message: 'manifest unknown', status: 404 },
  MANIFEST_INVALID: { message: 'manifest invalid', status: 400 },
  MANIFEST_UNVERIFIED: { message: 'manifest failed signature verification', status: 400 },
  MANIFEST_BLOB_UNKNOWN: { message: 'blob unknown to registry', status: 400 },
  BLOB_UNKNOWN: { message: 'blob unknown to registry', status: 404 },
  BLOB_UPLOAD_UNKNOWN: { message: 'blob upload unknown to registry', status: 404 },
  BLOB_UPLOAD_INVALID: { message: 'blob upload invalid', status: 404 },
  PAGINATION_NUMBER_INVALID: { message: 'invalid number of results requested', status: 400 },
};

const known = (code: string): KnownCode => knownCodes[code] ?? (knownCodes.UNKNOWN as KnownCode);

export type ErrorEntry = {
  readonly code: string;
  /** Undefined when the registry said no more than the code itself does: Docker then shows the code alone. */
  readonly message?: string;
};

const textOf = ({ code, message }: ErrorEntry) => {
  const word = code.toLowerCase().replaceAll('_', ' ');
  return message === undefined ? word : `${word}: ${message}`;
};

/** The `errors` of a registry's answer. The first is the one that counts. */
export class RegistryErrors extends Error {
  override readonly name = 'RegistryErrors';
  readonly entries: readonly [ErrorEntry, ...ErrorEntry[]];
  constructor(first: ErrorEntry, ...rest: ErrorEntry[]) {
    super(rest.length === 0 ? textOf(first) : `errors:\n${[first, ...rest].map((entry) => `${textOf(entry)}\n`).join('')}`);
    this.entries = [first, ...rest];
  }

  get first(): ErrorEntry {
    return this.entries[0];
  }

  /** The first entry's own text. */
  get text(): string {
    return textOf(this.first);
  }

  get status(): number {
    return known(this.first.code).status;
  }
}

export const denied = (message = known('DENIED').message): ErrorEntry => ({ code: 'DENIED', message });
export const unauthorized = (message = known('UNAUTHORIZED').message): ErrorEntry => ({ code: 'UNAUTHORIZED', message });

/** An entry as it comes in JSON. A message that only repeats the code's standard one, with no detail, is dropped. */
export function errorEntry(code: string, message: string, hasDetail: boolean): ErrorEntry {
  const name = code in knownCodes ? code : 'UNKNOWN';
  return !hasDetail && (message === '' || message === known(name).message) ? { code: name } : { code: name, message };
}

/** A status that says nothing of the specification's: 500, 503 and the like. */
export class UnexpectedStatus extends Error {
  override readonly name = 'UnexpectedStatus';
  constructor(status: string) {
    super(`received unexpected HTTP status: ${status}`);
  }
}

/** A 4xx whose body is not the specification's. */
export class UnexpectedResponse extends Error {
  override readonly name = 'UnexpectedResponse';
  constructor(status: number, reason: string, body: string) {
    super(`error parsing HTTP ${status} response body: ${reason}: ${JSON.stringify(body)}`);
  }
}

export class BlobUnknown extends Error {
  override readonly name = 'BlobUnknown';
  constructor() {
    super('unknown blob');
  }
}

/** A layer's bytes are not those of its digest. Worth another try only when they came in two parts. */
export class VerificationFailed extends Error {
  override readonly name = 'VerificationFailed';
  constructor(
    digest: string,
    readonly resumed: boolean,
  ) {
    super(`filesystem layer verification failed for digest ${digest}`);
  }
}

/** The connection failed, or what had to come first (a token) did: Go's `*url.Error`. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  constructor(
    method: string,
    url: string,
    override readonly cause: Error,
  ) {
    super(`${method[0]}${method.slice(1).toLowerCase()} "${url}": ${cause.message}`);
  }
}

/** No way to authenticate: neither would another try have one. */
export class NoCredentials extends Error {
  override readonly name = 'NoCredentials';
}

const neverRetried = new Set(['UNAUTHORIZED', 'UNSUPPORTED', 'DENIED', 'TOOMANYREQUESTS', 'NAME_UNKNOWN']);

/** Whether the same request may fare better later (moby distribution/errors.go, `retryOnError`). */
export function isRetryable(error: Error): boolean {
  if (error instanceof RegistryErrors) return error.first.message === undefined || !neverRetried.has(error.first.code);
  if (error instanceof RequestFailed) return !(error.cause instanceof NoCredentials) && isRetryable(error.cause);
  if (error instanceof VerificationFailed) return error.resumed;
  if (error instanceof UnexpectedResponse || error instanceof BlobUnknown) return false;
  return !error.message.includes('no space left on device');
}
