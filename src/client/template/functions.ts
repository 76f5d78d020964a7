import { encodeJson } from './json.ts';
import { print, printf, println } from './printf.ts';
import { GoMap, GoNil, GoScalar, type GoValue, isTrue, type ParameterType, pointee, show, typeName } from './value.ts';

/** A function that templates may call. */
export interface GoFunction {
  readonly parameters: readonly ParameterType[];
  /** The type of any further arguments. */
  readonly variadic?: ParameterType;
  /** Arguments are evaluated one by one until this says that one decides. */
  readonly lazy?: (value: GoValue) => boolean;
  readonly call: (...args: GoValue[]) => GoValue;
}

const fn = (parameters: readonly ParameterType[], call: GoFunction['call'], variadic?: ParameterType): GoFunction => ({
  parameters,
  call,
  ...(variadic ? { variadic } : {}),
});

/** The kind that eq, lt and the others compare by. */
function kindOf(value: GoValue): string {
  if (value instanceof GoScalar) return value.number !== undefined && value.type !== 'json.Number' ? 'int' : 'string';
  return typeName(value);
}

const plain = (value: GoValue): GoValue => (value instanceof GoScalar ? (kindOf(value) === 'int' ? value.number : value.text) : value);

function equal(a: GoValue, b: GoValue): boolean {
  if (a === undefined || a === null || b === undefined || b === null) return (a ?? null) === (b ?? null);
  if (typeof a === 'object' && !(a instanceof GoScalar)) throw new Error(`non-comparable type ${show(a)}: ${typeName(a)}`);
  if (kindOf(a) !== kindOf(b)) throw new Error(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  return plain(a) === plain(b);
}

function less(a: GoValue, b: GoValue): boolean {
  if (kindOf(a) !== kindOf(b)) throw new Error(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  const [x, y] = [plain(a), plain(b)];
  if (
    typeof x === 'boolean' ||
    typeof x === 'object' ||
    typeof y === 'object' ||
    x === undefined ||
    y === undefined ||
    typeof y === 'boolean'
  ) {
    throw new Error('invalid type for comparison');
  }
  return x < y;
}

function index(first: GoValue, ...keys: GoValue[]): GoValue {
  if (first === undefined || first === null) throw new Error('index of untyped nil');
  let value: GoValue = first;
  for (const key of keys) {
    const on = pointee(value);
    if (on === undefined || on === null) throw new Error('index of nil pointer');
    if (on instanceof GoNil) {
      if (!on.type.startsWith('map')) throw new Error(`index out of range: ${show(key)}`);
      value = zeroOf(on.type);
      continue;
    }
    if (on instanceof GoMap) {
      if (typeof key !== 'string') throw new Error(`value has type ${typeName(key)}; should be string`);
      value = on.entries.has(key) ? on.entries.get(key) : zeroOf(on.type);
      continue;
    }
    if (!Array.isArray(on) && typeof on !== 'string') throw new Error(`can't index item of type ${typeName(on)}`);
    if (typeof key !== 'number') throw new Error(`cannot index slice/array with type ${typeName(key)}`);
    if (key < 0 || key > on.length) throw new Error(`index out of range: ${key}`);
    // Go lets one more through its own check, and then stumbles over it.
    if (key === on.length) throw new Error(`reflect: ${typeof on === 'string' ? 'string' : 'slice'} index out of range`);
    value = typeof on === 'string' ? on.charCodeAt(key) : on[key];
  }
  return value;
}

/** What a map gives for a key that it lacks. */
function zeroOf(mapType: string): GoValue {
  const element = mapType.replace(/^map\[[^\]]*\]/, '');
  if (element === 'string') return '';
  if (element.startsWith('[]')) return [];
  return element === 'interface {}' ? undefined : null;
}

function slice(item: GoValue, ...indexes: GoValue[]): GoValue {
  const on = pointee(item);
  if (typeof on !== 'string' && !Array.isArray(on)) throw new Error(`can't slice item of type ${typeName(on)}`);
  for (const at of indexes) {
    if (typeof at !== 'number') throw new Error(`cannot index slice/array with type ${typeName(at)}`);
    if (at < 0 || at > on.length) throw new Error(`index out of range: ${at}`);
  }
  const [from = 0, to = on.length] = indexes as number[];
  if (from > to) throw new Error(`invalid slice index: ${from} > ${to}`);
  return on.slice(from, to);
}

function length(item: GoValue): GoValue {
  const on = pointee(item);
  if (on === undefined || on === null) throw new Error('len of nil pointer');
  if (on instanceof GoNil) return 0;
  if (typeof on === 'string') return new TextEncoder().encode(on).length;
  if (Array.isArray(on)) return on.length;
  if (on instanceof GoMap) return on.entries.size;
  throw new Error(`len of type ${typeName(on)}`);
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;', '\0': '\uFFFD' };
const JS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

const escaped =
  (table: Readonly<Record<string, string>>, pattern: RegExp) =>
  (...args: GoValue[]) =>
    print(args).replace(pattern, (char) => table[char] ?? char);

const queryEscape = (text: string) =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** text/template's own functions (text/template funcs.go). */
export const BUILTINS: Readonly<Record<string, GoFunction>> = {
  and: { ...fn(['any'], () => undefined, 'any'), lazy: (value) => !isTrue(value) },
  or: { ...fn(['any'], () => undefined, 'any'), lazy: isTrue },
  not: fn(['any'], (value) => !isTrue(value)),
  eq: fn(
    ['any'],
    (first, ...rest) => {
      if (rest.length === 0) throw new Error('missing argument for comparison');
      return rest.some((other) => equal(first, other));
    },
    'any',
  ),
  ne: fn(['any', 'any'], (a, b) => !equal(a, b)),
  lt: fn(['any', 'any'], less),
  le: fn(['any', 'any'], (a, b) => less(a, b) || equal(a, b)),
  gt: fn(['any', 'any'], (a, b) => !less(a, b) && !equal(a, b)),
  ge: fn(['any', 'any'], (a, b) => !less(a, b)),
  index: fn(['any'], index, 'any'),
  slice: fn(['any'], slice, 'any'),
  len: fn(['any'], length),
  print: fn([], (...args) => print(args), 'any'),
  println: fn([], (...args) => println(args), 'any'),
  printf: fn(['string'], (format, ...args) => printf(format as string, args), 'any'),
  html: fn([], escaped(HTML, /[&<>"'\0]/g), 'any'),
  js: fn([], escaped(JS, /[\\'"<>&=]/g), 'any'),
  urlquery: fn([], (...args) => queryEscape(print(args)), 'any'),
  call: fn(
    ['any'],
    (value) => {
      throw new Error(`non-function of type ${typeName(value)}`);
    },
    'any',
  ),
};

const title = (text: string) =>
  text.replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

function join(list: GoValue, separator: GoValue): string {
  if (list instanceof GoNil) return '';
  if (!Array.isArray(list)) throw new Error(`wrong type for value; expected []string; got ${typeName(list)}`);
  return list.map((item) => show(item)).join(separator as string);
}

const padded = (text: GoValue, before: GoValue, after: GoValue) =>
  text === '' ? '' : ' '.repeat(before as number) + (text as string) + ' '.repeat(after as number);

/** What docker adds to them (docker/cli templates.go). */
export const DOCKER_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  json: fn(['any'], encodeJson),
  split: fn(['string', 'string'], (text, separator) => (text as string).split(separator as string)),
  join: fn(['any', 'string'], join),
  title: fn(['string'], (text) => title(text as string)),
  lower: fn(['string'], (text) => (text as string).toLowerCase()),
  upper: fn(['string'], (text) => (text as string).toUpperCase()),
  pad: fn(['string', 'int', 'int'], padded),
  truncate: fn(['string', 'int'], (text, length) => (text as string).slice(0, length as number)),
};

const first: GoFunction['call'] = (value) => value;

/** A table's header is the same template run on the columns' names, which these leave as they are. */
export const HEADER_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  ...DOCKER_FUNCTIONS,
  json: fn(['string'], first),
  split: fn(['string', 'string'], first),
  join: fn(['string', 'string'], first),
  title: fn(['string'], first),
  lower: fn(['string'], first),
  upper: fn(['string'], first),
  truncate: fn(['string', 'int'], first),
};
