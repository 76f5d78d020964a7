import type { CompoundCommand, CompoundList, Redirected } from 'unbash';
import { baseOf } from '../fs/tree.ts';
import type { Sys } from '../process/sys.ts';
import type { SignalName } from '../types.ts';
import { ShellError } from './control.ts';

export interface Variable {
  value: string | undefined;
  exported: boolean;
  readonly: boolean;
}

export type FunctionBody = CompoundCommand | Redirected | CompoundList;

export interface Job {
  readonly number: number;
  /** Its processes; the last one's status is the job's. */
  readonly pids: readonly number[];
  readonly group: number;
  readonly text: string;
  readonly ended: Map<number, number>;
  /** The parent shell's: to be listed, not to be waited for. */
  readonly inherited?: boolean;
}

/** Whose words it speaks: busybox's ash, Debian's dash, or bash. */
export type Flavour = 'ash' | 'dash' | 'bash';

function flavourOf(sys: Sys): Flavour {
  const name = baseOf(sys.exe);
  return name === 'bash' || name === 'dash' ? name : 'ash';
}

export type Option =
  | 'errexit'
  | 'nounset'
  | 'xtrace'
  | 'noglob'
  | 'noexec'
  | 'verbose'
  | 'allexport'
  | 'noclobber'
  | 'interactive'
  | 'monitor';

/** A shell's state: all that a subshell starts with a copy of. */
export class Shell {
  name = 'sh';
  /** The name that the shell itself was started by, whatever `$0` is. */
  program = 'sh';
  readonly flavour: Flavour;
  /** `$$`, which a subshell does not change. */
  pid: number;
  readonly variables = new Map<string, Variable>();
  readonly functions = new Map<string, FunctionBody>();
  positional: string[] = [];
  readonly options = new Set<Option>();
  readonly traps = new Map<SignalName | 'EXIT', string>();
  readonly pendingTraps: SignalName[] = [];
  /** `c` or `s`, as `$-` shows how the shell was started. */
  startedBy = '';
  readonly jobs = new Map<number, Job>();
  status = 0;
  lastBackground: number | undefined;
  /** What `local` has to put back, one map for each function being run. */
  readonly locals: Map<string, Variable | undefined>[] = [];
  loops = 0;
  /** In the test of an `if`, `while`, `&&`, …, where `set -e` does not apply. */
  tested = 0;
  /** The status of the last command substitution: what a bare assignment gives. */
  substitutionStatus: number | undefined;
  /** This is a child that runs a part of the script. */
  subshell = false;
  /** Where its commands come from: for the lines in its messages. */
  source = { text: '', name: undefined as string | undefined, firstLine: 0 };
  /** Where in the source the statement begins that is being run. */
  position = 0;
  /** Statements run since virtual time was last asked to pass. */
  getoptsAt = 0;

  constructor(public sys: Sys) {
    this.pid = sys.pid;
    this.flavour = flavourOf(sys);
  }

  get(name: string): string | undefined {
    return this.variables.get(name)?.value;
  }

  set(name: string, value: string): void {
    const found = this.variables.get(name);
    if (found?.readonly) throw new ShellError(`${name}: is read only`);
    if (found) found.value = value;
    else this.variables.set(name, { value, exported: this.options.has('allexport'), readonly: false });
  }

  unset(name: string): void {
    if (this.variables.get(name)?.readonly) throw new ShellError(`${name}: is read only`);
    this.variables.delete(name);
  }

  /** What programs get to see. */
  environment(): Record<string, string> {
    const env: Record<string, string> = {};
    for (const [name, { value, exported }] of this.variables) if (exported && value !== undefined) env[name] = value;
    return env;
  }

  get ifs(): string {
    return this.get('IFS') ?? ' \t\n';
  }

  /** The shell of a forked child. Traps are not inherited; jobs are the parent's. */
  clone(sys: Sys): Shell {
    const copy = new Shell(sys);
    copy.name = this.name;
    copy.program = this.program;
    copy.startedBy = this.startedBy;
    copy.pid = this.pid;
    for (const [name, variable] of this.variables) copy.variables.set(name, { ...variable });
    for (const [name, body] of this.functions) copy.functions.set(name, body);
    copy.positional = [...this.positional];
    for (const option of this.options) copy.options.add(option);
    copy.options.delete('interactive');
    copy.options.delete('monitor');
    copy.status = this.status;
    for (const [number, job] of this.jobs) copy.jobs.set(number, { ...job, inherited: true });
    copy.lastBackground = this.lastBackground;
    copy.tested = this.tested;
    copy.loops = this.loops;
    copy.locals.push(...this.locals.map((scope) => new Map(scope)));
    copy.subshell = true;
    copy.source = this.source;
    copy.position = this.position;
    return copy;
  }
}
