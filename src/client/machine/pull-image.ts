import type { Output } from '../../core/stdio.ts';
import type { Invocation } from '../cli/invocation.ts';
import { displayProgress } from '../progress/display.ts';

export interface PullRequest {
  /** `docker.io/library/nginx` */
  readonly name: string;
  /** A tag or a digest; undefined for all tags. */
  readonly tag: string | undefined;
  /** Empty: the engine's own. */
  readonly platform: string;
}

/** What a client sends that has logged in nowhere: an empty object, in base64. */
const NO_AUTH = 'e30=';

/** Has the engine pull an image, and shows how far it is. @throws ApiError, or an Error with the stream's message */
export async function pullInto({ api, host }: Invocation, { name, tag, platform }: PullRequest, out: Output): Promise<void> {
  const response = await api.post('/images/create', {
    query: { fromImage: name, tag, ...(platform ? { platform: platform.toLowerCase() } : {}) },
    headers: { 'X-Registry-Auth': NO_AUTH },
  });
  await displayProgress(response, { out, size: host.size, nowMs: host.nowMs });
}
