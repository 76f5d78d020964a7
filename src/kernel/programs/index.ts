import type { Program } from '../process/sys.ts';
import { sh } from '../sh/program.ts';
import { envsubst, getent, gosu } from './accounts-tools.ts';
import { applets } from './applets.ts';
import { busybox } from './busybox.ts';
import { node, python3 } from './languages.ts';
import { asGnu } from './lib/gnu.ts';
import { apk, apt, dpkg } from './packages.ts';
import { httpd } from './servers/httpd.ts';
import { nginx } from './servers/nginx.ts';
import { pgIsReady, postgres, psql } from './servers/postgres.ts';
import { redisCli } from './servers/redis-cli.ts';
import { redisServer } from './servers/redis-server.ts';
import { addGroup, addUser } from './users.ts';
import { curl } from './wget.ts';

/** The programs that an executable of ours can name. A tool with a file of its own is the GNU one. */
export const programs: Readonly<Record<string, Program>> = {
  ...Object.fromEntries(Object.entries(applets).map(([name, program]) => [name, asGnu(program)])),
  sh,
  ash: sh,
  bash: sh,
  dash: sh,
  busybox,
  apk,
  apt,
  'apt-get': apt,
  curl,
  dpkg,
  envsubst,
  getent,
  groupadd: addGroup,
  gosu,
  httpd,
  nginx,
  'nginx-debug': nginx,
  node,
  pg_isready: pgIsReady,
  postgres,
  psql,
  python3,
  'redis-cli': redisCli,
  'redis-server': redisServer,
  'su-exec': gosu,
  useradd: addUser,
};
