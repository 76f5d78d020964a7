/** `sha256:0123…` → the first twelve digits (docker/cli formatter.TruncateID). */
export function shortId(id: string): string {
  return id.slice(id.indexOf(':') + 1).slice(0, 12);
}
