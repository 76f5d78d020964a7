/** A minimal executable that names a program of Drydock's, as the catalogue's images have them. */
export function programFile(name: string, machine: 'amd64' | 'arm64' = 'amd64'): Uint8Array {
  const encoder = new TextEncoder();
  const padded = (bytes: Uint8Array) => Uint8Array.from([...bytes, ...new Array(-bytes.length & 3).fill(0)]);
  const owner = encoder.encode('Drydock\0');
  const description = encoder.encode(name);
  const note = [...new Uint8Array(Uint32Array.of(owner.length, description.length, 1).buffer), ...padded(owner), ...padded(description)];
  const bytes = new Uint8Array(120 + note.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 2, true);
  view.setUint16(18, machine === 'amd64' ? 62 : 183, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, 4, true);
  view.setBigUint64(72, 120n, true);
  view.setBigUint64(96, BigInt(note.length), true);
  bytes.set(note, 120);
  return bytes;
}
