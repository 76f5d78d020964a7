/** One record of comma-separated values, quotes allowed, as Go's encoding/csv reads it. Throws Go's text. */
export function csvFields(text: string): string[] {
  if (text === '') throw new Error('EOF');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let field = '';
      for (at++; ; at++) {
        if (at >= text.length) throw new Error(`parse error on line 1, column ${at + 1}: extraneous or missing " in quoted-field`);
        if (text[at] === '"' && text[at + 1] === '"') at++;
        else if (text[at] === '"') break;
        field += text[at];
      }
      at++;
      if (at < text.length && text[at] !== ',')
        throw new Error(`parse error on line 1, column ${at}: extraneous or missing " in quoted-field`);
      fields.push(field);
    } else {
      const end = text.indexOf(',', at);
      const field = text.slice(at, end < 0 ? undefined : end);
      if (field.includes('"')) throw new Error(`parse error on line 1, column ${at + field.indexOf('"') + 1}: bare " in non-quoted-field`);
      fields.push(field);
      at += field.length;
    }
    if (at >= text.length) return fields;
    at++;
  }
}

/** `a=b` → `['a', 'b']`; the value is undefined without `=`. */
export function cut(text: string, separator = '='): [key: string, value: string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
