import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';

/** Reads `--name value` and `--name=value`, for the names given; the rest are operands. @throws Failure */
export function readOptions<const N extends string>(
  args: readonly string[],
  names: readonly N[],
): { values: Partial<Record<N, string>>; operands: string[] } {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const)),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Partial<Record<N, string>> = {};
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const name = names.find((known) => known === token.name);
    if (name === undefined) throw new Failure(`unknown option ${token.rawName}`);
    if (token.value === undefined) throw new Failure(`option ${token.rawName} needs a value`);
    values[name] = token.value;
  }
  return { values, operands };
}

/** @throws Failure when it is no whole number from `least` to `most`. */
export function readInteger(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new Failure(`--${name} ${text}: expected a whole number from ${least} to ${most}`);
  return value;
}

/** The factor on the model's own delays: `instant` 0, `real` 1, and for N times as fast 1/N. @throws Failure */
export function readSpeed(text: string): number {
  if (text === 'instant') return 0;
  if (text === 'real') return 1;
  const times = Number(text);
  if (!(times > 0 && Number.isFinite(times)))
    throw new Failure(`--speed ${text}: expected instant, real or how many times faster than real`);
  return 1 / times;
}

/** @throws Failure */
export function readTcpAddress(name: string, text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(text) ?? [];
  if (!host) throw new Failure(`--${name} ${text}: expected HOST:PORT`);
  return { host: host.replace(/^\[|\]$/g, ''), port: readInteger(name, port, 0, 65535) };
}
