/**
 * The Engine API's types as Go has them (moby api/types), for templates: `Name type json-name ?`, in
 * order. The JSON name is left out where it is the same, `?` stands for omitempty, `+` for a type
 * that is embedded. Types that no template of ours reaches are `any`.
 */
export const GO_TYPES: Readonly<Record<string, string>> = {
  'blkiodev.ThrottleDevice': 'Path string; Rate int',
  'blkiodev.WeightDevice': 'Path string; Weight int',
  'container.Config':
    'Hostname string; Domainname string; User string; AttachStdin bool; AttachStdout bool; AttachStderr bool; ExposedPorts map[nat.Port]struct{} ?; Tty bool; OpenStdin bool; StdinOnce bool; Env []string; Cmd []string; Healthcheck *v1.HealthcheckConfig ?; ArgsEscaped bool ?; Image string; Volumes map[string]struct{}; WorkingDir string; Entrypoint []string; NetworkDisabled bool ?; MacAddress string ?; OnBuild []string; Labels map[string]string; StopSignal string ?; StopTimeout *int ?; Shell []string ?',
  'container.ContainerJSONBase':
    'ID string Id; Created string; Path string; Args []string; State *container.State; Image string; ResolvConfPath string; HostnamePath string; HostsPath string; LogPath string; Name string; RestartCount int; Driver string; Platform string; MountLabel string; ProcessLabel string; AppArmorProfile string; ExecIDs []string; HostConfig *container.HostConfig; GraphDriver storage.DriverData; SizeRw *int ?; SizeRootFs *int ?',
  'container.DefaultNetworkSettings':
    'EndpointID string; Gateway string; GlobalIPv6Address string; GlobalIPv6PrefixLen int; IPAddress string; IPPrefixLen int; IPv6Gateway string; MacAddress string',
  'container.DeviceMapping': 'PathOnHost string; PathInContainer string; CgroupPermissions string',
  'container.DeviceRequest': 'Driver string; Count int; DeviceIDs []string; Capabilities [][]string; Options map[string]string',
  'container.Health': 'Status string; FailingStreak int; Log []*container.HealthcheckResult',
  'container.HealthcheckResult': 'Start time; End time; ExitCode int; Output string',
  'container.HostConfig':
    'Binds []string; ContainerIDFile string; LogConfig container.LogConfig; NetworkMode string; PortBindings map[nat.Port][]nat.PortBinding; RestartPolicy container.RestartPolicy; AutoRemove bool; VolumeDriver string; VolumesFrom []string; ConsoleSize [2]int; Annotations map[string]string ?; CapAdd []string; CapDrop []string; CgroupnsMode string; DNS []string Dns; DNSOptions []string DnsOptions; DNSSearch []string DnsSearch; ExtraHosts []string; GroupAdd []string; IpcMode string; Cgroup string; Links []string; OomScoreAdj int; PidMode string; Privileged bool; PublishAllPorts bool; ReadonlyRootfs bool; SecurityOpt []string; StorageOpt map[string]string ?; Tmpfs map[string]string ?; UTSMode string; UsernsMode string; ShmSize int; Sysctls map[string]string ?; Runtime string ?; Isolation string; +container.Resources; Mounts []mount.Mount ?; MaskedPaths []string; ReadonlyPaths []string; Init *bool ?',
  'container.InspectResponse':
    '+*container.ContainerJSONBase; Mounts []container.MountPoint; Config *container.Config; NetworkSettings *container.NetworkSettings; ImageManifestDescriptor *v1.Descriptor ?',
  'container.LogConfig': 'Type string; Config map[string]string',
  'container.MountPoint':
    'Type string ?; Name string ?; Source string; Destination string; Driver string ?; Mode string; RW bool; Propagation string',
  'container.NetworkSettings':
    '+container.NetworkSettingsBase; +container.DefaultNetworkSettings; Networks map[string]*network.EndpointSettings',
  'container.NetworkSettingsBase':
    'Bridge string; SandboxID string; SandboxKey string; Ports map[nat.Port][]nat.PortBinding; HairpinMode bool; LinkLocalIPv6Address string; LinkLocalIPv6PrefixLen int; SecondaryIPAddresses []network.Address; SecondaryIPv6Addresses []network.Address',
  'container.Resources':
    'CPUShares int CpuShares; Memory int; NanoCPUs int NanoCpus; CgroupParent string; BlkioWeight int; BlkioWeightDevice []*blkiodev.WeightDevice; BlkioDeviceReadBps []*blkiodev.ThrottleDevice; BlkioDeviceWriteBps []*blkiodev.ThrottleDevice; BlkioDeviceReadIOps []*blkiodev.ThrottleDevice; BlkioDeviceWriteIOps []*blkiodev.ThrottleDevice; CPUPeriod int CpuPeriod; CPUQuota int CpuQuota; CPURealtimePeriod int CpuRealtimePeriod; CPURealtimeRuntime int CpuRealtimeRuntime; CpusetCpus string; CpusetMems string; Devices []container.DeviceMapping; DeviceCgroupRules []string; DeviceRequests []container.DeviceRequest; KernelMemory int ?; KernelMemoryTCP int ?; MemoryReservation int; MemorySwap int; MemorySwappiness *int; OomKillDisable *bool; PidsLimit *int; Ulimits []*units.Ulimit; CPUCount int CpuCount; CPUPercent int CpuPercent; IOMaximumIOps int; IOMaximumBandwidth int',
  'container.RestartPolicy': 'Name string; MaximumRetryCount int',
  'container.State':
    'Status string; Running bool; Paused bool; Restarting bool; OOMKilled bool; Dead bool; Pid int; ExitCode int; Error string; StartedAt string; FinishedAt string; Health *container.Health ?',
  'events.Actor': 'ID string; Attributes map[string]string',
  'events.Message':
    'Status string status ?; ID string id ?; From string from ?; Type string; Action string; Actor events.Actor; Scope string scope ?; Time int time ?; TimeNano int timeNano ?',
  'image.InspectResponse':
    'ID string Id; RepoTags []string; RepoDigests []string; Parent string; Comment string; Created string ?; Container string ?; ContainerConfig *container.Config ?; DockerVersion string; Author string; Config *v1.DockerOCIImageConfig; Architecture string; Variant string ?; Os string; OsVersion string ?; Size int; VirtualSize int ?; GraphDriver storage.DriverData; RootFS image.RootFS; Metadata image.Metadata; Descriptor *v1.Descriptor ?; Manifests any ?',
  'image.Metadata': 'LastTagTime time ?',
  'image.RootFS': 'Type string ?; Layers []string ?',
  'mount.BindOptions':
    'Propagation string ?; NonRecursive bool ?; CreateMountpoint bool ?; ReadOnlyNonRecursive bool ?; ReadOnlyForceRecursive bool ?',
  'mount.Driver': 'Name string ?; Options map[string]string ?',
  'mount.ImageOptions': 'Subpath string ?',
  'mount.Mount':
    'Type string ?; Source string ?; Target string ?; ReadOnly bool ?; Consistency string ?; BindOptions *mount.BindOptions ?; VolumeOptions *mount.VolumeOptions ?; ImageOptions *mount.ImageOptions ?; TmpfsOptions *mount.TmpfsOptions ?; ClusterOptions any ?',
  'mount.TmpfsOptions': 'SizeBytes int ?; Mode int ?; Options [][]string ?',
  'mount.VolumeOptions': 'NoCopy bool ?; Labels map[string]string ?; Subpath string ?; DriverConfig *mount.Driver ?',
  'nat.PortBinding': 'HostIP string HostIp; HostPort string',
  'network.Address': 'Addr string; PrefixLen int',
  'network.ConfigReference': 'Network string',
  'network.EndpointIPAMConfig': 'IPv4Address string ?; IPv6Address string ?; LinkLocalIPs []string ?',
  'network.EndpointResource': 'Name string; EndpointID string; MacAddress string; IPv4Address string; IPv6Address string',
  'network.EndpointSettings':
    'IPAMConfig *network.EndpointIPAMConfig; Links []string; Aliases []string; MacAddress string; DriverOpts map[string]string; GwPriority int; NetworkID string; EndpointID string; Gateway string; IPAddress string; IPPrefixLen int; IPv6Gateway string; GlobalIPv6Address string; GlobalIPv6PrefixLen int; DNSNames []string',
  'network.IPAM': 'Driver string; Options map[string]string; Config []network.IPAMConfig',
  'network.IPAMConfig': 'Subnet string ?; IPRange string ?; Gateway string ?; AuxAddress map[string]string AuxiliaryAddresses ?',
  'network.Inspect':
    'Name string; ID string Id; Created time; Scope string; Driver string; EnableIPv4 bool; EnableIPv6 bool; IPAM network.IPAM; Internal bool; Attachable bool; Ingress bool; ConfigFrom network.ConfigReference; ConfigOnly bool; Containers map[string]network.EndpointResource; Options map[string]string; Labels map[string]string; Peers []network.PeerInfo ?; Services any ?',
  'network.PeerInfo': 'Name string; IP string',
  'storage.DriverData': 'Data map[string]string; Name string',
  'system.Commit': 'ID string; Expected string ?',
  'system.ContainerdInfo': 'Address string ?; Namespaces system.ContainerdNamespaces',
  'system.ContainerdNamespaces': 'Containers string; Plugins string',
  'system.DeviceInfo': 'Source string; ID string',
  'system.FirewallInfo': 'Driver string; Info [][2]string ?',
  'system.Info':
    'ID string; Containers int; ContainersRunning int; ContainersPaused int; ContainersStopped int; Images int; Driver string; DriverStatus [][2]string; SystemStatus [][2]string ?; Plugins system.PluginsInfo; MemoryLimit bool; SwapLimit bool; KernelMemory bool ?; KernelMemoryTCP bool ?; CPUCfsPeriod bool CpuCfsPeriod; CPUCfsQuota bool CpuCfsQuota; CPUShares bool; CPUSet bool; PidsLimit bool; IPv4Forwarding bool; Debug bool; NFd int; OomKillDisable bool; NGoroutines int; SystemTime string; LoggingDriver string; CgroupDriver string; CgroupVersion string ?; NEventsListener int; KernelVersion string; OperatingSystem string; OSVersion string; OSType string; Architecture string; IndexServerAddress string; RegistryConfig any; NCPU int; MemTotal int; GenericResources any; DockerRootDir string; HTTPProxy string HttpProxy; HTTPSProxy string HttpsProxy; NoProxy string; Name string; Labels []string; ExperimentalBuild bool; ServerVersion string; Runtimes map[string]system.RuntimeWithStatus; DefaultRuntime string; Swarm swarm.Info; LiveRestoreEnabled bool; Isolation string; InitBinary string; ContainerdCommit system.Commit; RuncCommit system.Commit; InitCommit system.Commit; SecurityOptions []string; ProductLicense string ?; DefaultAddressPools []system.NetworkAddressPool ?; FirewallBackend *system.FirewallInfo ?; CDISpecDirs []string; DiscoveredDevices []system.DeviceInfo ?; Containerd *system.ContainerdInfo ?; Warnings []string',
  'system.NetworkAddressPool': 'Base string; Size int',
  'system.PluginsInfo': 'Volume []string; Network []string; Authorization []string; Log []string',
  'system.Runtime': 'Path string path ?; Args []string runtimeArgs ?; Type string runtimeType ?; Options map[string]any options ?',
  'system.RuntimeWithStatus': '+system.Runtime; Status map[string]string status ?',
  'types.ComponentVersion': 'Name string; Version string; Details map[string]string ?',
  'types.Version':
    'Platform types.VersionPlatform ?; Components []types.ComponentVersion ?; Version string; APIVersion string ApiVersion; MinAPIVersion string ?; GitCommit string; GoVersion string; Os string; Arch string; KernelVersion string ?; Experimental bool ?; BuildTime string ?',
  'v1.Descriptor':
    'MediaType string mediaType; Digest string digest; Size int size; URLs []string urls ?; Annotations map[string]string annotations ?; Data any data ?; Platform *v1.Platform platform ?; ArtifactType string artifactType ?',
  'v1.Platform':
    'Architecture string architecture; OS string os; OSVersion string os.version ?; OSFeatures []string os.features ?; Variant string variant ?',
  'volume.UsageData': 'RefCount int; Size int',
  'volume.Volume':
    'ClusterVolume any ?; CreatedAt string ?; Driver string; Labels map[string]string; Mountpoint string; Name string; Options map[string]string; Scope string; Status map[string]any ?; UsageData *volume.UsageData ?',
  'swarm.Info':
    'NodeID string; NodeAddr string; LocalNodeState string; ControlAvailable bool; Error string; RemoteManagers any; Nodes int ?; Managers int ?; Cluster any ?; Warnings []string ?',
  'types.VersionPlatform': 'Name string',
  'units.Ulimit': 'Name string; Hard int; Soft int',
  'v1.DockerOCIImageConfig': '+v1.ImageConfig; +v1.DockerOCIImageConfigExt',
  'v1.DockerOCIImageConfigExt': 'Healthcheck *v1.HealthcheckConfig ?; OnBuild []string ?; Shell []string ?',
  'v1.HealthcheckConfig':
    'Test []string ?; Interval duration ?; Timeout duration ?; StartPeriod duration ?; StartInterval duration ?; Retries int ?',
  'v1.ImageConfig':
    'User string ?; ExposedPorts map[string]struct{} ?; Env []string ?; Entrypoint []string ?; Cmd []string ?; Volumes map[string]struct{} ?; WorkingDir string ?; Labels map[string]string ?; StopSignal string ?; ArgsEscaped bool ?',
};
