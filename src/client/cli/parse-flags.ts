import { quote } from '../format/quote.ts';
import { type Flag, FlagValues } from './flag.ts';
import { HelpRequested, messageOf } from './status-error.ts';
import { checkValue } from './values.ts';

export interface ParsedFlags {
  readonly flags: FlagValues;
  readonly args: readonly string[];
}

export interface ParseOptions {
  /** False: the first argument that is no option ends the options. */
  readonly interspersed: boolean;
  /** Told of things that do not stop the command, such as a deprecated shorthand. */
  readonly warn: (line: string) => void;
}

/** The rules of spf13/pflag (flag.go), which is what docker parses its options with. Throws an Error with pflag's text. */
export function parseFlags(spec: readonly Flag[], args: readonly string[], options: ParseOptions): ParsedFlags {
  const flags = new FlagValues(spec);
  const rest: string[] = [];
  const queue = [...args];

  const set = (flag: Flag, value: string) => {
    try {
      const checked = checkValue(flag.type, value);
      flags.set(flag, flag.validate ? flag.validate(checked) : checked);
      if (flag.deprecated) options.warn(`Flag --${flag.name} has been deprecated, ${flag.deprecated}`);
    } catch (error) {
      const name = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
      throw new Error(`invalid argument ${quote(value)} for ${quote(name)} flag: ${messageOf(error)}`);
    }
  };

  const long = (arg: string) => {
    const body = arg.slice(2);
    if (body === '' || body.startsWith('-') || body.startsWith('=')) throw new Error(`bad flag syntax: ${arg}`);
    const at = body.indexOf('=');
    const name = at < 0 ? body : body.slice(0, at);
    if (name === 'help') {
      if (at < 0 || checkHelp(body.slice(at + 1), spec)) throw new HelpRequested();
      return;
    }
    const flag = spec.find((candidate) => candidate.name === name);
    if (!flag) throw new Error(`unknown flag: --${name}`);
    if (at >= 0) return set(flag, body.slice(at + 1));
    if (flag.type === 'bool') return set(flag, 'true');
    const value = queue.shift();
    if (value === undefined) throw new Error(`flag needs an argument: ${arg}`);
    set(flag, value);
  };

  const shorts = (arg: string) => {
    let letters = arg.slice(1);
    while (letters !== '') {
      const letter = letters.charAt(0);
      const flag = spec.find((candidate) => candidate.short === letter);
      if (!flag) {
        if (letter !== 'h') throw new Error(`unknown shorthand flag: '${letter}' in -${letters}`);
        options.warn('Flag shorthand -h has been deprecated, use --help');
        throw new HelpRequested();
      }
      if (letters.length > 2 && letters[1] === '=') {
        set(flag, letters.slice(2));
        return;
      }
      if (flag.type === 'bool') {
        set(flag, 'true');
        letters = letters.slice(1);
        continue;
      }
      const value = letters.length > 1 ? letters.slice(1) : queue.shift();
      if (value === undefined) throw new Error(`flag needs an argument: '${letter}' in -${letters}`);
      set(flag, value);
      return;
    }
  };

  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') {
      rest.push(...queue);
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      rest.push(arg);
      if (options.interspersed) continue;
      rest.push(...queue);
      break;
    }
    if (arg.startsWith('--')) long(arg);
    else shorts(arg);
  }
  return { flags, args: rest };
}

/** `--help=false` is no call for help. */
function checkHelp(value: string, spec: readonly Flag[]): boolean {
  try {
    return checkValue('bool', value) === 'true';
  } catch (error) {
    const name = spec.some((flag) => flag.name === 'help') ? '--help' : '-h, --help';
    throw new Error(`invalid argument ${quote(value)} for ${quote(name)} flag: ${messageOf(error)}`);
  }
}
