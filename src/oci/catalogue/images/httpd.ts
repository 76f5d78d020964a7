import { type Distribution, install } from '../application.ts';
import { cmd, copy, env, expose, type ImageRecipe, run, stopSignal, workdir } from '../recipe.ts';
import type { LayerTree } from '../tree.ts';
import { alpine322 } from './alpine.ts';
import { bookwormSlim } from './debian.ts';

const PREFIX = '/usr/local/apache2';
const CREATED = '2025-09-29T23:15:30Z';
const VERSION = '2.4.65';

const foreground = `#!/bin/sh
set -e

# A pid file from before, as after a container's hard end, would keep the server from starting.
rm -f ${PREFIX}/logs/httpd.pid

exec httpd -DFOREGROUND "$@"
`;

const configuration = `ServerRoot "${PREFIX}"
Listen 80

LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule dir_module modules/mod_dir.so
LoadModule log_config_module modules/mod_log_config.so
LoadModule mime_module modules/mod_mime.so
LoadModule unixd_module modules/mod_unixd.so

User www-data
Group www-data
ServerAdmin you@example.com
DocumentRoot "${PREFIX}/htdocs"
DirectoryIndex index.html

# Both logs are the container's output.
ErrorLog /proc/self/fd/2
LogLevel warn
LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
CustomLog /proc/self/fd/1 common
TypesConfig conf/mime.types

<Directory />
    AllowOverride none
    Require all denied
</Directory>
<Directory "${PREFIX}/htdocs">
    Options Indexes FollowSymLinks
    Require all granted
</Directory>
`;

function installHttpd(tree: LayerTree, on: Distribution): void {
  for (const name of ['ab', 'apachectl', 'apxs', 'htcacheclean', 'htdigest', 'htpasswd', 'logresolve', 'rotatelogs']) {
    tree.program(`${PREFIX}/bin/${name}`, name, 6000);
  }
  tree.program(`${PREFIX}/bin/httpd`, 'httpd', 620_000);
  for (const name of 'alias auth_basic authn_core authz_core authz_host autoindex deflate dir env headers http2 log_config mime mpm_event proxy proxy_http reqtimeout rewrite setenvif ssl status unixd'.split(
    ' ',
  )) {
    tree.library(`${PREFIX}/modules/mod_${name}.so`, name.startsWith('proxy') || name === 'ssl' || name === 'http2' ? 120_000 : 14_000);
  }
  tree
    .file(`${PREFIX}/conf/httpd.conf`, configuration)
    .file(`${PREFIX}/conf/mime.types`, 'text/html html htm\ntext/css css\ntext/plain txt\nimage/png png\n');
  tree.file(`${PREFIX}/htdocs/index.html`, '<html><body><h1>It works!</h1></body></html>\n');
  tree.directory(`${PREFIX}/logs`).directory(`${PREFIX}/cgi-bin`);
  install(tree, on, { libraries: { 'libapr-1.so.0': 120_000, 'libaprutil-1.so.0': 90_000, 'libnghttp2.so.14': 100_000 } });
}

function httpd(on: Distribution, tags: readonly string[]): ImageRecipe {
  const onDebian = on === 'bookworm';
  return {
    repository: 'library/httpd',
    tags,
    created: CREATED,
    from: onDebian ? bookwormSlim : alpine322,
    steps: [
      ...(onDebian ? [] : [run('set -x && adduser -u 82 -D -S -G www-data www-data', account())]),
      env('HTTPD_PREFIX', PREFIX),
      env('PATH', `${PREFIX}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`),
      run('mkdir -p "$HTTPD_PREFIX" && chown www-data:www-data "$HTTPD_PREFIX"', {
        name: `httpd folder on ${on}`,
        date: CREATED,
        portable: true,
        fill: (tree) => tree.directory(PREFIX, { uid: onDebian ? 33 : 82, gid: onDebian ? 33 : 82 }),
      }),
      workdir(PREFIX, { name: 'httpd workdir', date: CREATED, portable: true, fill: () => {} }),
      run('set -eux; install libraries; rm -rf /var/lib/apt/lists/*', {
        name: `httpd libraries on ${on}`,
        date: CREATED,
        fill: (tree) =>
          install(tree, on, {
            packages: [
              {
                name: onDebian ? 'libaprutil1-ldap' : 'apr-util-ldap',
                version: '1.6.3-1',
                summary: 'Apache Portable Runtime utility library',
              },
            ],
            libraries: { 'libldap.so.2': 130_000, 'libjansson.so.4': 50_000, 'libcurl.so.4': 220_000 },
          }),
      }),
      env('HTTPD_VERSION', VERSION),
      run('set -eux; ./configure --prefix="$HTTPD_PREFIX" --enable-mods-shared=reallyall; make; make install', {
        name: `httpd ${VERSION} on ${on}`,
        date: CREATED,
        fill: (tree) => installHttpd(tree, on),
      }),
      stopSignal('SIGWINCH'),
      copy('httpd-foreground /usr/local/bin/', {
        name: 'httpd-foreground',
        date: CREATED,
        portable: true,
        fill: (tree) => tree.script('/usr/local/bin/httpd-foreground', foreground),
      }),
      expose('80/tcp'),
      cmd(['httpd-foreground']),
    ],
  };
}

const account = () => ({
  name: 'httpd account on alpine',
  date: CREATED,
  portable: true,
  fill: (tree: LayerTree) =>
    install(tree, 'alpine', { accounts: [{ name: 'www-data', uid: 82, home: '/home/www-data', shell: '/sbin/nologin' }] }),
});

export const httpdImages: readonly ImageRecipe[] = [
  httpd('bookworm', ['latest', '2', '2.4', VERSION, 'bookworm', '2.4-bookworm']),
  httpd('alpine', ['alpine', '2-alpine', '2.4-alpine', `${VERSION}-alpine`]),
];
