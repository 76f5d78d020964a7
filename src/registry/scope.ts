/** What a token allows (distribution specification, "Token Scope Documentation"). */
export interface Scope {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/** `repository:library/nginx:pull,push`; a name may itself have a colon in it. */
export function parseScope(text: string): Scope | undefined {
  const match = /^([a-z]+(?:\([a-z]+\))?):(.+):([a-z*,]+)$/.exec(text);
  return match ? { type: match[1] as string, name: match[2] as string, actions: (match[3] as string).split(',') } : undefined;
}

export const scopeText = ({ type, name, actions }: Scope): string => `${type}:${name}:${actions.join(',')}`;

/** Whether what was granted covers what is asked. */
export function covers(granted: readonly Scope[], asked: Scope): boolean {
  return asked.actions.every((action) =>
    granted.some(({ type, name, actions }) => type === asked.type && name === asked.name && actions.includes(action)),
  );
}
