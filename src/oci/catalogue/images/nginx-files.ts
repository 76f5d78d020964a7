/** Scripts and configuration of the nginx images. */

export const entrypointScript = `#!/bin/sh
# Runs what is in /docker-entrypoint.d, then becomes the command.
set -e

say() {
    [ -n "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$0: $*"
}

if [ "$1" = nginx ] || [ "$1" = nginx-debug ]; then
    found=
    for script in /docker-entrypoint.d/*; do
        if [ -e "$script" ]; then found=yes; fi
    done
    if [ -n "$found" ]; then
        say "/docker-entrypoint.d/ is not empty, will attempt to perform configuration"
        say "Looking for shell scripts in /docker-entrypoint.d/"
        for script in /docker-entrypoint.d/*; do
            case "$script" in
                *.envsh)
                    if [ -x "$script" ]; then
                        say "Sourcing $script"
                        . "$script"
                    else
                        say "Ignoring $script, not executable"
                    fi
                    ;;
                *.sh)
                    if [ -x "$script" ]; then
                        say "Launching $script"
                        "$script"
                    else
                        say "Ignoring $script, not executable"
                    fi
                    ;;
                *) say "Ignoring $script" ;;
            esac
        done
        say "Configuration complete; ready for start up"
    else
        say "No files found in /docker-entrypoint.d/, skipping configuration"
    fi
fi

exec "$@"
`;

export const listenOnIpv6 = `#!/bin/sh
# Lets the default site listen on IPv6 too, where there is IPv6.
set -e

me=\${0##*/}
site=/etc/nginx/conf.d/default.conf

say() {
    [ -n "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$me: $*"
}

if [ ! -f /proc/net/if_inet6 ]; then
    say "info: ipv6 not available"
elif [ ! -f "$site" ]; then
    say "info: $site is not a file or does not exist"
elif [ ! -w "$site" ]; then
    say "info: can not modify $site (read-only file system?)"
elif grep -q 'listen  \\[::\\]:80;' "$site"; then
    say "info: IPv6 listen already enabled"
else
    sed -i -e 's/listen       80;/listen       80;\\n    listen  [::]:80;/' "$site"
    say "info: Enabled listen on IPv6 in $site"
fi
`;

export const localResolvers = `#!/bin/sh
# Names this container's resolvers, for templates that want them. It is sourced, so nothing here may exit.

if [ -n "\${NGINX_ENTRYPOINT_LOCAL_RESOLVERS:-}" ]; then
    NGINX_LOCAL_RESOLVERS=
    while read -r word address rest; do
        if [ "$word" = nameserver ]; then NGINX_LOCAL_RESOLVERS="$NGINX_LOCAL_RESOLVERS \${address}"; fi
    done </etc/resolv.conf
    NGINX_LOCAL_RESOLVERS=\${NGINX_LOCAL_RESOLVERS# }
    export NGINX_LOCAL_RESOLVERS
fi
`;

export const substituteTemplates = `#!/bin/sh
# Fills the environment into the templates, and puts the results where nginx reads them.
set -e

me=\${0##*/}
templates=\${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=\${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
output=\${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}

[ -d "$templates" ] || exit 0
for template in "$templates"/*"$suffix"; do
    [ -e "$template" ] || continue
    name=\${template##*/}
    result="$output/\${name%"$suffix"}"
    [ -n "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$me: Running envsubst on $template to $result"
    envsubst <"$template" >"$result"
done
`;

export const tuneWorkers = `#!/bin/sh
# As many worker processes as there are processors, when asked for.
set -e

[ -n "\${NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE:-}" ] || exit 0
sed -i -e "s/^worker_processes.*/worker_processes  $(nproc);/" /etc/nginx/nginx.conf
`;

export const nginxConf = (user: string) => `
user  ${user};
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;


events {
    worker_connections  1024;
}


http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    keepalive_timeout  65;

    include /etc/nginx/conf.d/*.conf;
}
`;

export const defaultSite = `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    # What visitors see when something goes wrong here.
    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`;

const types: Readonly<Record<string, string>> = {
  'text/html': 'html htm shtml',
  'text/css': 'css',
  'text/plain': 'txt',
  'text/xml': 'xml',
  'text/javascript': 'js mjs',
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/wasm': 'wasm',
  'application/zip': 'zip',
  'font/woff2': 'woff2',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/jpeg': 'jpeg jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg svgz',
  'image/webp': 'webp',
  'image/x-icon': 'ico',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
};
export const mimeTypes = `
types {
${Object.entries(types)
  .map(([type, extensions]) => `    ${type.padEnd(40)}${extensions};\n`)
  .join('')}}
`;

const page = (title: string, body: string) => `<!DOCTYPE html>
<html>
<head>
<title>${title}</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto; font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;

export const indexPage = page(
  'Welcome to nginx!',
  `<p>If you see this page, nginx is up and serves the files that came with its
image. What it serves is up to you.</p>

<p>Its documentation is at <a href="http://nginx.org/">nginx.org</a>, and help
is to be had at <a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>`,
);

export const errorPage = page(
  'An error occurred.',
  `<p>Sorry, this page cannot be shown now.<br/>
Please come back later.</p>
<p>If this server is yours, its error log has the details.</p>`,
);
