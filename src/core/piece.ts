import type { Piece } from './trace/events.ts';

/** Text is kept up to this size, and anything else up to the second: enough to show, not to drown in. */
const KEPT_TEXT = 64 * 1024;
const KEPT_BINARY = 8 * 1024;

const decoder = new TextDecoder();

/** How a part of a body is written down in the trace. */
export function pieceOf(bytes: Uint8Array, isText: boolean): Piece {
  if (isText && bytes.length <= KEPT_TEXT) return { size: bytes.length, text: decoder.decode(bytes) };
  if (bytes.length <= KEPT_BINARY) return { size: bytes.length, base64: toBase64(bytes) };
  return { size: bytes.length };
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The bytes of a piece, where they were kept. */
export function bytesOf(piece: Piece): Uint8Array | undefined {
  if (piece.text !== undefined) return new TextEncoder().encode(piece.text);
  if (piece.base64 === undefined) return undefined;
  return Uint8Array.from(atob(piece.base64), (char) => char.charCodeAt(0));
}
