import type { FlagValues } from '../cli/flag.ts';
import type { ClientHost } from '../host.ts';
import { cut } from './csv.ts';
import { parseDevices } from './device.ts';
import { fromEnvironment, keyValues } from './environment.ts';
import { parseGpus } from './gpus.ts';
import { healthcheck } from './healthcheck.ts';
import { isMac } from './ip.ts';
import { type Mount, parseMount } from './mount.ts';
import { endpoints, parseNetwork } from './network.ts';
import { parsePorts } from './ports.ts';
import { parseSecurity } from './security.ts';
import { parseUlimit } from './ulimit.ts';
import { parseVolume } from './volume.ts';

/** The body of `POST /containers/create`, in Go's order of fields and with Go's zero values. */
export type ContainerConfig = Awaited<ReturnType<typeof containerConfig>>;

/** What `--use-api-socket` mounts. There are no credentials to go with it: this client has none. */
const API_SOCKET: Mount = { Type: 'bind', Source: '/var/run/docker.sock', Target: '/var/run/docker.sock', BindOptions: {} };

const orNull = <T>(list: readonly T[]) => (list.length ? list : null);
const sorted = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
const keyed = (list: readonly string[]) => sorted(list.map((item) => [cut(item)[0], cut(item)[1] ?? ''] as const));
const ifAny = <T extends object>(name: string, values: T) => (Object.keys(values).length ? { [name]: values } : {});

