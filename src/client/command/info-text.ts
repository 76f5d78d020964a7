import { bytesSize } from '../format/units.ts';
import { CLIENT } from './client-version.ts';

/** `GET /info`, as far as it is printed (moby api/types/system Info). */
export interface EngineInfo {
  readonly ID?: string;
  readonly Containers: number;
  readonly ContainersRunning: number;
  readonly ContainersPaused: number;
  readonly ContainersStopped: number;
  readonly Images: number;
  readonly ServerVersion?: string;
  readonly Driver?: string;
  readonly DriverStatus?: readonly (readonly [string, string])[] | null;
  readonly LoggingDriver?: string;
  readonly CgroupDriver?: string;
  readonly CgroupVersion?: string;
  readonly Plugins?: Readonly<Record<'Volume' | 'Network' | 'Authorization' | 'Log', readonly string[] | null>>;
  readonly CDISpecDirs?: readonly string[] | null;
  readonly DiscoveredDevices?: readonly { readonly Source: string; readonly ID: string }[] | null;
  readonly Swarm?: { readonly LocalNodeState?: string };
  readonly Runtimes?: Readonly<Record<string, unknown>> | null;
  readonly DefaultRuntime?: string;
  readonly OSType?: string;
  readonly InitBinary?: string;
  readonly ContainerdCommit?: { readonly ID: string };
  readonly RuncCommit?: { readonly ID: string };
  readonly InitCommit?: { readonly ID: string };
  readonly SecurityOptions?: readonly string[] | null;
  readonly KernelVersion?: string;
  readonly OperatingSystem?: string;
  readonly Architecture?: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly Name?: string;
  readonly DockerRootDir?: string;
  readonly Debug?: boolean;
  readonly NFd?: number;
  readonly NGoroutines?: number;
  readonly SystemTime?: string;
  readonly NEventsListener?: number;
  readonly HttpProxy?: string;
  readonly HttpsProxy?: string;
  readonly NoProxy?: string;
  readonly Labels?: readonly string[] | null;
  readonly ExperimentalBuild?: boolean;
  readonly RegistryConfig?: {
    readonly InsecureRegistryCIDRs?: readonly string[] | null;
    readonly IndexConfigs?: Readonly<Record<string, { readonly Name: string; readonly Secure: boolean }>> | null;
    readonly Mirrors?: readonly string[] | null;
  } | null;
  readonly LiveRestoreEnabled?: boolean;
  readonly ProductLicense?: string;
  readonly DefaultAddressPools?: readonly { readonly Base: string; readonly Size: number }[] | null;
  readonly Warnings?: readonly string[] | null;
}

export const clientInfo = (debug: boolean): string =>
  `Client:\n Version:    ${CLIENT.version}\n Context:    ${CLIENT.context}\n Debug Mode: ${debug}\n`;

/** A line that is left out when there is nothing to say. */
const unlessEmpty = (label: string, value: string | undefined): string[] => (value ? [` ${label} ${value}`] : []);

const section = (title: string, lines: readonly string[]): string[] => (lines.length ? [title, ...lines] : []);

