import { flag, integer, mapOf, member, nullable, text, texts, verbatim, words } from '../api/decode.ts';

/** What runs in a container (moby api/types/container, "Config"), as `inspect` shows it. */
export interface ContainerConfig {
  Hostname: string;
  Domainname: string;
  User: string;
  AttachStdin: boolean;
  AttachStdout: boolean;
  AttachStderr: boolean;
  ExposedPorts: Readonly<Record<string, object>> | null;
  Tty: boolean;
  OpenStdin: boolean;
  StdinOnce: boolean;
  Env: readonly string[] | null;
  Cmd: readonly string[] | null;
  Healthcheck: unknown;
  ArgsEscaped: boolean;
  Image: string;
  Volumes: Readonly<Record<string, object>> | null;
  WorkingDir: string;
  Entrypoint: readonly string[] | null;
  NetworkDisabled: boolean;
  MacAddress: string;
  OnBuild: readonly string[] | null;
  Labels: Readonly<Record<string, string>> | null;
  StopSignal: string;
  /** Seconds; undefined for the daemon's default. */
  StopTimeout: number | null;
  Shell: readonly string[] | null;
}

const emptyObjects = mapOf(member, 'map[string]struct {}');

export const configFields = {
  Hostname: text,
  Domainname: text,
  User: text,
  AttachStdin: flag,
  AttachStdout: flag,
  AttachStderr: flag,
  ExposedPorts: mapOf(member, 'nat.PortSet'),
  Tty: flag,
  OpenStdin: flag,
  StdinOnce: flag,
  Env: texts,
  Cmd: words,
  Healthcheck: verbatim,
  ArgsEscaped: flag,
  Image: text,
  Volumes: emptyObjects,
  WorkingDir: text,
  Entrypoint: words,
  NetworkDisabled: flag,
  MacAddress: text,
  OnBuild: texts,
  Labels: mapOf(text, 'map[string]string'),
  StopSignal: text,
  StopTimeout: nullable(integer('int')),
  Shell: words,
} as const;

/** Shown only when they are set (`omitempty`). */
const unsetHidden = ['Healthcheck', 'ArgsEscaped', 'NetworkDisabled', 'MacAddress', 'StopSignal', 'Shell'] as const;

/** The configuration as `inspect` writes it. */
export function configJson(config: ContainerConfig): object {
  const shown: Partial<ContainerConfig> = { ...config };
  for (const name of unsetHidden) if (!config[name]) delete shown[name];
  if (config.StopTimeout === null) delete shown.StopTimeout;
  if (!config.ExposedPorts || Object.keys(config.ExposedPorts).length === 0) delete shown.ExposedPorts;
  return shown;
}
