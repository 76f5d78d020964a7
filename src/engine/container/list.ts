import type { EngineContext } from '../context.ts';
import { splitPort } from '../network/ports.ts';
import { type Container, labelsOf, statusOf } from './container.ts';
import { humanDuration } from './duration.ts';
import { endpointsJson } from './network-settings.ts';
import { rootSize, writtenSize } from './size.ts';

/** A row of `GET /containers/json` (moby api/types/container, "Summary"). */
export function summaryJson(container: Container, context: EngineContext, imageName: string, withSize: boolean): object {
  const written = withSize ? writtenSize(container) : 0;
  return {
    Id: container.id,
    Names: [`/${container.name}`],
    Image: imageName,
    ImageID: container.image.id,
    Command: [container.path, ...container.args.map(quoted)].join(' '),
    Created: Math.floor(container.createdMs / 1000),
    Ports: portsJson(container),
    // Nothing written is no size at all (`omitempty`).
    ...(written ? { SizeRw: written } : {}),
    ...(withSize ? { SizeRootFs: rootSize(container) } : {}),
    Labels: labelsOf(container),
    State: statusOf(container),
    Status: statusText(container, context.nowMs()),
    HostConfig: { NetworkMode: container.hostConfig.NetworkMode },
    NetworkSettings: { Networks: endpointsJson(container) },
    Mounts: [],
  };
}

/** An argument with a space in it is shown in quotes (moby container/view.go). */
const quoted = (arg: string) => (arg.includes(' ') ? `'${arg}'` : arg);

/** `Up 3 minutes`, `Exited (0) 2 hours ago` (moby container/state.go, "String"). */
export function statusText(container: Container, nowMs: number): string {
  const { state } = container;
  const since = (ms: number | undefined) => humanDuration(nowMs - (ms ?? nowMs));
  switch (statusOf(container)) {
    case 'running':
      return `Up ${since(state.startedMs)}`;
    case 'paused':
      return `Up ${since(state.startedMs)} (Paused)`;
    case 'restarting':
      return `Restarting (${state.exitCode}) ${since(state.finishedMs)} ago`;
    case 'removing':
      return 'Removal In Progress';
    case 'dead':
      return 'Dead';
    case 'created':
      return 'Created';
    case 'exited':
      return state.finishedMs === undefined ? '' : `Exited (${state.exitCode}) ${since(state.finishedMs)} ago`;
  }
}

function portsJson({ endpoint, config }: Container): object[] {
  if (!endpoint?.network.pool) return [];
  return Object.keys(config.ExposedPorts ?? {}).flatMap((port): object[] => {
    const { number, protocol } = splitPort(port);
    const bound = endpoint.ports.filter(({ containerPort, protocol: other }) => containerPort === number && other === protocol);
    if (bound.length === 0) return [{ PrivatePort: number, Type: protocol }];
    return bound.map(({ hostIp, hostPort }) => ({ IP: hostIp, PrivatePort: number, PublicPort: hostPort, Type: protocol }));
  });
}
