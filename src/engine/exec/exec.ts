import type { ContainerProcess } from '../../kernel/types.ts';
import { type Decoder, flag, struct, text, texts, verbatim } from '../api/decode.ts';
import type { Container } from '../container/container.ts';
import type { Streams } from '../container/streams.ts';
import type { ExecActor } from './machine.ts';

/** The body of `POST /containers/{id}/exec` (moby api/types/container, "ExecOptions"). */
export interface ExecRequest {
  User: string;
  Privileged: boolean;
  Tty: boolean;
  ConsoleSize: unknown;
  AttachStdin: boolean;
  AttachStderr: boolean;
  AttachStdout: boolean;
  DetachKeys: string;
  Env: readonly string[] | null;
  WorkingDir: string;
  Cmd: readonly string[] | null;
}

export const decodeExecRequest: Decoder<ExecRequest> = struct<ExecRequest>('container.ExecOptions', {
  User: text,
  Privileged: flag,
  Tty: flag,
  ConsoleSize: verbatim,
  AttachStdin: flag,
  AttachStderr: flag,
  AttachStdout: flag,
  DetachKeys: text,
  Env: texts,
  WorkingDir: text,
  Cmd: texts,
});

/** The body of `POST /exec/{id}/start`. */
export interface ExecStart {
  Detach: boolean;
  Tty: boolean;
  ConsoleSize: unknown;
}

export const decodeExecStart: Decoder<ExecStart> = struct<ExecStart>('container.ExecStartOptions', {
  Detach: flag,
  Tty: flag,
  ConsoleSize: verbatim,
});

/** A further process of a container, as the daemon keeps it. */
export interface Exec {
  readonly id: string;
  readonly container: Container;
  readonly request: ExecRequest;
  readonly command: readonly string[];
  readonly streams: Streams;
  readonly actor: ExecActor;
  readonly state: {
    pid: number;
    exitCode: number | null;
    size?: { rows: number; columns: number };
    /** Of the virtual clock: when it ended, or could not be started. */
    endedAtMs?: number;
  };
  /** Stops waiting for the container's end. */
  readonly forget: () => void;
  process?: ContainerProcess | undefined;
  cause?: string | undefined;
}

/** The answer of `GET /exec/{id}/json`. */
export function execJson({ id, container, request, command, state, actor }: Exec): object {
  return {
    ID: id,
    Running: actor.getSnapshot().value === 'running',
    ExitCode: state.exitCode,
    ProcessConfig: {
      tty: request.Tty,
      entrypoint: command[0],
      arguments: command.slice(1),
      privileged: request.Privileged,
      ...(request.User ? { user: request.User } : {}),
    },
    OpenStdin: request.AttachStdin,
    OpenStderr: request.AttachStderr,
    OpenStdout: request.AttachStdout,
    CanRemove: false,
    ContainerID: container.id,
    DetachKeys: request.DetachKeys,
    Pid: state.pid,
  };
}