/** Describes the container that options and arguments ask for (docker/cli container/opts.go, parse). @throws Error in docker's words */
export async function containerConfig(flags: FlagValues, args: readonly string[], host: Pick<ClientHost, 'env' | 'readFile'>) {
  const [image = '', ...command] = args;
  const attach = flags.list('attach');
  const mac = flags.text('mac-address');
  if (mac && !isMac(mac.trim())) throw new Error(`${mac} is not a valid mac address`);
  const swappiness = flags.number('memory-swappiness');
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100)) {
    throw new Error(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  }
  const mounted = [...new Set(flags.list('volume'))].map((text) => ({ text, ...parseVolume(text) }));
  const { exposed, bindings } = parsePorts(flags.list('publish'), flags.list('expose'));
  const { devices, cdi } = parseDevices(flags.list('device'));
  const lookUp = (name: string) => host.env[name];
  const env = await keyValues(flags.list('env-file'), fromEnvironment(flags.list('env'), host.env), host, lookUp);
  const labels = await keyValues(flags.list('label-file'), flags.list('label'), host);
  modes(flags);
  const restart = restartPolicy(flags.text('restart'));
  const logOptions = flags.list('log-opt');
  if (flags.text('log-driver') === 'none' && logOptions.length) throw new Error('invalid logging opts for driver none');
  const security = await parseSecurity(flags.list('security-opt'), host);
  const storage = flags.list('storage-opt');
  if (storage.some((option) => !option.includes('='))) throw new Error('invalid storage option');
  const health = healthcheck(flags);
  if (flags.on('rm') && restart.Name !== 'no' && restart.Name !== '') {
    throw new Error('conflicting options: cannot specify both --restart and --rm');
  }
  const mounts = [...flags.list('mount').map(parseMount), ...(flags.on('use-api-socket') ? [API_SOCKET] : [])];
  const networks = flags.list('network').map(parseNetwork);
  const interactive = flags.on('interactive');
  const attachStdin = interactive || attach.includes('stdin');
  const entrypoint = flags.text('entrypoint');
  const endpointsConfig = endpoints(networks, {
    aliases: flags.list('network-alias'),
    links: flags.list('link'),
    ipv4: flags.text('ip'),
    ipv6: flags.text('ip6'),
    linkLocal: flags.list('link-local-ip'),
    mac,
  });
  const networkMode = networks[0]?.target ?? 'default';
  return {
    Hostname: flags.text('hostname'),
    Domainname: flags.text('domainname'),
    User: flags.text('user'),
    AttachStdin: attachStdin,
    AttachStdout: attach.length === 0 || attach.includes('stdout'),
    AttachStderr: attach.length === 0 || attach.includes('stderr'),
    ...ifAny('ExposedPorts', sorted([...exposed].map((port) => [port, {}] as const))),
    Tty: flags.on('tty'),
    OpenStdin: interactive,
    StdinOnce: interactive && attachStdin,
    Env: orNull(env),
    Cmd: orNull(command),
    ...(health ? { Healthcheck: health } : {}),
    Image: image,
    Volumes: sorted(mounted.filter(({ source }) => source === '').map(({ text }) => [text, {}] as const)),
    WorkingDir: flags.text('workdir'),
    Entrypoint: entrypoint ? [entrypoint] : flags.changed('entrypoint') ? [''] : null,
    OnBuild: null,
    Labels: keyed(labels),
    ...(flags.text('stop-signal') ? { StopSignal: flags.text('stop-signal') } : {}),
    ...(flags.changed('stop-timeout') ? { StopTimeout: flags.number('stop-timeout') } : {}),
    HostConfig: {
      Binds: orNull(
        mounted.filter(({ source }) => source !== '').map(({ text, isBind }) => (isBind ? absolute(text, host.env.PWD) : text)),
      ),
      ContainerIDFile: flags.text('cidfile'),
      LogConfig: { Type: flags.text('log-driver'), Config: keyed(logOptions) },
      NetworkMode: networkMode,
      PortBindings: sorted(Object.entries(bindings)),
      RestartPolicy: restart,
      AutoRemove: flags.on('rm'),
      VolumeDriver: flags.text('volume-driver'),
      VolumesFrom: orNull(flags.list('volumes-from')),
      ConsoleSize: [0, 0] as readonly [rows: number, columns: number],
      ...ifAny('Annotations', keyed(flags.list('annotation'))),
      CapAdd: orNull(capabilities(flags.list('cap-add'))),
      CapDrop: orNull(capabilities(flags.list('cap-drop'))),
      CgroupnsMode: flags.text('cgroupns'),
      Dns: flags.list('dns'),
      DnsOptions: flags.list('dns-option'),
      DnsSearch: flags.list('dns-search'),
      ExtraHosts: orNull(flags.list('add-host')),
      GroupAdd: orNull(flags.list('group-add')),
      IpcMode: flags.text('ipc'),
      Cgroup: '',
      Links: orNull(flags.list('link')),
      OomScoreAdj: flags.number('oom-score-adj'),
      PidMode: flags.text('pid'),
      Privileged: flags.on('privileged'),
      PublishAllPorts: flags.on('publish-all'),
      ReadonlyRootfs: flags.on('read-only'),
      SecurityOpt: orNull(security.options),
      ...ifAny('StorageOpt', keyed(storage)),
      ...ifAny('Tmpfs', sorted(flags.list('tmpfs').map((item) => [cut(item, ':')[0], cut(item, ':')[1] ?? ''] as const))),
      UTSMode: flags.text('uts'),
      UsernsMode: flags.text('userns'),
      ShmSize: flags.number('shm-size'),
      ...ifAny('Sysctls', keyed(flags.list('sysctl'))),
      ...(flags.text('runtime') ? { Runtime: flags.text('runtime') } : {}),
      Isolation: flags.text('isolation'),
      ...resources(flags, swappiness, devices, [...flags.list('gpus').map(parseGpus), ...cdi]),
      ...(mounts.length ? { Mounts: mounts } : {}),
      MaskedPaths: security.unconfinedPaths ? [] : null,
      ReadonlyPaths: security.unconfinedPaths ? [] : null,
      ...(flags.changed('init') ? { Init: flags.on('init') } : {}),
    },
    NetworkingConfig: { EndpointsConfig: endpointsConfig },
  };
}

