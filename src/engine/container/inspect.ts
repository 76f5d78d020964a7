import { dataRoot } from '../system/release.ts';
import { rfc3339Nano } from '../time.ts';
import { configJson } from './config.ts';
import { type Container, isRunning, statusOf } from './container.ts';
import { networkSettingsJson } from './network-settings.ts';
import { rootSize, writtenSize } from './size.ts';

/** The answer of `GET /containers/{id}/json` (moby api/types/container, "InspectResponse"), key by key. */
export function inspectJson(container: Container, withSize: boolean): object {
  const { id, name, state, config, hostConfig } = container;
  const folder = `${dataRoot}/containers/${id}`;
  const file = (path: string) => (state.hasFiles ? `${folder}/${path}` : '');
  return {
    Id: id,
    Created: rfc3339Nano(container.createdMs),
    Path: container.path,
    Args: container.args,
    State: stateJson(container),
    Image: container.image.id,
    ResolvConfPath: file('resolv.conf'),
    HostnamePath: file('hostname'),
    HostsPath: file('hosts'),
    LogPath: state.hasLog && hostConfig.LogConfig.Type === 'json-file' ? `${folder}/${id}-json.log` : '',
    Name: `/${name}`,
    RestartCount: state.restarts,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: container.execs.size ? [...container.execs.keys()] : null,
    HostConfig: hostConfig,
    GraphDriver: graphDriverJson(container),
    ...(withSize ? { SizeRw: writtenSize(container), SizeRootFs: rootSize(container) } : {}),
    Mounts: [],
    Config: configJson(config),
    NetworkSettings: networkSettingsJson(container),
  };
}

function stateJson(container: Container): object {
  const { state } = container;
  const status = statusOf(container);
  return {
    Status: status,
    Running: isRunning(container),
    Paused: status === 'paused',
    Restarting: status === 'restarting',
    OOMKilled: state.oomKilled,
    Dead: status === 'dead',
    Pid: state.pid,
    ExitCode: state.exitCode,
    Error: state.error,
    StartedAt: rfc3339Nano(state.startedMs),
    FinishedAt: rfc3339Nano(state.finishedMs),
  };
}

/** Where overlay2 keeps the container's layer and the image's below it, top first. */
function graphDriverJson({ id, layerId, image }: Container): object {
  const overlay = `${dataRoot}/overlay2`;
  const lower = [`${layerId}-init`, ...image.layers.map(({ cacheId }) => cacheId).reverse()];
  return {
    Data: {
      ID: id,
      LowerDir: lower.map((name) => `${overlay}/${name}/diff`).join(':'),
      MergedDir: `${overlay}/${layerId}/merged`,
      UpperDir: `${overlay}/${layerId}/diff`,
      WorkDir: `${overlay}/${layerId}/work`,
    },
    Name: 'overlay2',
  };
}
