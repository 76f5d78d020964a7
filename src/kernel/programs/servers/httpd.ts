import { attempt, SysError } from '../../errno.ts';
import type { Program, Sys } from '../../process/sys.ts';
import { formatTime } from '../lib/time.ts';
import { type Answer, type Asked, acceptLoop, answer, httpDate } from './http-server.ts';

const prefix = '/usr/local/apache2';

/** Apache httpd in the foreground, serving its document root. */
export const httpd: Program = async (sys) => {
  const version = sys.env.HTTPD_VERSION ?? '2.4.65';
  if (sys.argv.includes('-v')) {
    await sys.write(1, `Server version: Apache/${version} (Unix)\n`);
    return 0;
  }
  const config = new TextDecoder().decode(sys.fileBytes(`${sys.env.HTTPD_PREFIX ?? prefix}/conf/httpd.conf`) ?? new Uint8Array(0));
  const setting = (name: string) => new RegExp(`^\\s*${name}\\s+"?([^"\\n]+?)"?\\s*$`, 'm').exec(config)?.[1];
  if (sys.argv.includes('-t')) {
    await sys.write(2, 'Syntax OK\n');
    return 0;
  }
  const own = sys.interfaces().find((one) => one.name !== 'lo')?.address ?? '127.0.0.1';
  const port = Number(setting('Listen')?.replace(/^.*:/, '') ?? 80);
  const unnamed = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${own}. Set the 'ServerName' directive globally to suppress this message\n`;
  if (!setting('ServerName')) await sys.write(2, unnamed + unnamed);
  let listener: number;
  try {
    listener = sys.listen(port);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    await sys.write(
      2,
      `(98)${error.message}: AH00072: make_sock: could not bind to address 0.0.0.0:${port}\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n`,
    );
    return 1;
  }
  const say = (module: string, text: string) =>
    sys.write(
      2,
      `[${formatTime('%a %b %d %H:%M:%S', sys.now())}.${microseconds(sys)} ${formatTime('%Y', sys.now())}] [${module}:notice] [pid ${sys.pid}:tid ${sys.pid}] ${text}\n`,
    );
  let stop: string | undefined;
  sys.trap('SIGWINCH', () => {
    stop = 'AH00492: caught SIGWINCH, shutting down gracefully';
  });
  sys.trap('SIGTERM', () => {
    stop = 'AH00491: caught SIGTERM, shutting down';
  });
  await say('mpm_event', `AH00489: Apache/${version} (Unix) configured -- resuming normal operations`);
  await say('core', "AH00094: Command line: 'httpd -D FOREGROUND'");
  const root = setting('DocumentRoot') ?? `${prefix}/htdocs`;
  const worker = sys.fork(async (child) => {
    void acceptLoop(child, listener, () => async (asked, peer) => {
      const reply = respond(child, version, root, asked);
      await child.write(
        1,
        `${peer.address} - - [${formatTime('%d/%b/%Y:%H:%M:%S %z', child.now())}] "${asked.line}" ${reply.status} ${reply.body.length}\n`,
      );
      return reply;
    });
    for (;;) await child.pause();
  });
  while (stop === undefined) await sys.pause();
  sys.kill(worker, 'SIGTERM');
  await sys.wait(worker);
  await say('mpm_event', stop);
  return 0;
};

const microseconds = (sys: Sys) => String(Math.floor((sys.now() % 1000) * 1000)).padStart(6, '0');
const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  txt: 'text/plain',
  png: 'image/png',
  js: 'text/javascript',
};

function respond(sys: Sys, version: string, root: string, asked: Asked): Answer {
  const server: [string, string] = ['Server', `Apache/${version} (Unix)`];
  const path = `${root}${asked.path.endsWith('/') ? `${asked.path}index.html` : asked.path}`;
  const body = sys.fileBytes(path);
  if (!body) {
    const missing = 'error' in attempt(() => sys.stat(path));
    const [status, title, text] = missing
      ? ([404, 'Not Found', 'The requested URL was not found on this server.'] as const)
      : ([403, 'Forbidden', "You don't have permission to access this resource."] as const);
    const page = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n<p>${text}</p>\n</body></html>\n`;
    return answer(status, new TextEncoder().encode(page), [server, ['Content-Type', 'text/html; charset=iso-8859-1']]);
  }
  const { mtimeMs } = sys.stat(path);
  return answer(200, body, [
    server,
    ['Last-Modified', httpDate(mtimeMs)],
    ['ETag', `"${body.length.toString(16)}-${Math.floor(mtimeMs / 1000).toString(16)}"`],
    ['Accept-Ranges', 'bytes'],
    ['Content-Type', types[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain'],
  ]);
}
