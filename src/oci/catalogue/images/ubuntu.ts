import { type DebianRelease, debianAccounts, debianGroups, fillDebian } from '../debian-tree.ts';
import { add, cmd, type ImageRecipe, label, type Step } from '../recipe.ts';
import { bookwormPackages } from './debian.ts';

interface Version {
  readonly number: string;
  readonly name: string;
  readonly codename: string;
  readonly created: string;
  readonly scale: number;
  readonly tags: readonly string[];
}

/** Since 23.04 there is an account that is not root's. */
const ubuntuUser = { name: 'ubuntu', uid: 1000, gecos: 'Ubuntu', home: '/home/ubuntu', shell: '/bin/bash' };

const releaseOf = ({ number, name, codename, scale }: Version): DebianRelease => {
  const hasUser = Number.parseFloat(number) >= 23.04;
  return {
    osRelease: {
      PRETTY_NAME: `Ubuntu ${name}`,
      NAME: 'Ubuntu',
      VERSION_ID: number,
      VERSION: `${name} (${codename})`,
      VERSION_CODENAME: codename.split(' ', 1)[0]?.toLowerCase() ?? '',
      ID: 'ubuntu',
      ID_LIKE: 'debian',
      HOME_URL: 'https://www.ubuntu.com/',
      SUPPORT_URL: 'https://help.ubuntu.com/',
      BUG_REPORT_URL: 'https://bugs.launchpad.net/ubuntu/',
    },
    version: `${codename.split(' ', 1)[0]?.toLowerCase()}/sid`,
    issue: `Ubuntu ${name}`,
    accounts: hasUser ? [...debianAccounts, ubuntuUser] : debianAccounts,
    groups: hasUser ? [...debianGroups, ['ubuntu', 1000]] : debianGroups,
    packages: bookwormPackages.filter(({ name }) => !name.includes('debian')),
    sources: ['', '-updates', '-security'].map((pocket) => ({
      uri: 'http://archive.ubuntu.com/ubuntu/',
      suites: `${codename.split(' ', 1)[0]?.toLowerCase()}${pocket}`,
      components: 'main universe restricted multiverse',
    })),
    keyring: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
    slim: true,
    scale,
  };
};

const argument = (name: string, value = ''): Step => ({ createdBy: `/bin/sh -c #(nop)  ARG ${name}${value}` });
/** Canonical builds its images without BuildKit. */
const classic = (step: Step): Step => {
  const { comment: _, ...rest } = step;
  return { ...rest, createdBy: `/bin/sh -c #(nop)  ${step.createdBy.replace(' # buildkit', ' ')}` };
};

const ubuntu = (version: Version): ImageRecipe => ({
  repository: 'library/ubuntu',
  tags: version.tags,
  created: version.created,
  steps: [
    argument('RELEASE'),
    argument('LAUNCHPAD_BUILD_ARCH'),
    classic(label('org.opencontainers.image.ref.name', 'ubuntu')),
    classic(label('org.opencontainers.image.version', version.number)),
    classic(
      add(`file:${version.codename.split(' ', 1)[0]?.toLowerCase()} in /`, {
        name: `ubuntu ${version.number}`,
        date: version.created,
        fill: (tree) => fillDebian(tree, releaseOf(version)),
      }),
    ),
    classic(cmd(['/bin/bash'])),
  ],
});

export const ubuntuImages: readonly ImageRecipe[] = [
  ubuntu({
    number: '24.04',
    name: '24.04.3 LTS',
    codename: 'Noble Numbat',
    created: '2025-10-13T12:10:21Z',
    scale: 1.1,
    tags: ['latest', '24.04', 'noble'],
  }),
  ubuntu({
    number: '22.04',
    name: '22.04.5 LTS',
    codename: 'Jammy Jellyfish',
    created: '2025-09-23T10:31:09Z',
    scale: 1.02,
    tags: ['22.04', 'jammy'],
  }),
];
