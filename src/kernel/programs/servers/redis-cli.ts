import { SysError } from '../../errno.ts';
import type { Program, Sys } from '../../process/sys.ts';
import { linesOf, print } from '../lib/io.ts';
import { addressOf } from '../lib/resolve-name.ts';
import { encodeReply, type Reply, RespReader } from './redis-protocol.ts';

/** redis-cli: one command from its arguments, or one a line from its input. */
export const redisCli: Program = async (sys) => {
  const words = sys.argv.slice(1);
  let host = '127.0.0.1';
  let port = 6379;
  while (/^-/.test(words[0] ?? '')) {
    const option = words.shift();
    if (option === '-h') host = words.shift() ?? host;
    else if (option === '-p') port = Number(words.shift());
    else if (option === '--version' || option === '-v') {
      await print(sys, `redis-cli ${sys.env.REDIS_VERSION ?? '8.2.2'}\n`);
      return 0;
    } else if (option === '-n' || option === '-a') words.shift();
  }
  const address = addressOf(sys, host);
  if (address === undefined) return unreachable(sys, host, port, 'Name or service not known');
  let fd: number;
  try {
    fd = await sys.connect(address, port);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    return unreachable(sys, host, port, error.message);
  }
  const reader = new RespReader(sys, fd);
  const ask = async (command: readonly string[]): Promise<Reply | undefined> => {
    await sys.write(fd, encodeReply(command));
    return reader.reply();
  };
  const pretty = sys.isTerminal(1);
  if (words.length > 0) {
    const reply = await ask(words);
    if (reply !== undefined) await print(sys, show(reply, pretty));
    return reply instanceof Error ? 1 : 0;
  }
  const prompt = async () => {
    if (sys.isTerminal(0)) await print(sys, `${host}:${port}> `);
  };
  await prompt();
  for await (const line of linesOf(sys, 0)) {
    const command = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
    if (command[0] === 'quit' || command[0] === 'exit') return 0;
    if (command.length > 0) {
      const reply = await ask(command);
      if (reply === undefined) return 1;
      await print(sys, show(reply, pretty));
    }
    await prompt();
  }
  return 0;
};

async function unreachable(sys: Sys, host: string, port: number, reason: string): Promise<number> {
  await sys.write(2, `Could not connect to Redis at ${host}:${port}: ${reason}\n`);
  return 1;
}

/** On a terminal replies show their types; in a pipe they are bare. */
function show(reply: Reply, pretty: boolean, indent = ''): string {
  if (reply === null) return pretty ? '(nil)\n' : '\n';
  if (typeof reply === 'number') return pretty ? `(integer) ${reply}\n` : `${reply}\n`;
  if (typeof reply === 'string') return pretty ? `${JSON.stringify(reply)}\n` : `${reply}\n`;
  if (reply instanceof Error) return pretty ? `(error) ${reply.message}\n` : `${reply.message}\n`;
  if ('status' in reply) return `${reply.status}\n`;
  if (reply.length === 0) return pretty ? '(empty array)\n' : '\n';
  return reply.map((one, i) => (pretty ? `${i > 0 ? indent : ''}${i + 1}) ${show(one, true, `${indent}   `)}` : show(one, false))).join('');
}
