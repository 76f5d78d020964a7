/** The errors of system calls, with the C library's texts (`strerror`). */
const texts = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  ESRCH: 'No such process',
  EINTR: 'Interrupted system call',
  EIO: 'I/O error',
  E2BIG: 'Argument list too long',
  ENOEXEC: 'Exec format error',
  EBADF: 'Bad file descriptor',
  ECHILD: 'No child processes',
  EAGAIN: 'Resource temporarily unavailable',
  ENOMEM: 'Out of memory',
  EACCES: 'Permission denied',
  EBUSY: 'Resource busy',
  EEXIST: 'File exists',
  EXDEV: 'Cross-device link',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ENOTTY: 'Not a tty',
  ENOSPC: 'No space left on device',
  ESPIPE: 'Invalid seek',
  EROFS: 'Read-only file system',
  EPIPE: 'Broken pipe',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  ENETUNREACH: 'Network is unreachable',
  ECONNRESET: 'Connection reset by peer',
  ENOTCONN: 'Transport endpoint is not connected',
  ECONNREFUSED: 'Connection refused',
  EHOSTUNREACH: 'No route to host',
  ETIMEDOUT: 'Connection timed out',
} as const;

export type Errno = keyof typeof texts;

/** A system call's failure, thrown to the program that made it. */
export class SysError extends Error {
  override readonly name = 'SysError';
  constructor(readonly code: Errno) {
    super(texts[code]);
  }
}

const made = new Map<Errno, SysError>();

/**
 * The error for a code, always the same one: failed look-ups are everyday in a search along PATH, and
 * to take down a stack costs more than the look-up itself.
 */
export function sysError(code: Errno): SysError {
  const known = made.get(code);
  if (known) return known;
  const error = new SysError(code);
  made.set(code, error);
  return error;
}

/** The result of `call`, or the error code it failed with; whatever is no system error is thrown on. */
export function attempt<T>(call: () => T): { readonly value: T } | { readonly error: SysError } {
  try {
    return { value: call() };
  } catch (error) {
    if (error instanceof SysError) return { error };
    throw error;
  }
}
