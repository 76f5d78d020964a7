import { CLIENT_VERSION } from '../api/client.ts';
import { type GoField, GoStruct, type GoValue } from '../template/value.ts';

/** What the client says of itself. It is no Go program, and does not pretend to be one. */
export const CLIENT = {
  version: CLIENT_VERSION,
  goVersion: 'none',
  gitCommit: 'drydock',
  // Docker's own word for a build that carries no date.
  buildTime: 'unknown-buildtime',
  os: 'linux',
  arch: 'amd64',
  context: 'default',
} as const;

const field = (name: string, value: GoValue, json = name, omitEmpty = true): GoField => ({ name, json, value, omitEmpty });

/** Go's clientVersion; the API version is left out where the engine is not asked for its own (docker/cli system/version.go). */
export function clientVersion(apiVersion: string, defaultApiVersion: string): GoStruct {
  return new GoStruct('system.clientVersion', [
    field('Platform', null),
    field('Version', CLIENT.version),
    field('APIVersion', apiVersion, 'ApiVersion'),
    field('DefaultAPIVersion', defaultApiVersion),
    field('GitCommit', CLIENT.gitCommit),
    field('GoVersion', CLIENT.goVersion),
    field('Os', CLIENT.os),
    field('Arch', CLIENT.arch),
    field('BuildTime', CLIENT.buildTime),
    field('Context', CLIENT.context, 'Context', false),
  ]);
}
