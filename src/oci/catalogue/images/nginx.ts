import { type Distribution, install } from '../application.ts';
import { cmd, copy, entrypoint, env, expose, type ImageRecipe, label, run, type Step, stopSignal } from '../recipe.ts';
import type { LayerTree } from '../tree.ts';
import { alpine322 } from './alpine.ts';
import { bookwormSlim } from './debian.ts';
import * as files from './nginx-files.ts';

interface Version {
  readonly version: string;
  readonly created: string;
  readonly on: Distribution;
  readonly tags: readonly string[];
}

function installNginx(tree: LayerTree, { version, on }: Version): void {
  const onDebian = on === 'bookworm';
  install(tree, on, {
    packages: [
      {
        name: 'nginx',
        version: onDebian ? `${version}-1~bookworm` : `${version}-r1`,
        summary: 'high performance web server',
        size: 1_800_000,
      },
      {
        name: onDebian ? 'gettext-base' : 'gettext-envsubst',
        version: '0.21-12',
        summary: 'GNU Internationalization utilities for the base system',
      },
    ],
    accounts: [{ name: 'nginx', uid: 101, gecos: 'nginx user', home: '/nonexistent', shell: onDebian ? '/bin/false' : '/sbin/nologin' }],
    libraries: { 'libpcre2-8.so.0': 160_000, 'libxml2.so.2': 220_000, 'libgd.so.3': 180_000, 'libtiff.so.6': 140_000 },
  });
  tree
    .program('/usr/sbin/nginx', 'nginx', 520_000)
    .program('/usr/sbin/nginx-debug', 'nginx', 260_000)
    .program('/usr/bin/envsubst', 'envsubst');
  for (const module of ['http_geoip', 'http_image_filter', 'http_js', 'http_xslt_filter', 'stream_geoip', 'stream_js']) {
    tree.library(`/usr/lib/nginx/modules/ngx_${module}_module.so`, module.endsWith('js') ? 200_000 : 16_000);
  }
  tree.symlink('/etc/nginx/modules', '/usr/lib/nginx/modules');
  tree.file('/etc/nginx/nginx.conf', files.nginxConf('nginx')).file('/etc/nginx/mime.types', files.mimeTypes);
  tree.file('/etc/nginx/conf.d/default.conf', files.defaultSite);
  tree.file('/usr/share/nginx/html/index.html', files.indexPage).file('/usr/share/nginx/html/50x.html', files.errorPage);
  // So that the logs are the container's output.
  tree.symlink('/var/log/nginx/access.log', '/dev/stdout').symlink('/var/log/nginx/error.log', '/dev/stderr');
  tree.directory('/var/cache/nginx').directory('/docker-entrypoint.d').directory('/usr/share/nginx/html');
}

/** Copied in one by one, as the real image has it: each is a layer of its own, the same for all versions. */
const script = (source: string, path: string, text: string): Step =>
  copy(`${source} ${path.slice(0, path.lastIndexOf('/')) || '/'}`, {
    name: `nginx ${source}`,
    date: '2025-04-16T14:50:31Z',
    portable: true,
    fill: (tree) => tree.script(path, text),
  });

const scripts: readonly Step[] = [
  script('docker-entrypoint.sh', '/docker-entrypoint.sh', files.entrypointScript),
  script('10-listen-on-ipv6-by-default.sh', '/docker-entrypoint.d/10-listen-on-ipv6-by-default.sh', files.listenOnIpv6),
  script('15-local-resolvers.envsh', '/docker-entrypoint.d/15-local-resolvers.envsh', files.localResolvers),
  script('20-envsubst-on-templates.sh', '/docker-entrypoint.d/20-envsubst-on-templates.sh', files.substituteTemplates),
  script('30-tune-worker-processes.sh', '/docker-entrypoint.d/30-tune-worker-processes.sh', files.tuneWorkers),
];

function nginx(image: Version): ImageRecipe {
  const { version, created, on, tags } = image;
  const onDebian = on === 'bookworm';
  return {
    repository: 'library/nginx',
    tags,
    created,
    from: onDebian ? bookwormSlim : alpine322,
    steps: [
      label('maintainer', 'NGINX Docker Maintainers <docker-maint@nginx.com>'),
      env('NGINX_VERSION', version),
      env('NJS_VERSION', '0.9.4'),
      env('PKG_RELEASE', onDebian ? '1~bookworm' : '1'),
      run(
        onDebian
          ? 'set -x && groupadd --system --gid 101 nginx && apt-get install -y nginx'
          : 'set -x && addgroup -g 101 -S nginx && apk add nginx',
        {
          name: `nginx ${version} on ${on}`,
          date: created,
          fill: (tree) => installNginx(tree, image),
        },
      ),
      ...scripts,
      entrypoint(['/docker-entrypoint.sh']),
      expose('80/tcp'),
      stopSignal('SIGQUIT'),
      cmd(['nginx', '-g', 'daemon off;']),
    ],
  };
}

const mainline = { version: '1.29.3', created: '2025-10-29T01:07:32Z' };
const stable = { version: '1.28.0', created: '2025-10-21T02:20:45Z' };
const previous = { version: '1.27.5', created: '2025-04-29T23:41:10Z' };

export const nginxImages: readonly ImageRecipe[] = [
  nginx({ ...mainline, on: 'bookworm', tags: ['latest', '1', '1.29', '1.29.3', 'mainline', 'bookworm', '1.29-bookworm'] }),
  nginx({ ...mainline, on: 'alpine', tags: ['alpine', '1-alpine', '1.29-alpine', '1.29.3-alpine', 'mainline-alpine'] }),
  nginx({ ...stable, on: 'bookworm', tags: ['stable', '1.28', '1.28.0', 'stable-bookworm'] }),
  nginx({ ...stable, on: 'alpine', tags: ['stable-alpine', '1.28-alpine', '1.28.0-alpine'] }),
  nginx({ ...previous, on: 'bookworm', tags: ['1.27', '1.27.5', '1.27-bookworm'] }),
  nginx({ ...previous, on: 'alpine', tags: ['1.27-alpine', '1.27.5-alpine'] }),
];
