import { type Distribution, install } from '../application.ts';
import { cmd, copy, entrypoint, env, expose, type ImageRecipe, run, stopSignal, volume } from '../recipe.ts';
import type { LayerTree } from '../tree.ts';
import { alpine322 } from './alpine.ts';
import { bookwormSlim } from './debian.ts';
import { entrypointScript, initdbScript, sampleConfiguration } from './postgres-files.ts';

interface Version {
  readonly version: string;
  readonly created: string;
  readonly on: Distribution;
  readonly tags: readonly string[];
}

/** The date of what all versions have in common. */
const SHARED = '2025-09-29T23:00:00Z';

const programs =
  'clusterdb createdb createuser dropdb dropuser pg_basebackup pg_config pg_controldata pg_ctl pg_dump pg_dumpall pg_isready pg_restore pg_upgrade psql reindexdb vacuumdb'.split(
    ' ',
  );

function installPostgres(tree: LayerTree, major: string): void {
  const home = `/usr/lib/postgresql/${major}`;
  tree.program(`${home}/bin/postgres`, 'postgres', 1_300_000).script(`${home}/bin/initdb`, initdbScript(major));
  for (const name of programs) tree.program(`${home}/bin/${name}`, name, name === 'psql' || name === 'pg_dump' ? 120_000 : 12_000);
  for (const name of ['libpqwalreceiver', 'plpgsql', 'pg_stat_statements', 'pgcrypto', 'postgres_fdw', 'llvmjit']) {
    tree.library(`${home}/lib/${name}.so`, name === 'llvmjit' ? 300_000 : 30_000);
  }
  const share = `/usr/share/postgresql/${major}`;
  tree.library(`${share}/postgres.bki`, 120_000).library(`${share}/information_schema.sql`, 80_000);
  tree
    .file(`${share}/postgresql.conf.sample`, sampleConfiguration)
    .file(`${share}/extension/plpgsql.control`, "comment = 'PL/pgSQL procedural language'\n");
}

function postgres({ version, created, on, tags }: Version): ImageRecipe {
  const onDebian = on === 'bookworm';
  const major = version.split('.', 1)[0] as string;
  const postgresUser = { uid: onDebian ? 999 : 70, gid: onDebian ? 999 : 70 };
  const data = Number(major) >= 18 ? `/var/lib/postgresql/${major}/docker` : '/var/lib/postgresql/data';
  const mount = Number(major) >= 18 ? '/var/lib/postgresql' : data;
  return {
    repository: 'library/postgres',
    tags,
    created,
    from: onDebian ? bookwormSlim : alpine322,
    steps: [
      run('set -eux; add the group and the user postgres; install -d -o postgres -g postgres -m 1777 /var/lib/postgresql', {
        name: `postgres account on ${on}`,
        date: SHARED,
        portable: true,
        fill(tree) {
          const shell = onDebian ? '/bin/bash' : '/bin/sh';
          install(tree, on, { accounts: [{ name: 'postgres', ...postgresUser, gecos: '', home: '/var/lib/postgresql', shell }] });
          tree.directory('/var/lib/postgresql', { ...postgresUser, mode: 0o1777 });
        },
      }),
      env('GOSU_VERSION', '1.19'),
      run('set -eux; install gosu; gosu --version; gosu nobody true', {
        name: `postgres gosu on ${on}`,
        date: SHARED,
        fill: (tree) => tree.program('/usr/local/bin/gosu', 'gosu', 360_000),
      }),
      run('set -eux; make the locale en_US.UTF-8', {
        name: `postgres locale on ${on}`,
        date: SHARED,
        fill: (tree) => tree.library('/usr/lib/locale/locale-archive', 240_000),
      }),
      env('LANG', 'en_US.utf8'),
      run('mkdir /docker-entrypoint-initdb.d', {
        name: 'postgres initdb.d',
        date: SHARED,
        portable: true,
        fill: (tree) => tree.directory('/docker-entrypoint-initdb.d'),
      }),
      env('PG_MAJOR', major),
      env('PATH', `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/${major}/bin`),
      env('PG_VERSION', onDebian ? `${version}-1.pgdg12+2` : version),
      run(`set -ex; install postgresql-${major}; postgres --version`, {
        name: `postgres ${version} on ${on}`,
        date: created,
        fill(tree) {
          const packages = [
            {
              name: onDebian ? `postgresql-${major}` : `postgresql${major}`,
              version,
              summary: 'object-relational SQL database',
              size: 60_000_000,
            },
          ];
          install(tree, on, { packages, libraries: { 'libpq.so.5': 120_000, 'libicudata.so.72': 420_000, 'libxml2.so.2': 220_000 } });
          installPostgres(tree, major);
        },
      }),
      run('install -d -o postgres -g postgres -m 3777 /var/run/postgresql', {
        name: `postgres run folder on ${on}`,
        date: SHARED,
        portable: true,
        fill: (tree) => tree.directory('/run/postgresql', { ...postgresUser, mode: 0o3777 }),
      }),
      env('PGDATA', data),
      volume(mount),
      copy('docker-entrypoint.sh /usr/local/bin/', {
        name: 'postgres entrypoint',
        date: SHARED,
        portable: true,
        fill: (tree) => tree.script('/usr/local/bin/docker-entrypoint.sh', entrypointScript),
      }),
      entrypoint(['docker-entrypoint.sh']),
      stopSignal('SIGINT'),
      expose('5432/tcp'),
      cmd(['postgres']),
    ],
  };
}

const eighteen = { version: '18.0', created: '2025-09-29T23:18:01Z' };
const seventeen = { version: '17.6', created: '2025-09-29T23:17:40Z' };

export const postgresImages: readonly ImageRecipe[] = [
  postgres({ ...eighteen, on: 'bookworm', tags: ['latest', '18', '18.0', 'bookworm', '18-bookworm'] }),
  postgres({ ...eighteen, on: 'alpine', tags: ['alpine', '18-alpine', '18.0-alpine'] }),
  postgres({ ...seventeen, on: 'bookworm', tags: ['17', '17.6', '17-bookworm'] }),
  postgres({ ...seventeen, on: 'alpine', tags: ['17-alpine', '17.6-alpine'] }),
];
