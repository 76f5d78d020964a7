import { respond } from '../../../core/http.ts';
import { InvalidDigest, parseDigest } from '../../../oci/digest.ts';
import type { Platform } from '../../../oci/manifest.ts';
import { familiarName, familiarString, InvalidReference, parseReference, type Reference, referenceString } from '../../../oci/reference.ts';
import { ApiError, type Call, type Route } from '../../api/route.ts';
import { InvalidPlatform, parsePlatform } from '../platform.ts';
import { formatFailure, formatProgress, type Progress } from '../pull/progress.ts';
import { type Puller, type PullRequest, pull } from '../pull/pull.ts';
import { decodeCredentials } from '../registry/credentials.ts';
import { userAgent } from '../user-agent.ts';
import { withTag } from './references.ts';

/** `POST /images/create`: pulls. Answers with a status of its own until the first line is out, and in the stream after that. */
export const createRoute = (puller: Puller): Route => ({
  method: 'POST',
  path: '/images/create',
  operation: 'ImageCreate',
  handle: async (call) => {
    const request = pullRequest(puller, call);
    const lines = new LineStream();
    const write = (progress: Progress) => lines.write(formatProgress(progress));
    const ended = run(puller, request, write, lines.left).then(
      () => lines.end(),
      (error: unknown) => {
        if (!lines.begun) throw error;
        if (!(error instanceof ApiError)) return lines.breakOff(error);
        lines.write(formatFailure(error.message));
        lines.end();
      },
    );
    ended.catch(() => {});
    await Promise.race([lines.first, ended]);
    return respond(200, lines.body, { 'Content-Type': 'application/json' });
  },
});

async function run(puller: Puller, request: PullRequest, write: (progress: Progress) => void, left: AbortSignal): Promise<void> {
  const { store } = puller;
  const { reference, platform } = request;
  await pull(puller, request, write, left);
  const name = familiarString(reference);
  store.publish('pull', name, familiarName(reference), store.find(name));
  if (!platform) return;
  // An image that stands alone may be of any platform; that it is not the one asked for is only said.
  const image = store.get(referenceString(reference));
  const mismatch = store.mismatch(image, name, platform);
  if (mismatch) write({ id: '', message: `WARNING: ${mismatch}` });
}

/** @throws ApiError */
function pullRequest({ context }: Puller, { query, request, span }: Call): PullRequest {
  const fromImage = query.get('fromImage') ?? '';
  if (fromImage === '') throw new ApiError(501, 'importing an image is not supported');
  const platform = platformOf(query.get('platform') ?? '', context.architecture);
  const reference = referenceOf(fromImage.replace(/:$/, ''), query.get('tag') ?? '');
  if (familiarName(reference) === 'scratch') throw new ApiError(403, "'scratch' is a reserved name");
  return {
    reference,
    platform,
    credentials: decodeCredentials(request.headers.get('X-Registry-Auth')),
    userAgent: userAgent(context, request.headers.get('User-Agent')),
    cause: span,
  };
}

function platformOf(text: string, host: string): Platform | undefined {
  if (text === '') return undefined;
  try {
    return parsePlatform(text, host);
  } catch (error) {
    if (error instanceof InvalidPlatform) throw new ApiError(400, error.message);
    throw error;
  }
}

/** `tag` may be a digest, too. */
function referenceOf(name: string, tag: string): Reference {
  try {
    const reference = parseReference(name);
    if (tag === '') return reference;
    const { domain, path } = reference;
    try {
      return { domain, path, digest: parseDigest(tag) };
    } catch (error) {
      if (!(error instanceof InvalidDigest)) throw error;
      return withTag(reference, tag);
    }
  } catch (error) {
    if (error instanceof InvalidReference) throw new ApiError(400, error.message);
    throw error;
  }
}

/** A body that is written line by line. */
class LineStream {
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #markFirst = () => {};
  readonly #gone = new AbortController();
  /** Aborts when nobody reads any more. */
  readonly left = this.#gone.signal;
  readonly first = new Promise<void>((resolve) => {
    this.#markFirst = resolve;
  });
  readonly body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      this.#controller = controller;
    },
    cancel: () => {
      this.#controller = undefined;
      this.#gone.abort();
    },
  });
  begun = false;

  write(line: string): void {
    this.begun = true;
    this.#controller?.enqueue(this.#encoder.encode(line));
    this.#markFirst();
  }

  end(): void {
    this.#controller?.close();
    this.#controller = undefined;
  }

  /** What is wrong with us is not told as if all had been said. */
  breakOff(error: unknown): void {
    this.#controller?.error(error);
    this.#controller = undefined;
  }
}
