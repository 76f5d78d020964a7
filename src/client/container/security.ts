import { readText, streamOf } from '../../core/http.ts';
import { quote } from '../format/quote.ts';
import type { ClientHost } from '../host.ts';
import { reformatJson } from '../template/json.ts';
import { cut } from './csv.ts';

export interface Security {
  readonly options: readonly string[];
  /** `systempaths=unconfined` is seen to on this side. */
  readonly unconfinedPaths: boolean;
}

/** docker/cli container/opts.go, parseSecurityOpts and parseSystemPaths. @throws Error */
export async function parseSecurity(given: readonly string[], host: Pick<ClientHost, 'readFile'>): Promise<Security> {
  const options: string[] = [];
  for (const option of given) {
    let [key, value] = cut(option);
    if (value === undefined && key !== 'no-new-privileges') [key, value] = cut(option, ':');
    if (!value && key !== 'no-new-privileges') throw new Error(`Invalid --security-opt: ${quote(option)}`);
    options.push(key === 'seccomp' && value !== 'builtin' && value !== 'unconfined' ? await profile(value ?? '', host) : option);
  }
  return {
    options: options.filter((option) => option !== 'systempaths=unconfined'),
    unconfinedPaths: options.includes('systempaths=unconfined'),
  };
}

async function profile(file: string, host: Pick<ClientHost, 'readFile'>): Promise<string> {
  const text = await host.readFile(file).then(
    (bytes) => readText({ body: streamOf(bytes) }),
    (error: Error) => {
      throw new Error(`opening seccomp profile (${file}) failed: ${error.message}`);
    },
  );
  try {
    JSON.parse(text);
  } catch (error) {
    throw new Error(`compacting json for seccomp profile (${file}) failed: ${(error as Error).message}`);
  }
  return `seccomp=${reformatJson(text, '')}`;
}
