type Fields = Readonly<Record<string, unknown>>;

/** The fields of a container's configuration that are always written, with their empty values, in Go's order. */
const empty: readonly (readonly [name: string, value: unknown])[] = [
  ['Hostname', ''],
  ['Domainname', ''],
  ['User', ''],
  ['AttachStdin', false],
  ['AttachStdout', false],
  ['AttachStderr', false],
  ['ExposedPorts', undefined],
  ['Tty', false],
  ['OpenStdin', false],
  ['StdinOnce', false],
  ['Env', null],
  ['Cmd', null],
  ['Healthcheck', undefined],
  ['ArgsEscaped', undefined],
  ['Image', ''],
  ['Volumes', null],
  ['WorkingDir', ''],
  ['Entrypoint', null],
  ['OnBuild', null],
  ['Labels', null],
  ['StopSignal', undefined],
  ['StopTimeout', undefined],
  ['Shell', undefined],
];

/**
 * The container that an image was committed from, by Docker's own builder; clients before API 1.45
 * are still told (moby api/server/router/image, `getImagesByName`).
 */
export function builtFrom(config: Fields): Fields {
  const { container, container_config: given } = config as { container?: string; container_config?: Fields };
  return {
    Container: container ?? '',
    ContainerConfig: Object.fromEntries(empty.map(([name, value]) => [name, given?.[name] ?? value])),
  };
}
