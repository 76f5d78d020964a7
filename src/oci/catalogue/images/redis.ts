import { type Distribution, install } from '../application.ts';
import { cmd, copy, entrypoint, env, expose, type ImageRecipe, run, volume, workdir } from '../recipe.ts';
import type { LayerTree } from '../tree.ts';
import { alpine322 } from './alpine.ts';
import { bookwormSlim } from './debian.ts';

const entrypointScript = `#!/bin/sh
set -e

# Options alone, or a configuration file, are meant for the server.
if [ "\${1#-}" != "$1" ] || [ "\${1%.conf}" != "$1" ]; then
    set -- redis-server "$@"
fi

# The data is redis's, and so is the process that writes it: root is given up here.
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
    chown -R redis:redis .
    exec gosu redis "$0" "$@"
fi

# What it writes is for nobody else to read, unless someone has said otherwise.
if [ "$(umask)" = 0022 ]; then
    umask 0077
fi

exec "$@"
`;

/** The date of what both versions have in common. */
const SHARED = '2025-09-30T10:00:00Z';

interface Version {
  readonly version: string;
  readonly created: string;
  readonly on: Distribution;
  readonly tags: readonly string[];
}

function redis({ version, created, on, tags }: Version): ImageRecipe {
  const onDebian = on === 'bookworm';
  return {
    repository: 'library/redis',
    tags,
    created,
    from: onDebian ? bookwormSlim : alpine322,
    steps: [
      run(
        onDebian
          ? 'set -eux; groupadd -r -g 999 redis; useradd -r -g redis -u 999 redis'
          : 'set -eux; addgroup -S -g 1000 redis; adduser -S -G redis -u 999 redis',
        {
          name: `redis account on ${on}`,
          date: SHARED,
          portable: true,
          fill: (tree) => install(tree, on, { accounts: [account(on)] }),
        },
      ),
      run('set -eux; install gosu and tzdata; gosu --version; gosu nobody true', {
        name: `redis gosu on ${on}`,
        date: SHARED,
        fill: (tree) => tree.program('/usr/local/bin/gosu', 'gosu', 360_000),
      }),
      env('REDIS_VERSION', version),
      run('set -eux; build and install redis-server; redis-cli --version; redis-server --version', {
        name: `redis ${version} on ${on}`,
        date: created,
        fill: installRedis,
      }),
      run('mkdir /data && chown redis:redis /data', {
        name: `redis data on ${on}`,
        date: SHARED,
        portable: true,
        fill: (tree) => tree.directory('/data', { uid: 999, gid: account(on).gid }),
      }),
      volume('/data'),
      workdir('/data', { name: 'redis workdir', date: SHARED, portable: true, fill: () => {} }),
      copy('docker-entrypoint.sh /usr/local/bin/', {
        name: 'redis entrypoint',
        date: SHARED,
        portable: true,
        fill: (tree) => tree.script('/usr/local/bin/docker-entrypoint.sh', entrypointScript),
      }),
      entrypoint(['docker-entrypoint.sh']),
      expose('6379/tcp'),
      cmd(['redis-server']),
    ],
  };
}

const account = (on: Distribution) => ({
  name: 'redis',
  uid: 999,
  gid: on === 'bookworm' ? 999 : 1000,
  gecos: '',
  home: '/home/redis',
  shell: on === 'bookworm' ? '/bin/sh' : '/sbin/nologin',
});

function installRedis(tree: LayerTree): void {
  tree.program('/usr/local/bin/redis-server', 'redis-server', 1_100_000).program('/usr/local/bin/redis-cli', 'redis-cli', 240_000);
  tree.program('/usr/local/bin/redis-benchmark', 'redis-benchmark', 200_000);
  for (const name of ['redis-check-aof', 'redis-check-rdb', 'redis-sentinel']) tree.symlink(`/usr/local/bin/${name}`, 'redis-server');
}

const eight = { version: '8.2.2', created: '2025-10-03T16:39:05Z' };
const seven = { version: '7.4.6', created: '2025-10-03T16:38:41Z' };

export const redisImages: readonly ImageRecipe[] = [
  redis({ ...eight, on: 'bookworm', tags: ['latest', '8', '8.2', '8.2.2', 'bookworm', '8-bookworm'] }),
  redis({ ...eight, on: 'alpine', tags: ['alpine', '8-alpine', '8.2-alpine', '8.2.2-alpine'] }),
  redis({ ...seven, on: 'bookworm', tags: ['7', '7.4', '7.4.6', '7-bookworm'] }),
  redis({ ...seven, on: 'alpine', tags: ['7-alpine', '7.4-alpine', '7.4.6-alpine'] }),
];
