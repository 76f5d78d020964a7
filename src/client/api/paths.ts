/** What an object's name looks like in a path: slashes and colons stay. */
const escape = (name: string) => encodeURI(name).replace(/[?#]/g, encodeURIComponent);

function path(kind: string, name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new Error(`invalid ${kind} name or ID: value is empty`);
  return `/${kind}s/${escape(trimmed)}`;
}

/** `/containers/web` @throws Error when the name is empty */
export const containerPath = (name: string): string => path('container', name);

/** An empty name asks for nothing that there is, and the engine says so. */
export const imagePath = (name: string): string => (name === '' ? '/images' : path('image', name));
