/** What the engine answered instead of what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    /** `Error response from daemon: No such container: x` */
    message: string,
  ) {
    super(message);
  }
}

/** Nothing answers where the engine should be. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

export const isNotFound = (error: unknown): error is ApiError => error instanceof ApiError && error.status === 404;

/** In the words of moby client/request.go, doRequest. */
export function connectionError(dockerHost: string, method: string, url: string, cause: unknown): ConnectionError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/EACCES|permission denied/.test(reason)) {
    return new ConnectionError(
      `permission denied while trying to connect to the Docker daemon socket at ${dockerHost}: ${goMethod(method)} ${JSON.stringify(url)}: ${reason}`,
    );
  }
  if (!dockerHost.startsWith('tcp://') || /ECONNREFUSED|connection refused|ETIMEDOUT/.test(reason)) {
    return new ConnectionError(`Cannot connect to the Docker daemon at ${dockerHost}. Is the docker daemon running?`);
  }
  return new ConnectionError(`error during connect: ${goMethod(method)} ${JSON.stringify(url)}: ${reason}`);
}

/** Go's url.Error writes `Get`, not `GET`. */
const goMethod = (method: string) => method.charAt(0) + method.slice(1).toLowerCase();
