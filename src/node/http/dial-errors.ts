import { getServers } from 'node:dns';

interface SystemError extends Error {
  readonly code?: string;
  readonly syscall?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  readonly errors?: readonly SystemError[];
}

/** What Go's `syscall.Errno` says for each. */
const ERRNO: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by peer',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EPIPE: 'broken pipe',
  ENOENT: 'no such file or directory',
};

const CERTIFICATE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'x509: certificate signed by unknown authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'x509: certificate signed by unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'x509: certificate signed by unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'x509: certificate signed by unknown authority',
  CERT_HAS_EXPIRED: 'x509: certificate has expired or is not yet valid',
};

const LOOKUP: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'server misbehaving',
};

const addressOf = (host: string, port: number | undefined) => `${host.includes(':') ? `[${host}]` : host}:${port ?? 0}`;

/** The first DNS server of the machine, as Go's resolver names it. */
function nameServer(): string {
  const [first = '127.0.0.1'] = getServers();
  return /:\d+$/.test(first) ? first : addressOf(first, 53);
}

/** The error of a connection that could not be made, in the words of Go's `net` and `crypto/tls`, which dockerd passes on. */
export function dialError(cause: unknown): Error {
  const error = ((cause as SystemError).errors?.[0] ?? cause) as SystemError;
  return Object.assign(new Error(wordsFor(error), { cause }), error.code ? { code: error.code } : {});
}

function wordsFor(error: SystemError): string {
  const { code = '', syscall, hostname = '', message } = error;
  const lookup = LOOKUP[code];
  if (lookup) return `dial tcp: lookup ${hostname} on ${nameServer()}: ${lookup}`;
  const certificate = CERTIFICATE[code];
  if (certificate) return `tls: failed to verify certificate: ${certificate}`;
  // OpenSSL's way to say that what came back was no TLS record.
  if (/wrong version number|packet length too long|http request/.test(message)) return 'http: server gave HTTP response to HTTPS client';
  const words = ERRNO[code];
  if (syscall === 'connect' && error.address) {
    const to = error.port === undefined ? `unix ${error.address}` : `tcp ${addressOf(error.address, error.port)}`;
    return code === 'ETIMEDOUT' ? `dial ${to}: i/o timeout` : `dial ${to}: connect: ${words ?? code}`;
  }
  // The peer closed without an answer.
  if (code === 'ECONNRESET' && message === 'socket hang up') return 'EOF';
  return words ? `read tcp: read: ${words}` : message;
}
