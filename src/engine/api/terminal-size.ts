import type { TerminalSize } from '../../core/stdio.ts';
import { ApiError } from './route.ts';

/** `h` and `w` of a resize. @throws ApiError 400 (moby api/server/router/container, "handleSizeParam") */
export function terminalSizeOf(query: URLSearchParams): TerminalSize {
  return { rows: dimension(query, 'h', 'height'), columns: dimension(query, 'w', 'width') };
}

function dimension(query: URLSearchParams, name: string, word: string): number {
  const text = query.get(name) ?? '';
  if (!/^\d+$/.test(text)) throw new ApiError(400, `invalid resize ${word} ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** `ConsoleSize` of a body: rows, then columns; undefined for none. */
export function consoleSizeOf(value: unknown): TerminalSize | undefined {
  const [rows, columns] = Array.isArray(value) ? (value as number[]) : [];
  return rows && columns ? { rows, columns } : undefined;
}
