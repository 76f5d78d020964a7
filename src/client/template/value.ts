/**
 * Go's values as text/template sees them. JavaScript's own stand for most: string, boolean, number
 * (any integer or float), array (slice), null (nil). `undefined` is what has no value at all.
 */
export type GoValue =
  | undefined
  | null
  | boolean
  | number
  | string
  | readonly GoValue[]
  | GoMap
  | GoStruct
  | GoObject
  | GoScalar
  | GoPointer
  | GoNil;

/** A map with string keys. */
export class GoMap {
  constructor(
    readonly entries: ReadonlyMap<string, GoValue>,
    /** `map[string]string` */
    readonly type = 'map[string]interface {}',
    readonly methods: Readonly<Record<string, GoMethod>> = {},
  ) {}

  sorted(): [string, GoValue][] {
    return [...this.entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }
}

export interface GoField {
  readonly name: string;
  /** Its name in JSON; empty when it is left out there. */
  readonly json: string;
  readonly omitEmpty?: boolean;
  /** Its fields count as the outer struct's own. */
  readonly embedded?: boolean;
  readonly value: GoValue;
}

export class GoStruct {
  constructor(
    readonly type: string,
    readonly fields: readonly GoField[],
  ) {}

  get(name: string): GoField | undefined {
    const own = this.fields.find((field) => field.name === name);
    if (own) return own;
    for (const field of this.fields) {
      const inner = field.embedded ? pointee(field.value) : undefined;
      const found = inner instanceof GoStruct ? inner.get(name) : undefined;
      if (found) return found;
    }
    return undefined;
  }
}

export class GoPointer {
  constructor(
    readonly to: GoStruct,
    readonly type = `*${to.type}`,
  ) {}
}

export const pointee = (value: GoValue): GoValue => (value instanceof GoPointer ? value.to : value);

/** What takes arguments: `{{.Label "tier"}}`. */
export interface GoMethod {
  readonly parameters: readonly ParameterType[];
  readonly call: (...args: GoValue[]) => GoValue;
}

export type ParameterType = 'string' | 'int' | 'any';

/** A pointer to a struct of which only the methods can be reached: docker's formatter contexts. */
export class GoObject {
  constructor(
    readonly type: string,
    readonly methods: Readonly<Record<string, GoMethod | (() => GoValue)>>,
  ) {}

  /** As JSON shows it: every method without arguments, by name (docker/cli formatter.MarshalJSON). */
  toMap(): GoMap {
    const entries = new Map<string, GoValue>();
    for (const [name, method] of Object.entries(this.methods)) if (typeof method === 'function') entries.set(name, method());
    return new GoMap(entries);
  }
}

/** A named type over a number or text: a duration, a number kept as JSON wrote it. */
export class GoScalar {
  constructor(
    readonly type: string,
    /** As it is printed. */
    readonly text: string,
    /** As it stands in JSON. */
    readonly json: string,
    readonly number?: number,
  ) {}
}

/** A slice or a map that was never made: it counts as empty, and is `null` in JSON. */
export class GoNil {
  constructor(readonly type: string) {}
}

export function typeName(value: GoValue): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  if (Array.isArray(value)) return elementsAre(value, 'string') ? '[]string' : '[]interface {}';
  return (value as GoMap | GoStruct | GoObject | GoScalar | GoPointer | GoNil).type;
}

const elementsAre = (list: readonly GoValue[], type: string) => list.length > 0 && list.every((item) => typeof item === type);

/** What `if` and `and` go by (text/template IsTrue). */
export function isTrue(value: GoValue): boolean {
  if (value === undefined || value === null || value instanceof GoNil) return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof GoMap) return value.entries.size > 0;
  if (value instanceof GoScalar) return value.number === undefined ? value.text !== '' : value.number !== 0;
  return true;
}

const NAMELESS = '0xc000012080';

/** Go's %v. Pointers inside of others are addresses in Go; here one stands for all. */
export function show(value: GoValue, outer = true): string {
  if (value === undefined) return '<no value>';
  if (value === null) return '<nil>';
  if (typeof value === 'number') return showNumber(value);
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => show(item, false)).join(' ')}]`;
  if (value instanceof GoScalar) return value.text;
  if (value instanceof GoNil) return value.type.startsWith('map') ? 'map[]' : '[]';
  if (value instanceof GoMap)
    return `map[${value
      .sorted()
      .map(([key, item]) => `${key}:${show(item, false)}`)
      .join(' ')}]`;
  if (value instanceof GoStruct) return `{${value.fields.map((field) => show(field.value, false)).join(' ')}}`;
  if (value instanceof GoPointer) return outer ? show(value.to) : NAMELESS;
  return outer ? '{}' : NAMELESS;
}

/** %v of a number: integers plainly, floats as %g with the shortest exact digits. */
export function showNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -5 && exponent < 21) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
