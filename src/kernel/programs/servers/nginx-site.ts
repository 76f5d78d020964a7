import { attempt } from '../../errno.ts';
import type { Peer, Sys } from '../../process/sys.ts';
import { formatTime } from '../lib/time.ts';
import { type Answer, type Asked, acceptLoop, answer, httpDate, reasons } from './http-server.ts';
import { all, type Directive, find, value } from './nginx-config.ts';

/** A `server` block, at one of its ports. */
export interface Site {
  readonly port: number;
  readonly server: readonly Directive[];
  readonly http: readonly Directive[];
  readonly version: string;
  /** Where requests are logged: the master has opened it. */
  readonly accessLog: number | undefined;
}

type Say = (level: string, text: string) => Promise<void>;

/** Answers the requests that come to a port, for whichever of its sites they name. */
export async function serveSite(sys: Sys, listener: number, sites: readonly Site[], say: Say): Promise<void> {
  const access = sites[0]?.accessLog;
  let connections = 0;
  await acceptLoop(sys, listener, () => {
    const connection = ++connections;
    return async (asked, peer) => {
      const host = asked.headers.get('host')?.split(':')[0] ?? '';
      const site = (sites.find((one) => find(one.server, 'server_name')?.words.slice(1).includes(host)) ?? sites[0]) as Site;
      const reply = await respond(sys, site, asked, (path, error) =>
        say(
          'error',
          `*${connection} open() "${path}" failed (2: ${error}), client: ${peer.address}, server: ${value(site.server, 'server_name') ?? ''}, request: "${asked.line}", host: "${asked.headers.get('host') ?? ''}"`,
        ),
      );
      if (access !== undefined) await sys.write(access, accessLine(sys, asked, peer, reply));
      return reply;
    };
  });
}

/** The log format `main` of the image's configuration. */
function accessLine(sys: Sys, asked: Asked, peer: Peer, reply: Answer): string {
  const header = (name: string) => asked.headers.get(name) ?? '-';
  const when = formatTime('%d/%b/%Y:%H:%M:%S %z', sys.now());
  return `${peer.address} - - [${when}] "${asked.line}" ${reply.status} ${asked.method === 'HEAD' ? 0 : reply.body.length} "${header('referer')}" "${header('user-agent')}" "${header('x-forwarded-for')}"\n`;
}

async function respond(sys: Sys, site: Site, asked: Asked, failed: (path: string, error: string) => Promise<void>): Promise<Answer> {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return problem(site, 405);
  const location = locationOf(site, asked.path);
  const order = find(location, 'return') ?? find(site.server, 'return');
  if (order) {
    const [, status = '200', text = ''] = order.words;
    if (/^30\d$/.test(status))
      return { ...problem(site, Number(status)), headers: [...base(site), ['Content-Type', 'text/html'], ['Location', text]] };
    return answer(Number(status), new TextEncoder().encode(text), [
      ...base(site),
      ['Content-Type', value(location, 'default_type') ?? 'application/octet-stream'],
    ]);
  }
  const root = value(location, 'root') ?? value(site.server, 'root') ?? '/etc/nginx/html';
  const path = `${root}${asked.path}`;
  const found = attempt(() => sys.stat(path));
  if ('error' in found) {
    await failed(path, found.error.message);
    return problem(site, found.error.code === 'EACCES' ? 403 : 404);
  }
  if (found.value.type !== 'directory') return file(sys, site, path);
  if (!asked.path.endsWith('/'))
    return {
      ...problem(site, 301),
      headers: [...base(site), ['Content-Type', 'text/html'], ['Location', `http://${asked.headers.get('host') ?? ''}${asked.path}/`]],
    };
  const names = (find(location, 'index') ?? find(site.server, 'index'))?.words.slice(1) ?? ['index.html'];
  const index = names.map((name) => path + name).find((one) => sys.access(one, 'read'));
  return index ? file(sys, site, index) : problem(site, 403);
}

/** The location with the longest prefix; an exact one wins. */
function locationOf(site: Site, path: string): readonly Directive[] {
  const locations = all(site.server, 'location');
  const exact = locations.find(({ words }) => words[1] === '=' && words[2] === path);
  const prefixes = locations.filter(({ words }) => words.length === 2 && path.startsWith(words[1] as string));
  return (exact ?? prefixes.sort((a, b) => (b.words[1]?.length ?? 0) - (a.words[1]?.length ?? 0))[0])?.block ?? [];
}

const base = (site: Site): [string, string][] => [['Server', `nginx/${site.version}`]];

function file(sys: Sys, site: Site, path: string): Answer {
  const body = sys.fileBytes(path);
  if (!body) return problem(site, 403);
  const { mtimeMs } = sys.stat(path);
  const seconds = Math.floor(mtimeMs / 1000);
  return answer(200, body, [
    ...base(site),
    ['Content-Type', contentType(site, path)],
    ['Last-Modified', httpDate(mtimeMs)],
    ['ETag', `"${seconds.toString(16)}-${body.length.toString(16)}"`],
    ['Accept-Ranges', 'bytes'],
  ]);
}

function contentType(site: Site, path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const known = find(site.http, 'types')?.block.find(({ words }) => words.slice(1).includes(extension));
  return known?.words[0] ?? value(site.http, 'default_type') ?? 'text/plain';
}

function problem(site: Site, status: number): Answer {
  const title = `${status} ${reasons[status] ?? ''}`;
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/${site.version}</center>\r\n</body>\r\n</html>\r\n`;
  return answer(status, new TextEncoder().encode(page), [...base(site), ['Content-Type', 'text/html']]);
}
