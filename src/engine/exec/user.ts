import { ApiError } from '../api/route.ts';
import type { Container } from '../container/container.ts';
import { rootFile } from '../container/root-file.ts';

/** The daemon looks a user up by name as soon as an exec is asked for. @throws ApiError 400 */
export function requireUser(container: Container, user: string): void {
  const name = user.split(':', 1)[0]!;
  if (name === '' || /^\d+$/.test(name)) return;
  const file = rootFile(container, '/etc/passwd');
  const lines = file?.type === 'file' ? new TextDecoder().decode(file.data).split('\n') : [];
  if (!lines.some((line) => line.startsWith(`${name}:`)))
    throw new ApiError(400, `unable to find user ${name}: no matching entries in passwd file`);
}