/** The engine's part of `docker info`, line by line (docker/cli system/info.go, prettyPrintServerInfo). */
export function engineInfo(info: EngineInfo, debug: boolean): string {
  const plugins = (kind: 'Volume' | 'Network' | 'Authorization' | 'Log') => (info.Plugins?.[kind] ?? []).join(' ');
  const lines = [
    ` Containers: ${info.Containers}`,
    `  Running: ${info.ContainersRunning}`,
    `  Paused: ${info.ContainersPaused}`,
    `  Stopped: ${info.ContainersStopped}`,
    ` Images: ${info.Images}`,
    ...unlessEmpty('Server Version:', info.ServerVersion),
    ...unlessEmpty('Storage Driver:', info.Driver),
    ...(info.DriverStatus ?? []).map(([key, value]) => `  ${key}: ${value}`),
    ...unlessEmpty('Logging Driver:', info.LoggingDriver),
    ...unlessEmpty('Cgroup Driver:', info.CgroupDriver),
    ...unlessEmpty('Cgroup Version:', info.CgroupVersion),
    ' Plugins:',
    `  Volume: ${plugins('Volume')}`,
    `  Network: ${plugins('Network')}`,
    ...(plugins('Authorization') ? [`  Authorization: ${plugins('Authorization')}`] : []),
    `  Log: ${plugins('Log')}`,
    ...section(
      ' CDI spec directories:',
      (info.CDISpecDirs ?? []).map((dir) => `  ${dir}`),
    ),
    ...section(
      ' Discovered Devices:',
      (info.DiscoveredDevices ?? []).map(({ Source, ID }) => `  ${Source}: ${ID}`),
    ),
    ` Swarm: ${info.Swarm?.LocalNodeState ?? ''}`,
    ...runtimes(info),
    ...(info.OSType === 'linux' ? linux(info) : []),
    ...unlessEmpty('Kernel Version:', info.KernelVersion),
    ...unlessEmpty('Operating System:', info.OperatingSystem),
    ...unlessEmpty('OSType:', info.OSType),
    ...unlessEmpty('Architecture:', info.Architecture),
    ` CPUs: ${info.NCPU}`,
    ` Total Memory: ${bytesSize(info.MemTotal)}`,
    ...unlessEmpty('Name:', info.Name),
    ...unlessEmpty('ID:', info.ID),
    ` Docker Root Dir: ${info.DockerRootDir ?? ''}`,
    ` Debug Mode: ${info.Debug ?? false}`,
    ...(info.Debug || debug ? debugging(info) : []),
    ...unlessEmpty('HTTP Proxy:', info.HttpProxy),
    ...unlessEmpty('HTTPS Proxy:', info.HttpsProxy),
    ...unlessEmpty('No Proxy:', info.NoProxy),
    ...section(
      ' Labels:',
      (info.Labels ?? []).map((label) => `  ${label}`),
    ),
    ` Experimental: ${info.ExperimentalBuild ?? false}`,
    ...registries(info),
    ` Live Restore Enabled: ${info.LiveRestoreEnabled ?? false}`,
    ...unlessEmpty('Product License:', info.ProductLicense),
    ...section(
      ' Default Address Pools:',
      (info.DefaultAddressPools ?? []).map(({ Base, Size }) => `   Base: ${Base}, Size: ${Size}`),
    ),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function runtimes({ Runtimes, DefaultRuntime = '' }: EngineInfo): string[] {
  const names = Object.keys(Runtimes ?? {});
  return names.length ? [` Runtimes: ${names.join(' ')}`, ` Default Runtime: ${DefaultRuntime}`] : [];
}

function linux(info: EngineInfo): string[] {
  return [
    ` Init Binary: ${info.InitBinary ?? ''}`,
    ` containerd version: ${info.ContainerdCommit?.ID ?? ''}`,
    ` runc version: ${info.RuncCommit?.ID ?? ''}`,
    ` init version: ${info.InitCommit?.ID ?? ''}`,
    ...section(' Security Options:', (info.SecurityOptions ?? []).flatMap(securityOption)),
  ];
}

/** `name=seccomp,profile=builtin` */
function securityOption(option: string): string[] {
  const pairs = option.split(',').map((pair) => pair.split('=') as [string, string?]);
  const name = pairs.find(([key]) => key === 'name')?.[1] ?? option;
  return [`  ${name}`, ...pairs.filter(([key]) => key === 'profile').map(([, value = '']) => `   Profile: ${value}`)];
}

const debugging = (info: EngineInfo): string[] => [
  `  File Descriptors: ${info.NFd ?? 0}`,
  `  Goroutines: ${info.NGoroutines ?? 0}`,
  `  System Time: ${info.SystemTime ?? ''}`,
  `  EventsListeners: ${info.NEventsListener ?? 0}`,
];

function registries({ RegistryConfig }: EngineInfo): string[] {
  if (!RegistryConfig) return [];
  const ranges = RegistryConfig.InsecureRegistryCIDRs ?? [];
  const named = Object.values(RegistryConfig.IndexConfigs ?? {});
  const insecure = named.filter(({ Secure }) => !Secure).map(({ Name }) => `  ${Name}`);
  return [
    ...(ranges.length || named.length ? [' Insecure Registries:', ...insecure, ...ranges.map((range) => `  ${range}`)] : []),
    ...section(
      ' Registry Mirrors:',
      (RegistryConfig.Mirrors ?? []).map((mirror) => `  ${mirror}`),
    ),
  ];
}
