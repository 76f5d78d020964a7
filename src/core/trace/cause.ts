/**
 * Which span a request belongs to, carried beside the request and not in it: on the wire there is no
 * such header, and the real parts know nothing of it.
 */
const spans = new WeakMap<Request, string>();

/** Says that `request` was made because of `span`. */
export function causedBy<R extends Request>(request: R, span: string | undefined): R {
  if (span) spans.set(request, span);
  return request;
}

/** The span that `request` was made because of; on the receiving side, its exchange. */
export function causeOf(request: Request): string | undefined {
  return spans.get(request);
}
