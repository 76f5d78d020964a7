import { durationString } from '../format/duration.ts';
import { goTime } from '../format/time.ts';
import { GO_TYPES } from './go-types.ts';
import { type GoField, GoMap, GoNil, GoPointer, GoScalar, GoStruct, type GoValue } from './value.ts';

/**
 * Reads a parsed JSON value as one of Go's types, as encoding/json does: what is missing gets its
 * zero value, what the type does not know is dropped. Templates print differently for it.
 */
export function typed(type: string, value: GoValue): GoValue {
  if (type.startsWith('*')) {
    if (value === undefined || value === null) return null;
    const inner = typed(type.slice(1), value);
    return inner instanceof GoStruct ? new GoPointer(inner) : inner;
  }
  const list = /^\[\d*\](.*)$/.exec(type);
  if (list) return Array.isArray(value) ? value.map((item) => typed(list[1] as string, item)) : new GoNil(type);
  const map = /^map\[[\w.]+\](.*)$/.exec(type);
  if (map) {
    if (!(value instanceof GoMap)) return new GoNil(type);
    return new GoMap(new Map([...value.entries].map(([key, item]) => [key, typed(map[1] as string, item)])), type);
  }
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : '';
    case 'bool':
      return value === true;
    case 'any':
      return value ?? null;
    case 'struct{}':
      return new GoStruct('struct {}', []);
    case 'time':
      return goTimeValue(typeof value === 'string' ? value : ZERO_TIME);
    case 'duration':
      return durationValue(value);
    case 'int':
      return integer(value);
    default:
      return struct(type, value);
  }
}

const ZERO_TIME = '0001-01-01T00:00:00Z';

const goTimeValue = (text: string) => new GoScalar('time.Time', goTime(text), JSON.stringify(text));

function durationValue(value: GoValue): GoScalar {
  const nanoseconds = value instanceof GoScalar ? (value.number ?? 0) : 0;
  return new GoScalar('time.Duration', durationString(nanoseconds), String(nanoseconds), nanoseconds);
}

/** Small integers are plain numbers; those beyond 53 bits keep their digits. */
function integer(value: GoValue): GoValue {
  if (!(value instanceof GoScalar) || value.number === undefined) return 0;
  return Number.isSafeInteger(value.number) ? value.number : new GoScalar('int64', value.text, value.text, value.number);
}

function struct(type: string, value: GoValue): GoValue {
  const fields = GO_TYPES[type];
  if (fields === undefined) throw new Error(`no Go type ${type} is known here`);
  const given = value instanceof GoMap ? value.entries : new Map<string, GoValue>();
  return new GoStruct(
    type,
    fields.split('; ').flatMap((field): GoField[] => {
      if (field === '') return [];
      const [name = '', of = '', ...rest] = field.split(' ');
      if (name.startsWith('+')) {
        const inner = name.slice(1);
        return [{ name: inner.replace(/^.*\./, ''), json: '', embedded: true, value: typed(inner, value) }];
      }
      const json = rest[0] && rest[0] !== '?' ? rest[0] : name;
      return [{ name, json, omitEmpty: rest.includes('?'), value: typed(of, given.get(json)) }];
    }),
  );
}
