/** What stops the command before it begins: one line for the user, and exit status 2. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

interface SystemError {
  readonly code?: string;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'read-only file system',
  ENOSPC: 'no space left on device',
  EADDRINUSE: 'already in use',
  EADDRNOTAVAIL: 'no such address on this machine',
  ENOTFOUND: 'no such host',
  ENAMETOOLONG: 'name too long',
};

/** What went wrong in the operating system, in a few words. */
export function systemWords(error: unknown): string {
  const { code = '' } = error as SystemError;
  return WORDS[code] ?? (error instanceof Error ? error.message : String(error));
}
