/** JSON as Go's `json.Marshal` writes it: without `<`, `>` and `&`, which might end up in HTML. */
export const goJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
