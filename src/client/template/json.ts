import { type GoField, GoMap, GoNil, GoObject, GoPointer, GoScalar, GoStruct, type GoValue } from './value.ts';

/** Go's encoding/json: numbers are kept as they were written, and strings are escaped as Go does. */

const jsonNumber = (text: string) => new GoScalar('json.Number', text, text, Number(text));

/** Parses JSON; numbers become json.Number, so that 64-bit ones lose nothing. @throws SyntaxError */
export function parseJson(text: string): GoValue {
  // JSON.parse checks the whole and unescapes strings; the numbers are taken from the text itself.
  JSON.parse(text);
  let at = 0;
  const skip = () => {
    while (/\s/.test(text.charAt(at))) at++;
  };
  const string = (): string => {
    const start = at++;
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at++;
    return JSON.parse(text.slice(start, at));
  };
  const value = (): GoValue => {
    skip();
    const char = text[at];
    if (char === '"') return string();
    if (char === '{') {
      const entries = new Map<string, GoValue>();
      for (at++, skip(); text[at] !== '}'; skip()) {
        if (text[at] === ',') at++;
        skip();
        const key = string();
        skip();
        at++;
        entries.set(key, value());
      }
      at++;
      return new GoMap(entries);
    }
    if (char === '[') {
      const items: GoValue[] = [];
      for (at++, skip(); text[at] !== ']'; skip()) {
        if (text[at] === ',') at++;
        items.push(value());
      }
      at++;
      return items;
    }
    const word = /^(true|false|null|[-+0-9.eE]+)/.exec(text.slice(at, at + 40))?.[0] ?? '';
    at += word.length;
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : jsonNumber(word);
  };
  return value();
}

/** A string in JSON as Go writes it without escaping HTML. */
const encodeString = (text: string): string =>
  JSON.stringify(text).replace(/[\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);

/** An object that encodes itself does so with what HTML gives a meaning escaped. */
const escapeHtml = (json: string) => json.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);

export function encodeJson(value: GoValue): string {
  if (value === undefined || value === null || value instanceof GoNil) return 'null';
  if (typeof value === 'string') return encodeString(value);
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(encodeJson).join(',')}]`;
  if (value instanceof GoScalar) return value.json;
  if (value instanceof GoMap)
    return `{${value
      .sorted()
      .map(([key, item]) => `${encodeString(key)}:${encodeJson(item)}`)
      .join(',')}}`;
  if (value instanceof GoObject) return escapeHtml(encodeJson(value.toMap()));
  if (value instanceof GoPointer) return encodeJson(value.to);
  return `{${encodeFields((value as GoStruct).fields).join(',')}}`;
}

function encodeFields(fields: readonly GoField[]): string[] {
  return fields.flatMap((field) => {
    const inner = field.value instanceof GoPointer ? field.value.to : field.value;
    if (field.embedded) return inner instanceof GoStruct ? encodeFields(inner.fields) : [];
    if (field.json === '' || (field.omitEmpty && isEmpty(field.value))) return [];
    return [`${encodeString(field.json)}:${encodeJson(field.value)}`];
  });
}

/** What `omitempty` leaves out. A struct is never empty. */
function isEmpty(value: GoValue): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '' || value instanceof GoNil) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof GoMap) return value.entries.size === 0;
  return value instanceof GoScalar && (value.number === undefined ? value.text === '' : value.number === 0);
}

/** JSON with its blanks taken out, or laid out anew; what stands in it stays as it was written (json.Compact, json.Indent). */
export function reformatJson(text: string, indent: string): string {
  let out = '';
  let depth = 0;
  const line = () => {
    if (indent) out += `\n${indent.repeat(depth)}`;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (/\s/.test(char)) continue;
    if (char === '"') {
      const start = at++;
      while (text[at] !== '"' && at < text.length) at += text[at] === '\\' ? 2 : 1;
      out += text.slice(start, at + 1);
      continue;
    }
    if (char === '{' || char === '[') {
      const close = char === '{' ? '}' : ']';
      const empty = /^\s*(.)/s.exec(text.slice(at + 1))?.[1] === close;
      out += char;
      if (empty) {
        out += close;
        at = text.indexOf(close, at + 1);
        continue;
      }
      depth++;
      line();
      continue;
    }
    if (char === '}' || char === ']') {
      depth--;
      line();
    }
    out += char;
    if (char === ',') line();
    if (char === ':' && indent) out += ' ';
  }
  return out;
}
