/** An option of a command: pflag's Flag as docker declares it. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly type: FlagType;
  readonly usage: string;
  /** As help shows it. Left out for what counts as a zero value there. */
  readonly default?: string;
  readonly hidden?: true;
  /** What to use instead; using it says so. */
  readonly deprecated?: string;
  /** Checks and rewrites a value. Throws what pflag shows behind `invalid argument … flag:`. */
  readonly validate?: (value: string) => string;
  /** The option needs this API version, so using it asks the engine for its own first. */
  readonly since?: string;
  /** Only for engines of another system; help shows it where it is not known what the engine runs on. */
  readonly os?: 'windows';
  /** Stored under another option's name, as `--net` is under `--network`. */
  readonly as?: string;
}

/** The type's name is also the argument's name in help, except for `bool` (none) and `int64`, `uint16` (pflag's UnquoteUsage). */
export type FlagType =
  | 'bool'
  | 'string'
  | 'int'
  | 'int64'
  | 'uint16'
  | 'uint64'
  | 'duration'
  | 'list'
  | 'strings'
  | 'map'
  | 'bytes'
  | 'swap-bytes'
  | 'decimal'
  | 'filter'
  | 'mount'
  | 'network'
  | 'ulimit'
  | 'gpu-request';

/** Types that collect one value after another. */
const COLLECTING: ReadonlySet<FlagType> = new Set(['list', 'strings', 'map', 'filter', 'mount', 'network', 'ulimit', 'gpu-request']);

export const collects = (type: FlagType): boolean => COLLECTING.has(type);

/** Whether it depends on the engine what an option may do. */
export const isConditional = (flag: Flag): boolean => flag.since !== undefined || flag.os !== undefined;

/** What was given on the command line, already checked. */
export class FlagValues {
  readonly #values = new Map<string, string[]>();
  readonly #flags: readonly Flag[];

  constructor(flags: readonly Flag[]) {
    this.#flags = flags;
  }

  /** Records a value that has been checked. */
  set(flag: Flag, value: string): void {
    const name = flag.as ?? flag.name;
    const before = this.#values.get(name);
    if (before && collects(flag.type)) before.push(value);
    else this.#values.set(name, [value]);
  }

  changed(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string): string {
    return this.#values.get(name)?.at(-1) ?? this.#default(name);
  }

  on(name: string): boolean {
    return this.text(name) === 'true';
  }

  number(name: string): number {
    return Number(this.text(name) || 0);
  }

  list(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The options that were used and that not every engine knows. */
  conditional(): readonly Flag[] {
    return this.#flags.filter((flag) => isConditional(flag) && this.changed(flag.as ?? flag.name));
  }

  #default(name: string): string {
    return this.#flags.find((flag) => flag.name === name)?.default ?? '';
  }
}
