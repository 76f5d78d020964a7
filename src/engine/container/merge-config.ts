import type { RuntimeConfig } from '../../oci/manifest.ts';
import type { ContainerConfig } from './config.ts';

const nameOf = (entry: string) => entry.split('=', 1)[0];
const filled = (list: readonly unknown[] | null | undefined): boolean => !!list && list.length > 0;

/** What the client asked for, and the image's own configuration where it did not (moby daemon/commit.go, "merge"). */
export function mergeConfig(given: ContainerConfig, image: RuntimeConfig): ContainerConfig {
  const ours = new Set((given.Env ?? []).map(nameOf));
  const inherited = (image.Env ?? []).filter((entry) => !ours.has(nameOf(entry)));
  const merged: ContainerConfig = {
    ...given,
    User: given.User || image.User || '',
    ExposedPorts: sorted({ ...image.ExposedPorts, ...given.ExposedPorts }),
    Env: [...(given.Env ?? []), ...inherited],
    Volumes: orNull({ ...image.Volumes, ...given.Volumes }),
    WorkingDir: given.WorkingDir || image.WorkingDir || '',
    Labels: sorted({ ...image.Labels, ...given.Labels }),
    Healthcheck: given.Healthcheck ?? image.Healthcheck ?? null,
    StopSignal: given.StopSignal || image.StopSignal || '',
    Shell: filled(given.Shell) ? given.Shell : (image.Shell ?? null),
  };
  if (!filled(given.Entrypoint)) {
    // The image's command goes with the image's entrypoint: a client that names another gets none.
    if (!filled(given.Cmd)) merged.Cmd = image.Cmd ?? null;
    merged.Entrypoint = given.Entrypoint ?? image.Entrypoint ?? null;
  }
  // `--entrypoint ""` takes the image's away.
  if (merged.Entrypoint?.length === 1 && merged.Entrypoint[0] === '') merged.Entrypoint = null;
  return merged;
}

const sorted = <T>(map: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

const orNull = <T>(map: Record<string, T>) => (Object.keys(map).length ? sorted(map) : null);
