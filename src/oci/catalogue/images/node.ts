import { type Distribution, install } from '../application.ts';
import { patternedBytes } from '../bulk.ts';
import { cmd, copy, entrypoint, env, type ImageRecipe, run } from '../recipe.ts';
import type { LayerTree } from '../tree.ts';
import { alpine322 } from './alpine.ts';
import { buildpackDeps } from './buildpack-deps.ts';
import { bookwormSlim } from './debian.ts';

const entrypointScript = `#!/bin/sh
set -e

# Options, and what is no command or a file that cannot be run, are meant for node.
if [ "\${1#-}" != "$1" ] || [ -z "$(command -v "$1")" ] || { [ -f "$1" ] && ! [ -x "$1" ]; }; then
    set -- node "$@"
fi

exec "$@"
`;

type Variant = Distribution | 'slim';

interface Version {
  readonly version: string;
  readonly yarn: string;
  readonly created: string;
  readonly variant: Variant;
  readonly tags: readonly string[];
}

const bases: Readonly<Record<Variant, ImageRecipe>> = { bookworm: buildpackDeps, slim: bookwormSlim, alpine: alpine322 };
const SHARED = '2025-10-21T02:00:00Z';

function installNode(tree: LayerTree, version: string): void {
  tree.program('/usr/local/bin/node', 'node', 2_600_000).symlink('/usr/local/bin/nodejs', '/usr/local/bin/node');
  const modules = '/usr/local/lib/node_modules';
  for (const name of ['npm', 'npx']) {
    tree.symlink(`/usr/local/bin/${name}`, `../lib/node_modules/npm/bin/${name}-cli.js`);
    tree.script(`${modules}/npm/bin/${name}-cli.js`, `#!/usr/bin/env node\nrequire('../lib/cli.js')(process)\n`);
  }
  tree.file(
    `${modules}/npm/package.json`,
    '{\n  "name": "npm",\n  "version": "10.9.3",\n  "bin": { "npm": "bin/npm-cli.js", "npx": "bin/npx-cli.js" }\n}\n',
  );
  tree.library(`${modules}/npm/lib/cli.js`, 200_000, patternedBytes).library(`${modules}/npm/node_modules.js`, 700_000, patternedBytes);
  tree.symlink('/usr/local/bin/corepack', '../lib/node_modules/corepack/dist/corepack.js');
  tree.script(
    `${modules}/corepack/dist/corepack.js`,
    "#!/usr/bin/env node\nrequire('./lib/corepack.cjs').runMain(process.argv.slice(2))\n",
  );
  tree.library(`${modules}/corepack/dist/lib/corepack.cjs`, 300_000, patternedBytes);
  tree
    .file('/usr/local/include/node/node_version.h', `#define NODE_VERSION "v${version}"\n`)
    .file('/usr/local/LICENSE', 'Node.js is licensed under the MIT licence.\n');
  tree.library('/usr/local/include/node/v8.h', 200_000, patternedBytes);
}

function node({ version, yarn, created, variant, tags }: Version): ImageRecipe {
  const on: Distribution = variant === 'alpine' ? 'alpine' : 'bookworm';
  return {
    repository: 'library/node',
    tags,
    created,
    from: bases[variant],
    steps: [
      run(
        on === 'alpine'
          ? 'addgroup -g 1000 node && adduser -u 1000 -G node -s /bin/sh -D node'
          : 'groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node',
        {
          name: `node account on ${on}`,
          date: SHARED,
          portable: true,
          fill(tree) {
            const shell = on === 'alpine' ? '/bin/sh' : '/bin/bash';
            install(tree, on, { accounts: [{ name: 'node', uid: 1000, gecos: '', home: '/home/node', shell }] });
            tree.directory('/home/node', { uid: 1000, gid: 1000 });
          },
        },
      ),
      env('NODE_VERSION', version),
      run('set -ex; fetch, check and unpack node; node --version && npm --version', {
        name: `node ${version} on ${on}`,
        date: created,
        fill(tree) {
          installNode(tree, version);
          if (on === 'alpine') install(tree, on, { libraries: { 'libstdc++.so.6': 260_000, 'libgcc_s.so.1': 60_000 } });
        },
      }),
      env('YARN_VERSION', yarn),
      run('set -ex; fetch, check and unpack yarn; yarn --version', {
        name: `yarn ${yarn}`,
        date: SHARED,
        portable: true,
        fill(tree) {
          tree.script(`/opt/yarn-v${yarn}/bin/yarn.js`, "#!/usr/bin/env node\nrequire('../lib/cli.js')\n");
          tree.library(`/opt/yarn-v${yarn}/lib/cli.js`, 400_000, patternedBytes);
          for (const name of ['yarn', 'yarnpkg']) tree.symlink(`/usr/local/bin/${name}`, `/opt/yarn-v${yarn}/bin/yarn.js`);
        },
      }),
      copy('docker-entrypoint.sh /usr/local/bin/', {
        name: 'node entrypoint',
        date: SHARED,
        portable: true,
        fill: (tree) => tree.script('/usr/local/bin/docker-entrypoint.sh', entrypointScript),
      }),
      entrypoint(['docker-entrypoint.sh']),
      cmd(['node']),
    ],
  };
}

const current = { version: '25.1.0', yarn: '1.22.22', created: '2025-10-30T05:31:31Z' };
const lts = { version: '24.11.0', yarn: '1.22.22', created: '2025-10-29T20:12:22Z' };
const maintenance = { version: '22.21.1', yarn: '1.22.22', created: '2025-10-29T20:10:58Z' };

export const nodeImages: readonly ImageRecipe[] = [
  node({ ...current, variant: 'bookworm', tags: ['latest', '25', '25.1', '25.1.0', 'current', 'bookworm', '25-bookworm'] }),
  node({ ...current, variant: 'slim', tags: ['slim', '25-slim', '25-bookworm-slim', 'bookworm-slim', 'current-slim'] }),
  node({ ...current, variant: 'alpine', tags: ['alpine', '25-alpine', '25-alpine3.22', 'current-alpine'] }),
  node({ ...lts, variant: 'bookworm', tags: ['24', '24.11', '24.11.0', 'lts', 'krypton', '24-bookworm'] }),
  node({ ...lts, variant: 'slim', tags: ['24-slim', '24-bookworm-slim', 'lts-slim'] }),
  node({ ...lts, variant: 'alpine', tags: ['24-alpine', '24-alpine3.22', 'lts-alpine'] }),
  node({ ...maintenance, variant: 'bookworm', tags: ['22', '22.21', '22.21.1', 'jod', '22-bookworm'] }),
  node({ ...maintenance, variant: 'slim', tags: ['22-slim', '22-bookworm-slim', 'jod-slim'] }),
  node({ ...maintenance, variant: 'alpine', tags: ['22-alpine', '22-alpine3.22', 'jod-alpine'] }),
];
