import { SysError, sysError } from '../errno.ts';
import { baseOf } from '../fs/tree.ts';
import type { Sys } from '../process/sys.ts';
import { program } from './lib/define.ts';
import { bodyLength, type HttpHead, HttpReader } from './lib/http.ts';
import { complain, print } from './lib/io.ts';
import { addressOf } from './lib/resolve-name.ts';

interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const parseUrl = (text: string): Target | undefined => {
  const found = /^(?:http:\/\/)?([^/:]+)(?::(\d+))?(\/.*)?$/.exec(text);
  return found ? { host: found[1] as string, port: Number(found[2] ?? 80), path: found[3] ?? '/' } : undefined;
};

/** wget, and what else asks for a page over HTTP: `-q`, `-O FILE`, `-S`, `--spider`. */
export const wget = program('qO:ST:cY:U:sP:', async (sys, { flags, values, rest }) => {
  const url = rest[0] ?? '';
  if (url.startsWith('https:')) return failed(sys, 'TLS is not modelled here: use http://');
  const target = parseUrl(url);
  if (!target) return failed(sys, `bad address '${url}'`);
  const address = addressOf(sys, target.host);
  if (address === undefined) return failed(sys, `bad address '${target.host}'`);
  const say = (text: string) => (flags.has('q') ? Promise.resolve() : sys.write(2, text));
  await say(`Connecting to ${target.host}${target.port === 80 ? '' : `:${target.port}`} (${address}:${target.port})\n`);
  let answer: { head: HttpHead; body: Uint8Array };
  try {
    answer = await request(sys, address, target, 'Wget');
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    return failed(sys, `can't connect to remote host${error.code === 'ECONNREFUSED' ? ` (${address})` : ''}: ${error.message}`);
  }
  const [, status = '', reason = ''] = /^HTTP\/\S+ (\d+) ?(.*)$/.exec(answer.head.line) ?? [];
  if (flags.has('S'))
    await sys.write(2, `  ${answer.head.line}\n${[...answer.head.headers].map(([name, value]) => `  ${name}: ${value}\n`).join('')}`);
  if (!status.startsWith('2')) return failed(sys, `server returned error: HTTP/1.1 ${status} ${reason}`);
  const file = values.get('O') ?? (target.path.endsWith('/') ? 'index.html' : baseOf(target.path));
  if (flags.has('s')) return 0;
  if (file === '-') {
    await say('writing to stdout\n');
    await print(sys, answer.body);
    return 0;
  }
  await say(`saving to '${file}'\n`);
  const fd = sys.open(file, { write: true, create: true, truncate: true });
  await sys.write(fd, answer.body);
  sys.close(fd);
  await say(`${file.padEnd(20)} 100% |${'*'.repeat(32)}| ${String(answer.body.length).padStart(5)}  0:00:00 ETA\n'${file}' saved\n`);
  return 0;
});

async function failed(sys: Sys, text: string): Promise<number> {
  await complain(sys, text);
  return 1;
}

export async function request(
  sys: Sys,
  address: string,
  target: Target,
  agent: string,
  method = 'GET',
): Promise<{ head: HttpHead; body: Uint8Array }> {
  const fd = await sys.connect(address, target.port);
  const host = target.port === 80 ? target.host : `${target.host}:${target.port}`;
  await sys.write(
    fd,
    `${method} ${target.path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${agent}\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
  );
  const reader = new HttpReader(sys, fd);
  const head = await reader.head();
  if (!head) throw sysError('ECONNRESET');
  const body = method === 'HEAD' ? new Uint8Array(0) : await reader.body(bodyLength(head));
  sys.close(fd);
  return { head, body };
}

export const curl = program(
  'sSfiIvLo:w:m:X:H:k',
  async (sys, { flags, values, rest }) => {
    const target = parseUrl(rest[0] ?? '');
    const report = (code: number, text: string) =>
      (flags.has('s') && !flags.has('S') ? Promise.resolve() : sys.write(2, `curl: (${code}) ${text}\n`)).then(() => code);
    if (!target || rest[0]?.startsWith('https:'))
      return report(1, `Protocol "${(rest[0] ?? '').split(':')[0]}" not supported or disabled in libcurl`);
    const address = addressOf(sys, target.host);
    if (address === undefined) return report(6, `Could not resolve host: ${target.host}`);
    try {
      const { head, body } = await request(sys, address, target, 'curl/8.14.1', flags.has('I') ? 'HEAD' : (values.get('X') ?? 'GET'));
      const status = Number(head.line.split(' ')[1]);
      if (flags.has('f') && status >= 400) return report(22, `The requested URL returned error: ${status}`);
      if (flags.has('i') || flags.has('I'))
        await print(sys, `${head.line}\r\n${[...head.headers].map(([name, value]) => `${title(name)}: ${value}\r\n`).join('')}\r\n`);
      const file = values.get('o');
      if (file === undefined) await print(sys, body);
      else await sys.write(sys.open(file, { write: true, create: true, truncate: true }), body);
      const format = values.get('w');
      if (format !== undefined) await print(sys, format.replaceAll('%{http_code}', String(status)).replaceAll('\\n', '\n'));
      return 0;
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      return report(7, `Failed to connect to ${target.host} port ${target.port} after 0 ms: Could not connect to server`);
    }
  },
  { usageStatus: 2 },
);

const title = (name: string) => name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
