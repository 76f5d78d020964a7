import { ExecError } from '../../kernel/types.ts';
import { ApiError } from '../api/route.ts';

/** Why a process could not be started: what the API answers, and the exit code that stands for it. */
export interface StartFailure {
  readonly status: number;
  readonly message: string;
  readonly exitCode: number;
}

const mountHint =
  'Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type';

/**
 * Reads containerd's error as the daemon does, by its text (moby daemon/errors.go, "setExitCodeFromError").
 * `prefix` is what the layers above runc put before it.
 */
export function startFailure(error: unknown, prefix: string): StartFailure {
  if (error instanceof ApiError) return { status: error.status, message: error.message, exitCode: 128 };
  const reason = error instanceof Error ? error.message : String(error);
  // Who the user is, the daemon looks up itself, before it asks containerd for anything.
  if (error instanceof ExecError && error.code === 'ENOUSER') return { status: 500, message: reason, exitCode: 128 };
  const message = `${prefix}${reason}`;
  if (/executable file not found|no such file or directory/i.test(reason)) return { status: 400, message, exitCode: 127 };
  if (/permission denied/i.test(reason)) return { status: 400, message, exitCode: 126 };
  if (/not a directory/i.test(reason)) return { status: 400, message: `${message}: ${mountHint}`, exitCode: 126 };
  return { status: 500, message, exitCode: 128 };
}

export const createPrefix =
  'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';
export const execPrefix = 'OCI runtime exec failed: exec failed: unable to start container process: ';
