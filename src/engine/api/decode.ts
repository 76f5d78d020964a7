/**
 * Decoding of request bodies by tables, as Go's encoding/json does it into structs: a field that is
 * absent or null gets its zero value, an unknown field is ignored, and one of the wrong type is
 * refused in Go's words.
 */
export class JsonType extends Error {
  override readonly name = 'JsonType';
}

/** Reads one value. `path` is where it stands: `.HostConfig.Memory`. @throws JsonType */
export type Decoder<T> = (value: unknown, path: string) => T;

const kindOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

function mismatch(value: unknown, path: string, goType: string, item = false): never {
  const what = typeof value === 'number' && !Number.isInteger(value) && /^u?int/.test(goType) ? `number ${value}` : kindOf(value);
  const where = !path.includes('.') ? `Go value of type ${goType}` : `${item ? '' : 'Go struct field '}${path} of type ${goType}`;
  throw new JsonType(`json: cannot unmarshal ${what} into ${where}`);
}

export const text: Decoder<string> = (value, path) =>
  typeof value === 'string' ? value : value == null ? '' : mismatch(value, path, 'string');

export const flag: Decoder<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : value == null ? false : mismatch(value, path, 'bool');

export const integer =
  (goType: 'int' | 'int64' | 'uint16' = 'int64'): Decoder<number> =>
  (value, path) =>
    Number.isInteger(value) ? (value as number) : value == null ? 0 : mismatch(value, path, goType);

/** Null where Go has a nil pointer, slice or map. */
export const nullable =
  <T>(inner: Decoder<T>): Decoder<T | null> =>
  (value, path) =>
    value == null ? null : inner(value, path);

export const listOf =
  <T>(inner: Decoder<T>, goType: string): Decoder<readonly T[] | null> =>
  (value, path) => {
    if (value == null) return null;
    if (!Array.isArray(value)) return mismatch(value, path, goType);
    return value.map((item, index) => inner(item, `${path}.${index}`));
  };

/** A member of a set, whose value says nothing: `{}`. */
export const member: Decoder<object> = (value, path) =>
  value == null || (typeof value === 'object' && !Array.isArray(value)) ? {} : mismatch(value, path, 'struct {}', true);

const item: Decoder<string> = (value, path) =>
  typeof value === 'string' ? value : value == null ? '' : mismatch(value, path, 'string', true);

export const texts = listOf(item, '[]string');

/** A command: a list, or one word (moby api/types/strslice). */
export const words: Decoder<readonly string[] | null> = (value) => {
  if (typeof value === 'string') return [value];
  if (value == null) return null;
  // Go tries a list, then a word, and tells of the second attempt.
  if (!Array.isArray(value) || !value.every((word) => typeof word === 'string')) return mismatch(value, '', 'string');
  return value;
};

export const mapOf =
  <T>(inner: Decoder<T>, goType: string): Decoder<Readonly<Record<string, T>> | null> =>
  (value, path) => {
    if (value == null) return null;
    if (typeof value !== 'object' || Array.isArray(value)) return mismatch(value, path, goType);
    const out: Record<string, T> = {};
    // Go writes maps with their keys in order.
    for (const key of Object.keys(value).sort()) {
      out[key] = inner((value as Record<string, unknown>)[key], `${path}.${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }
    return out;
  };

/** What we keep as it came: parts that this engine only shows again. */
export const verbatim: Decoder<unknown> = (value) => value ?? null;

export type Fields<T> = { readonly [K in keyof T]-?: Decoder<T[K]> };

/**
 * A struct, with its fields in the order in which Go writes them. Those in `omitEmpty` are left out
 * when they are empty (Go's `omitempty`).
 */
export function struct<T extends object>(goType: string, fields: Fields<T>, omitEmpty: readonly (keyof T)[] = []): Decoder<T> {
  const omitted = new Set<PropertyKey>(omitEmpty);
  const all = Object.entries<Decoder<unknown>>(fields);
  return (value, path) => {
    if (value !== null && value !== undefined && (typeof value !== 'object' || Array.isArray(value))) mismatch(value, path, goType);
    const given = (value ?? {}) as Record<string, unknown>;
    const out = {} as T;
    for (const [name, decode] of all) {
      const decoded = decode(given[name], `${path}.${name}`);
      if (!(omitted.has(name) && isEmpty(decoded))) Object.assign(out, { [name]: decoded });
    }
    return out;
  };
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
