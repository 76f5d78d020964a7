/** The words that the glossary explains, as they stand in captions; the key names the entry. */
const terms: readonly (readonly [key: string, pattern: RegExp])[] = [
  ['client', /\bclient\b/i],
  ['engine', /\bengine\b/i],
  ['registry', /\bregistry\b/i],
  ['socket', /\bsocket\b/i],
  ['image', /\bimage\b/i],
  ['layer', /\blayers?\b/i],
  ['manifest', /\bmanifest\b/i],
  ['index', /\bindex\b/i],
  ['config', /\bconfig\b/i],
  ['digest', /\bdigest\b/i],
  ['diff-id', /\bdiff ID\b/i],
  ['tag', /\btag\b/i],
  ['token', /\btoken\b/i],
  ['blob', /\bblob\b/i],
  ['container', /\bcontainer\b/i],
  ['writable-layer', /\bwritable layer\b/i],
  ['overlay', /\boverlay mount\b/i],
  ['namespace', /\bnamespaces?\b/i],
  ['cgroup', /\bcgroup\b/i],
  ['bridge', /\bbridge\b/i],
  ['pid-1', /\bPID 1\b/],
  ['signal', /\bSIG[A-Z]+\b/],
  ['exit-code', /\bexit code\b/i],
];

/** The glossary's entries that a text calls for. */
export const termsIn = (text: string): readonly string[] => terms.filter(([, pattern]) => pattern.test(text)).map(([key]) => key);
