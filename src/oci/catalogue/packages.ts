/** What the package managers of the distributions remember. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** Bytes when installed. */
  readonly size?: number;
  readonly depends?: string;
}

const dpkgArchitecture = { amd64: 'amd64', arm64: 'arm64' } as const;
const apkArchitecture = { amd64: 'x86_64', arm64: 'aarch64' } as const;
type Architecture = keyof typeof dpkgArchitecture;

/** `/var/lib/dpkg/status` (dpkg, deb-control(5)); sizes there are in kilobytes. */
export const dpkgStatus = (packages: readonly Package[], architecture: Architecture): string =>
  packages
    .map(({ name, version, summary, size = 100_000, depends }) =>
      [
        `Package: ${name}`,
        'Status: install ok installed',
        'Priority: required',
        'Section: admin',
        `Installed-Size: ${Math.ceil(size / 1024)}`,
        `Architecture: ${dpkgArchitecture[architecture]}`,
        `Version: ${version}`,
        ...(depends ? [`Depends: ${depends}`] : []),
        `Description: ${summary}`,
        '',
        '',
      ].join('\n'),
    )
    .join('');

/** `/lib/apk/db/installed` (apk-tools, "Apk spec"). */
export const apkInstalled = (packages: readonly Package[], architecture: Architecture): string =>
  packages
    .map(({ name, version, summary, size = 100_000, depends }) =>
      [
        `P:${name}`,
        `V:${version}`,
        `A:${apkArchitecture[architecture]}`,
        `I:${size}`,
        `T:${summary}`,
        ...(depends ? [`D:${depends}`] : []),
        '',
        '',
      ].join('\n'),
    )
    .join('');
