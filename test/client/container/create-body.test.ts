import { describe, expect, it } from 'vitest';
import { json, run } from '../fake-host.ts';

const create = async (args: readonly string[]) => {
  const ran = await run(['create', ...args], { engine: { 'POST /containers/create': json({ Id: 'x' }, 201) } });
  return ran.exchanges.at(-1)?.body ?? '';
};

describe('the body of POST /containers/create, recorded from the real client', () => {
  it('for docker create --rm busybox true', async () => {
    expect(await create(['--rm', 'busybox', 'true'])).toBe(
      '{"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":true,"AttachStderr":true,"Tty":false,"OpenStdin":false,"StdinOnce":false,"Env":null,"Cmd":["true"],"Image":"busybox","Volumes":{},"WorkingDir":"","Entrypoint":null,"OnBuild":null,"Labels":{},"HostConfig":{"Binds":null,"ContainerIDFile":"","LogConfig":{"Type":"","Config":{}},"NetworkMode":"default","PortBindings":{},"RestartPolicy":{"Name":"no","MaximumRetryCount":0},"AutoRemove":true,"VolumeDriver":"","VolumesFrom":null,"ConsoleSize":[0,0],"CapAdd":null,"CapDrop":null,"CgroupnsMode":"","Dns":[],"DnsOptions":[],"DnsSearch":[],"ExtraHosts":null,"GroupAdd":null,"IpcMode":"","Cgroup":"","Links":null,"OomScoreAdj":0,"PidMode":"","Privileged":false,"PublishAllPorts":false,"ReadonlyRootfs":false,"SecurityOpt":null,"UTSMode":"","UsernsMode":"","ShmSize":0,"Isolation":"","CpuShares":0,"Memory":0,"NanoCpus":0,"CgroupParent":"","BlkioWeight":0,"BlkioWeightDevice":[],"BlkioDeviceReadBps":[],"BlkioDeviceWriteBps":[],"BlkioDeviceReadIOps":[],"BlkioDeviceWriteIOps":[],"CpuPeriod":0,"CpuQuota":0,"CpuRealtimePeriod":0,"CpuRealtimeRuntime":0,"CpusetCpus":"","CpusetMems":"","Devices":[],"DeviceCgroupRules":null,"DeviceRequests":null,"MemoryReservation":0,"MemorySwap":0,"MemorySwappiness":-1,"OomKillDisable":false,"PidsLimit":0,"Ulimits":[],"CpuCount":0,"CpuPercent":0,"IOMaximumIOps":0,"IOMaximumBandwidth":0,"MaskedPaths":null,"ReadonlyPaths":null},"NetworkingConfig":{"EndpointsConfig":{"default":{"IPAMConfig":null,"Links":null,"Aliases":null,"MacAddress":"","DriverOpts":null,"GwPriority":0,"NetworkID":"","EndpointID":"","Gateway":"","IPAddress":"","IPPrefixLen":0,"IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"DNSNames":null}}}}\n',
    );
  });

  it('with much asked for', async () => {
    const options =
      '-p 8081:80 -e COLOR=red --hostname box -v /tmp:/t -v data:/d -v /anon --network bridge --label a=b --memory 16m --cpus 0.5 --health-cmd true --entrypoint sh --ulimit nofile=10:20 --restart on-failure:2 --mount type=tmpfs,target=/x --init --stop-timeout 3 --dns 1.1.1.1 --add-host h:1.2.3.4 --cap-add NET_ADMIN --sysctl net.ipv4.ip_forward=1 --tmpfs /scr:size=1m --log-opt max-size=1m --device /dev/null --expose 99';
    expect(await create([...options.split(' '), 'busybox', '-c', 'sleep 300'])).toBe(
      '{"Hostname":"box","Domainname":"","User":"","AttachStdin":false,"AttachStdout":true,"AttachStderr":true,"ExposedPorts":{"80/tcp":{},"99/tcp":{}},"Tty":false,"OpenStdin":false,"StdinOnce":false,"Env":["COLOR=red"],"Cmd":["-c","sleep 300"],"Healthcheck":{"Test":["CMD-SHELL","true"]},"Image":"busybox","Volumes":{"/anon":{}},"WorkingDir":"","Entrypoint":["sh"],"OnBuild":null,"Labels":{"a":"b"},"StopTimeout":3,"HostConfig":{"Binds":["/tmp:/t","data:/d"],"ContainerIDFile":"","LogConfig":{"Type":"","Config":{"max-size":"1m"}},"NetworkMode":"bridge","PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8081"}]},"RestartPolicy":{"Name":"on-failure","MaximumRetryCount":2},"AutoRemove":false,"VolumeDriver":"","VolumesFrom":null,"ConsoleSize":[0,0],"CapAdd":["CAP_NET_ADMIN"],"CapDrop":null,"CgroupnsMode":"","Dns":["1.1.1.1"],"DnsOptions":[],"DnsSearch":[],"ExtraHosts":["h:1.2.3.4"],"GroupAdd":null,"IpcMode":"","Cgroup":"","Links":null,"OomScoreAdj":0,"PidMode":"","Privileged":false,"PublishAllPorts":false,"ReadonlyRootfs":false,"SecurityOpt":null,"Tmpfs":{"/scr":"size=1m"},"UTSMode":"","UsernsMode":"","ShmSize":0,"Sysctls":{"net.ipv4.ip_forward":"1"},"Isolation":"","CpuShares":0,"Memory":16777216,"NanoCpus":500000000,"CgroupParent":"","BlkioWeight":0,"BlkioWeightDevice":[],"BlkioDeviceReadBps":[],"BlkioDeviceWriteBps":[],"BlkioDeviceReadIOps":[],"BlkioDeviceWriteIOps":[],"CpuPeriod":0,"CpuQuota":0,"CpuRealtimePeriod":0,"CpuRealtimeRuntime":0,"CpusetCpus":"","CpusetMems":"","Devices":[{"PathOnHost":"/dev/null","PathInContainer":"/dev/null","CgroupPermissions":"rwm"}],"DeviceCgroupRules":null,"DeviceRequests":null,"MemoryReservation":0,"MemorySwap":0,"MemorySwappiness":-1,"OomKillDisable":false,"PidsLimit":0,"Ulimits":[{"Name":"nofile","Hard":20,"Soft":10}],"CpuCount":0,"CpuPercent":0,"IOMaximumIOps":0,"IOMaximumBandwidth":0,"Mounts":[{"Type":"tmpfs","Target":"/x"}],"MaskedPaths":null,"ReadonlyPaths":null,"Init":true},"NetworkingConfig":{"EndpointsConfig":{}}}\n',
    );
  });

  it('takes the value of a bare -e from where it runs, and reads files of variables', async () => {
    const ran = await run(['create', '-e', 'HOME', '-e', 'NONE', '--env-file', 'vars', 'busybox'], {
      engine: { 'POST /containers/create': json({ Id: 'x' }, 201) },
      env: { HOME: '/root', TERM: 'xterm' },
      files: { vars: '# a comment\nA=1\n  B = 2\n' },
    });
    expect(ran.stderr).toBe(
      "docker: invalid env file (vars): variable 'B ' contains whitespaces\n\nRun 'docker create --help' for more information\n",
    );
    const good = await run(['create', '-e', 'HOME', '-e', 'NONE', '--env-file', 'vars', 'busybox'], {
      engine: { 'POST /containers/create': json({ Id: 'x' }, 201) },
      env: { HOME: '/root', TERM: 'xterm' },
      files: { vars: '# a comment\nA=1\nTERM\nUNSET\n' },
    });
    expect(JSON.parse(good.exchanges.at(-1)?.body ?? '').Env).toEqual(['A=1', 'TERM=xterm', 'HOME=/root', 'NONE']);
  });
});
