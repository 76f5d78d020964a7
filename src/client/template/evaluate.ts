import { BUILTINS, type GoFunction } from './functions.ts';
import type { BranchNode, Command, Node, Pipe, Template, TemplateNode, Word } from './node.ts';
import {
  GoMap,
  type GoMethod,
  GoNil,
  GoObject,
  GoPointer,
  GoScalar,
  GoStruct,
  type GoValue,
  isTrue,
  type ParameterType,
  pointee,
  show,
  typeName,
} from './value.ts';

export interface ExecuteOptions {
  readonly functions: Readonly<Record<string, GoFunction>>;
  /** A key that a map lacks is an error, not `<no value>` (text/template's missingkey=error). */
  readonly missingKeyIsError?: boolean;
}

/** Runs a template on a value; gives what it writes. @throws Error with text/template's own text */
export function execute(template: Template, data: GoValue, options: ExecuteOptions): string {
  const run = new Execution(template, options);
  run.walk(template.nodes, data, [['$', data]]);
  return run.out;
}

type Scope = [name: string, value: GoValue][];

class Break extends Error {}
class Continue extends Error {}

/** No more templates inside of one another than this. */
const DEEPEST = 1000;

class Execution {
  out = '';
  #depth = 0;

  constructor(
    private readonly template: Template,
    private readonly options: ExecuteOptions,
  ) {}

