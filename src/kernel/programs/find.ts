import { attempt } from '../errno.ts';
import type { Stat } from '../fs/files.ts';
import { baseOf } from '../fs/tree.ts';
import type { Program, Sys } from '../process/sys.ts';
import { matches } from '../sh/pattern.ts';
import { inFolder } from './files.ts';
import { complain, print } from './lib/io.ts';
import { become } from './run.ts';

interface Item {
  readonly path: string;
  readonly stat: Stat;
  readonly depth: number;
}

/** A test or an action: true lets the next one have its turn. */
type Step = (item: Item) => Promise<boolean> | boolean;

interface Plan {
  readonly steps: Step[][];
  max: number;
  min: number;
  acts: boolean;
  prunes: Set<string>;
}

const types: Readonly<Record<string, Stat['type']>> = {
  f: 'file',
  d: 'directory',
  l: 'symlink',
  c: 'character-device',
  b: 'block-device',
  p: 'fifo',
  s: 'socket',
};

export const find: Program = async (sys) => {
  const words = sys.argv.slice(1);
  const at = words.findIndex((word) => /^[-!(]/.test(word));
  const paths = at < 0 ? words : words.slice(0, at);
  const plan = await planOf(sys, at < 0 ? [] : words.slice(at));
  if (!plan) return 1;
  let status = 0;
  const visit = async (path: string, depth: number): Promise<void> => {
    const found = attempt(() => sys.lstat(path));
    if ('error' in found) {
      await complain(sys, `${path}: ${found.error.message}`);
      status = 1;
      return;
    }
    const item = { path, stat: found.value, depth };
    if (depth >= plan.min) await apply(sys, plan, item);
    if (found.value.type !== 'directory' || depth >= plan.max || plan.prunes.has(path)) return;
    const names = attempt(() => sys.list(path));
    if ('error' in names) {
      await complain(sys, `${path}: ${names.error.message}`);
      status = 1;
      return;
    }
    for (const { name } of names.value) await visit(inFolder(path, name), depth + 1);
  };
  for (const path of paths.length > 0 ? paths : ['.']) await visit(path, 0);
  return status;
};

async function apply(sys: Sys, plan: Plan, item: Item): Promise<void> {
  for (const steps of plan.steps) {
    let holds = true;
    for (const step of steps) {
      holds = await step(item);
      if (!holds) break;
    }
    if (!holds) continue;
    if (!plan.acts) await print(sys, `${item.path}\n`);
    return;
  }
}

async function planOf(sys: Sys, words: readonly string[]): Promise<Plan | undefined> {
  const plan: Plan = { steps: [[]], max: Number.POSITIVE_INFINITY, min: 0, acts: false, prunes: new Set() };
  const rest = [...words];
  let not = false;
  const add = (step: Step) => {
    const negated = not;
    not = false;
    plan.steps.at(-1)?.push(negated ? async (item) => !(await step(item)) : step);
  };
  const say = (text: string) => print(sys, text).then(() => true);
  const act = (step: Step) => {
    plan.acts = true;
    add(step);
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const value = () => rest.shift() ?? '';
    if (word === '!' || word === '-not') not = !not;
    else if (word === '-o') plan.steps.push([]);
    else if (word === '-maxdepth') plan.max = Number(value());
    else if (word === '-mindepth') plan.min = Number(value());
    else if (word === '-name' || word === '-iname') add(named(value(), word === '-iname', baseOf));
    else if (word === '-path') add(named(value(), false, (path) => path));
    else if (word === '-type') {
      const type = types[value()];
      add(({ stat }) => stat.type === type);
    } else if (word === '-size') add(sized(value()));
    else if (word === '-empty') add(({ path, stat }) => (stat.type === 'directory' ? sys.list(path).length === 0 : stat.size === 0));
    else if (word === '-user' || word === '-perm' || word === '-mtime' || word === '-newer') rest.shift();
    else if (word === '-prune') {
      add(({ path }) => {
        plan.prunes.add(path);
        return true;
      });
    } else if (word === '-print') act(({ path }) => say(`${path}\n`));
    else if (word === '-print0') act(({ path }) => say(`${path}\0`));
    else if (word === '-delete')
      act(({ path, stat }) => 'value' in attempt(() => (stat.type === 'directory' ? sys.rmdir(path) : sys.unlink(path))));
    else if (word === '-exec') {
      const end = rest.findIndex((one) => one === ';' || one === '+');
      const argv = rest.splice(0, end + 1).slice(0, -1);
      act(async ({ path }) => {
        const child = sys.fork((forked) =>
          become(
            forked,
            argv.map((one) => one.replaceAll('{}', path)),
          ),
        );
        return (await sys.wait(child)).exitCode === 0;
      });
    } else if (word !== '-a' && word !== '-follow' && word !== '-xdev' && word !== '-mount') {
      await complain(sys, `unrecognized: ${word}`);
      return undefined;
    }
  }
  return plan;
}

function named(pattern: string, ignoreCase: boolean, of: (path: string) => string): Step {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  return ({ path }) => matches([{ text: fold(pattern), quoted: false }], fold(of(path)));
}

function sized(text: string): Step {
  const [, sign = '', number = '0', unit = 'b'] = /^([-+]?)(\d+)([ckbMG]?)$/.exec(text) ?? [];
  const size = { c: 1, k: 1024, b: 512, M: 1_048_576, G: 1_073_741_824 }[unit || 'b'] ?? 512;
  return ({ stat }) => {
    const units = Math.ceil(stat.size / size);
    return sign === '+' ? units > Number(number) : sign === '-' ? units < Number(number) : units === Number(number);
  };
}
