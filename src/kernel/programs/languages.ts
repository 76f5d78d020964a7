import type { Program, Sys } from '../process/sys.ts';
import { print } from './lib/io.ts';

/** What a literal means; undefined for anything that would have to be run. */
function literal(text: string): unknown {
  try {
    return JSON.parse(text.trim().replace(/^'([^'"\\]*)'$/, '"$1"'));
  } catch {
    return undefined;
  }
}

async function honest(sys: Sys, what: string, language: string): Promise<number> {
  await sys.write(2, `${what}: Drydock models this program; it answers --version, but runs no ${language}\n`);
  return 1;
}

export const node: Program = async (sys) => {
  const [, first, second = ''] = sys.argv;
  if (first === '--version' || first === '-v') {
    await print(sys, `v${sys.env.NODE_VERSION ?? '25.1.0'}\n`);
    return 0;
  }
  const value = first === '-p' || first === '--print' ? literal(second) : undefined;
  if (value === undefined) return honest(sys, 'node', 'JavaScript');
  await print(sys, `${typeof value === 'object' ? JSON.stringify(value) : String(value)}\n`);
  return 0;
};

export const python3: Program = async (sys) => {
  const [, first, second = ''] = sys.argv;
  if (first === '--version' || first === '-V') {
    await print(sys, `Python ${sys.env.PYTHON_VERSION ?? '3.14.0'}\n`);
    return 0;
  }
  const printed = first === '-c' ? /^\s*print\((.*)\)\s*$/.exec(second)?.[1] : undefined;
  const value = printed === undefined ? undefined : literal(printed);
  if (value === undefined || typeof value === 'object') return honest(sys, 'python3', 'Python');
  await print(sys, `${String(value)}\n`);
  return 0;
};