  #fail(at: { readonly at: number; readonly text: string }, message: string): never {
    const { name, source } = this.template;
    const before = source.slice(0, at.at);
    const line = before.split('\n').length;
    const column = at.at - (before.lastIndexOf('\n') + 1);
    throw new Error(`template: ${name}:${line}:${column}: executing ${JSON.stringify(name)} at <${at.text}>: ${message}`);
  }

  walk(nodes: readonly Node[], dot: GoValue, scope: Scope): void {
    const depth = scope.length;
    for (const node of nodes) this.#step(node, dot, scope);
    scope.length = depth;
  }

  #step(node: Node, dot: GoValue, scope: Scope): void {
    switch (node.kind) {
      case 'text':
        this.out += node.text;
        return;
      case 'action': {
        const value = this.#pipe(node.pipe, dot, scope);
        if (node.pipe.variables.length === 0) this.out += show(value);
        return;
      }
      case 'break':
        throw new Break();
      case 'continue':
        throw new Continue();
      case 'template':
        return this.#call(node, dot, scope);
      default: {
        if (node.kind === 'range') return this.#range(node, dot, scope);
        const depth = scope.length;
        const value = this.#pipe(node.pipe, dot, scope);
        if (isTrue(value)) this.walk(node.body, node.kind === 'with' ? value : dot, scope);
        else if (node.otherwise) this.walk(node.otherwise, dot, scope);
        scope.length = depth;
      }
    }
  }

  #call(node: TemplateNode, dot: GoValue, scope: Scope): void {
    const body = this.template.defined.get(node.name);
    if (!body) this.#fail(node, `template ${JSON.stringify(node.name)} not defined`);
    if (++this.#depth > DEEPEST) this.#fail(node, `exceeded maximum template depth (${DEEPEST})`);
    const value = node.pipe ? this.#pipe(node.pipe, dot, scope) : undefined;
    this.walk(body, value, [['$', value]]);
    this.#depth--;
  }

  #range(node: BranchNode, dot: GoValue, scope: Scope): void {
    const depth = scope.length;
    const value = pointee(this.#pipe({ ...node.pipe, variables: [] }, dot, scope));
    const items = this.#items(node.pipe, value);
    const { variables, assign } = node.pipe;
    for (const [key, item] of items) {
      scope.length = depth;
      const names =
        variables.length === 2
          ? [[variables[0], key] as const, [variables[1], item] as const]
          : variables.map((name) => [name, item] as const);
      for (const [name, bound] of names) this.#bind(scope, name as string, bound, assign);
      try {
        this.walk(node.body, item, scope);
      } catch (error) {
        if (error instanceof Continue) continue;
        if (error instanceof Break) break;
        throw error;
      }
    }
    scope.length = depth;
    if (items.length === 0 && node.otherwise) this.walk(node.otherwise, dot, scope);
  }

  #items(pipe: Pipe, value: GoValue): [GoValue, GoValue][] {
    if (value === undefined || value === null || value instanceof GoNil) return [];
    if (Array.isArray(value)) return value.map((item, index) => [index, item]);
    if (value instanceof GoMap) return value.sorted();
    if (typeof value === 'number' && Number.isInteger(value))
      return Array.from({ length: Math.max(0, value) }, (_, index) => [index, index]);
    return this.#fail(pipe, `range can't iterate over ${show(value)}`);
  }

  #bind(scope: Scope, name: string, value: GoValue, assign: boolean): void {
    if (assign) {
      const at = scope.findLastIndex(([known]) => known === name);
      if (at >= 0) scope[at] = [name, value];
      return;
    }
    scope.push([name, value]);
  }

  #pipe(pipe: Pipe, dot: GoValue, scope: Scope): GoValue {
    let value: GoValue;
    pipe.commands.forEach((command, index) => {
      value = this.#command(command, dot, scope, index === 0 ? [] : [value]);
    });
    for (const name of pipe.variables) this.#bind(scope, name, value, pipe.assign);
    return value;
  }

  #command(command: Command, dot: GoValue, scope: Scope, piped: GoValue[]): GoValue {
    const [first, ...rest] = command.words as [Word, ...Word[]];
    switch (first.kind) {
      case 'field':
        return this.#path(dot, first.path, first, rest, piped, dot, scope);
      case 'variable':
        if (first.path.length) return this.#path(this.#variable(first.name, scope), first.path, first, rest, piped, dot, scope);
        this.#noArguments(first, rest, piped);
        return this.#variable(first.name, scope);
      case 'chain':
        return this.#path(this.#word(first.of, dot, scope), first.path, first, rest, piped, dot, scope);
      case 'function':
        return this.#function(first.name, command, rest, piped, dot, scope);
      case 'nil':
        return this.#fail(first, 'nil is not a command');
      default:
        this.#noArguments(first, rest, piped);
        return this.#word(first, dot, scope);
    }
  }

  #noArguments(word: Word, rest: readonly Word[], piped: readonly GoValue[]): void {
    if (rest.length || piped.length) this.#fail(word, `can't give argument to non-function ${word.text}`);
  }

  #variable(name: string, scope: Scope): GoValue {
    return scope.findLast(([known]) => known === name)?.[1];
  }

  /** A word as an argument: without arguments of its own. */
  #word(word: Word, dot: GoValue, scope: Scope): GoValue {
    switch (word.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return null;
      case 'constant':
        return word.value;
      case 'pipe':
        return this.#pipe(word.pipe, dot, scope);
      default:
        return this.#command({ at: word.at, text: word.text, words: [word] }, dot, scope, []);
    }
  }

  /** Follows `.A.B`; only the last name may take arguments. */
  #path(
    start: GoValue,
    path: readonly string[],
    word: Word,
    rest: readonly Word[],
    piped: readonly GoValue[],
    dot: GoValue,
    scope: Scope,
  ): GoValue {
    let value = start;
    path.forEach((name, index) => {
      const last = index === path.length - 1;
      value = this.#field(value, name, word, last ? rest : [], last ? piped : [], dot, scope);
    });
    return value;
  }

  #field(on: GoValue, name: string, word: Word, rest: readonly Word[], piped: readonly GoValue[], dot: GoValue, scope: Scope): GoValue {
    const target = pointee(on);
    const hasArguments = rest.length + piped.length > 0;
    if (target === undefined) return this.#noData(name, word);
    if (target === null) return this.#fail(word, `nil data; no entry for key ${JSON.stringify(name)}`);
    if (target instanceof GoObject) {
      const method = target.methods[name];
      if (!method) return this.#fail(word, `can't evaluate field ${name} in type ${target.type}`);
      if (typeof method === 'function') return this.#invoke(name, { parameters: [], call: method }, word, rest, piped, dot, scope);
      return this.#invoke(name, method, word, rest, piped, dot, scope);
    }
    if (target instanceof GoStruct) {
      const field = target.get(name);
      if (!field) return this.#fail(word, `can't evaluate field ${name} in type ${typeName(on)}`);
      if (hasArguments) this.#fail(word, `${name} has arguments but cannot be invoked as function`);
      return field.value;
    }
    if (target instanceof GoNil && target.type.startsWith('map')) return undefined;
    if (target instanceof GoMap) {
      const method = target.methods[name];
      if (method) return this.#invoke(name, method, word, rest, piped, dot, scope);
      if (hasArguments) this.#fail(word, `${name} is not a method but has arguments`);
      if (!target.entries.has(name) && this.options.missingKeyIsError) this.#fail(word, `map has no entry for key ${JSON.stringify(name)}`);
      return target.entries.get(name);
    }
    return this.#fail(word, `can't evaluate field ${name} in type ${typeName(target)}`);
  }

  #noData(name: string, word: Word): GoValue {
    if (this.options.missingKeyIsError) this.#fail(word, `nil data; no entry for key ${JSON.stringify(name)}`);
    return undefined;
  }

  #invoke(
    name: string,
    method: GoMethod,
    word: Word,
    rest: readonly Word[],
    piped: readonly GoValue[],
    dot: GoValue,
    scope: Scope,
  ): GoValue {
    const count = rest.length + piped.length;
    if (count !== method.parameters.length)
      this.#fail(word, `wrong number of args for ${name}: want ${method.parameters.length} got ${count}`);
    const values = rest.map((argument, index) => this.#argument(argument, method.parameters[index] ?? 'any', dot, scope));
    return method.call(...values, ...piped);
  }

  #function(name: string, command: Command, rest: readonly Word[], piped: readonly GoValue[], dot: GoValue, scope: Scope): GoValue {
    const fn = this.options.functions[name] ?? BUILTINS[name];
    const at = { at: command.at, text: command.text };
    if (!fn) return this.#fail(at, `${JSON.stringify(name)} is not a defined function`);
    const count = rest.length + piped.length;
    const { parameters, variadic } = fn;
    if (variadic === undefined ? count !== parameters.length : count < parameters.length) {
      this.#fail(
        command.words[0] ?? at,
        `wrong number of args for ${name}: want ${variadic === undefined ? '' : 'at least '}${parameters.length} got ${count}`,
      );
    }
    const typeAt = (index: number) => parameters[index] ?? variadic ?? 'any';
    if (fn.lazy) return this.#lazily(fn.lazy, rest, piped, dot, scope);
    const values = rest.map((word, index) => this.#argument(word, typeAt(index), dot, scope));
    for (const value of piped) values.push(this.#typed(value, typeAt(values.length), at, 'value'));
    try {
      return fn.call(...values);
    } catch (error) {
      return this.#fail(at, `error calling ${name}: ${(error as Error).message}`);
    }
  }

  /** `and` and `or` stop at the first argument that decides. */
  #lazily(decides: (value: GoValue) => boolean, rest: readonly Word[], piped: readonly GoValue[], dot: GoValue, scope: Scope): GoValue {
    let value: GoValue;
    for (const word of rest) {
      value = this.#word(word, dot, scope);
      if (decides(value)) return value;
    }
    return piped.length ? piped[0] : value;
  }

  #argument(word: Word, type: ParameterType, dot: GoValue, scope: Scope): GoValue {
    if (type !== 'any' && word.kind === 'constant' && typeof word.value !== (type === 'string' ? 'string' : 'number')) {
      this.#fail(word, `expected ${type === 'string' ? 'string' : 'integer'}; found ${word.text}`);
    }
    return this.#typed(this.#word(word, dot, scope), type, word, 'arg');
  }

  #typed(value: GoValue, type: ParameterType, at: { readonly at: number; readonly text: string }, what: 'arg' | 'value'): GoValue {
    if (type === 'any') return value;
    if (value === undefined || value === null) return this.#fail(at, `invalid value; expected ${type}`);
    const kind = value instanceof GoScalar ? typeof value.number : typeof value;
    if (kind === (type === 'string' ? 'string' : 'number') && !(value instanceof GoScalar)) return value;
    return this.#fail(
      at,
      `wrong type for ${what === 'arg' ? 'value' : 'value'}; expected ${type}; got ${typeName(value instanceof GoPointer ? value.to : value)}`,
    );
  }
}
