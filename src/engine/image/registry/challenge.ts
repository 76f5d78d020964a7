/** One challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** Lower case: `bearer`, `basic`. */
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const parameter = new RegExp(`^\\s*,?\\s*(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))`);
const scheme = new RegExp(`^\\s*,?\\s*(${token})(?=\\s|,|$)`);

/** The challenges of a response; none unless its status is 401. */
export function challengesOf(response: Response): Challenge[] {
  if (response.status !== 401) return [];
  let rest = response.headers.get('WWW-Authenticate') ?? '';
  const challenges: Challenge[] = [];
  for (let match = scheme.exec(rest); match; match = scheme.exec(rest)) {
    rest = rest.slice(match[0].length);
    const parameters: Record<string, string> = {};
    for (let pair = parameter.exec(rest); pair; pair = parameter.exec(rest)) {
      rest = rest.slice(pair[0].length);
      parameters[(pair[1] as string).toLowerCase()] = pair[3] ?? (pair[2] as string).replace(/\\(.)/g, '$1');
    }
    challenges.push({ scheme: (match[1] as string).toLowerCase(), parameters });
  }
  return challenges;
}