function resources(flags: FlagValues, swappiness: number, devices: readonly unknown[], requests: readonly unknown[]) {
  const throttled = (name: string) => flags.list(name).map((item) => ({ Path: cut(item, ':')[0], Rate: Number(cut(item, ':')[1]) }));
  return {
    CpuShares: flags.number('cpu-shares'),
    Memory: flags.number('memory'),
    NanoCpus: flags.number('cpus'),
    CgroupParent: flags.text('cgroup-parent'),
    BlkioWeight: flags.number('blkio-weight'),
    BlkioWeightDevice: flags.list('blkio-weight-device').map((item) => ({ Path: cut(item, ':')[0], Weight: Number(cut(item, ':')[1]) })),
    BlkioDeviceReadBps: throttled('device-read-bps'),
    BlkioDeviceWriteBps: throttled('device-write-bps'),
    BlkioDeviceReadIOps: throttled('device-read-iops'),
    BlkioDeviceWriteIOps: throttled('device-write-iops'),
    CpuPeriod: flags.number('cpu-period'),
    CpuQuota: flags.number('cpu-quota'),
    CpuRealtimePeriod: flags.number('cpu-rt-period'),
    CpuRealtimeRuntime: flags.number('cpu-rt-runtime'),
    CpusetCpus: flags.text('cpuset-cpus'),
    CpusetMems: flags.text('cpuset-mems'),
    Devices: devices,
    DeviceCgroupRules: orNull(flags.list('device-cgroup-rule')),
    DeviceRequests: orNull(requests),
    MemoryReservation: flags.number('memory-reservation'),
    MemorySwap: flags.number('memory-swap'),
    MemorySwappiness: swappiness,
    OomKillDisable: flags.on('oom-kill-disable'),
    PidsLimit: flags.number('pids-limit'),
    // The last of a name counts.
    Ulimits: [
      ...new Map(
        flags
          .list('ulimit')
          .map(parseUlimit)
          .map((limit) => [limit.Name, limit]),
      ).values(),
    ].toSorted((a, b) => (a.Name < b.Name ? -1 : 1)),
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
  };
}

/** As the client sends them: spelled out, each once, in order (moby client/container_create.go, normalizeCapabilities). */
function capabilities(names: readonly string[]): string[] {
  const spelled = names.map((name) => {
    const upper = name.toUpperCase();
    return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
  });
  return [...new Set(spelled)].toSorted();
}

const absolute = (bind: string, cwd = '/'): string => {
  const [source, rest = ''] = cut(bind, ':');
  if (!source.startsWith('.')) return bind;
  return `${new URL(source, `file://${cwd.replace(/\/?$/, '/')}`).pathname.replace(/(.)\/$/, '$1')}:${rest}`;
};

function modes(flags: FlagValues): void {
  const check = (name: string, valid: RegExp, what: string) => {
    const mode = flags.text(name);
    if (mode !== '' && !valid.test(mode)) throw new Error(`--${name}: invalid ${what} mode`);
  };
  check('pid', /^(host|container:.+)$/, 'PID');
  check('uts', /^host$/, 'UTS');
  check('userns', /^host$/, 'USER');
  check('cgroupns', /^(host|private)$/, 'CGROUP');
}

/** `on-failure:3` */
function restartPolicy(text: string): { Name: string; MaximumRetryCount: number } {
  const [name, count] = cut(text, ':');
  if (count !== undefined && name === '') throw new Error('invalid restart policy format: no policy provided before colon');
  if (count && !/^[+-]?\d+$/.test(count)) throw new Error('invalid restart policy format: maximum retry count must be an integer');
  return { Name: name, MaximumRetryCount: Number(count ?? 0) };
}

/** `--pull` takes three words (docker/cli container/create.go, validatePullOpt). */
export function pullPolicy(text: string): 'always' | 'missing' | 'never' {
  if (text === 'always' || text === 'missing' || text === 'never') return text;
  if (text === '') return 'missing';
  throw new Error(`invalid pull option: '${text}': must be one of "always", "missing" or "never"`);
}
