import type { EngineContext } from '../context.ts';
import * as release from './release.ts';

/** The answer of `GET /version` (moby api/types, "Version"). */
export function versionOf({ architecture }: Pick<EngineContext, 'architecture'>) {
  const { engineVersion, newestApi, oldestApi, gitCommit, goVersion, kernelVersion, buildTime } = release;
  return {
    Platform: { Name: 'Docker Engine - Community' },
    Components: [
      {
        Name: 'Engine',
        Version: engineVersion,
        Details: {
          ApiVersion: newestApi,
          Arch: architecture,
          BuildTime: buildTime,
          Experimental: 'false',
          GitCommit: gitCommit,
          GoVersion: goVersion,
          KernelVersion: kernelVersion,
          MinAPIVersion: oldestApi,
          Os: 'linux',
        },
      },
      { Name: 'containerd', Version: release.containerdVersion, Details: { GitCommit: release.containerdCommit } },
      { Name: 'runc', Version: release.runcVersion, Details: { GitCommit: release.runcCommit } },
      { Name: 'docker-init', Version: release.initVersion, Details: { GitCommit: release.initCommit } },
    ],
    Version: engineVersion,
    ApiVersion: newestApi,
    MinAPIVersion: oldestApi,
    GitCommit: gitCommit,
    GoVersion: goVersion,
    Os: 'linux',
    Arch: architecture,
    KernelVersion: kernelVersion,
    BuildTime: buildTime,
  };
}
