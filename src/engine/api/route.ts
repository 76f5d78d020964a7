/** One call of the Engine API, already matched and with its version prefix taken off. */
export interface Call {
  readonly request: Request;
  /** From the path: `{ name: 'library/nginx' }`, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The API version that the path asked for, or the newest: `1.51`. */
  readonly version: string;
  /** The exchange's span in the trace, to hang causes on. */
  readonly span: string | undefined;
}

/** A row of the API: the operation's id is that of Docker's published description (engine-api-1.51.yaml). */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** `/images/:name{.+}/json` (Hono's patterns), without the version prefix. */
  readonly path: string;
  readonly operation: string;
  readonly handle: (call: Call) => Promise<Response>;
}

/** What the API answers with `{"message"}` and this status. Handlers throw it; nothing else is expected of them. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
