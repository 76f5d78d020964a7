import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Program } from '../process/sys.ts';
import { program } from './lib/define.ts';
import { complain, eachInput, print, readAll, readText } from './lib/io.ts';

function checksum(hash: (bytes: Uint8Array) => Uint8Array): Program {
  return program('csw', async (sys, { flags, rest }) => {
    let bad = 0;
    const good = await eachInput(sys, rest, async (fd, path) => {
      if (!flags.has('c')) return print(sys, `${bytesToHex(hash(await readAll(sys, fd)))}  ${path}\n`);
      for (const line of (await readText(sys, fd)).split('\n')) {
        const [, wanted, name] = /^([0-9a-f]+) [ *](.*)$/.exec(line) ?? [];
        if (!wanted || !name) continue;
        const bytes = sys.fileBytes(name);
        const ok = bytes !== undefined && bytesToHex(hash(bytes)) === wanted;
        if (!ok) bad++;
        if (!flags.has('s')) await print(sys, `${name}: ${ok ? 'OK' : 'FAILED'}\n`);
      }
    });
    if (bad > 0) await complain(sys, `WARNING: ${bad} of the computed checksums did NOT match`);
    return good && bad === 0 ? 0 : 1;
  });
}

export const md5sum = checksum(md5);
export const sha1sum = checksum(sha1);
export const sha256sum = checksum(sha256);
export const sha512sum = checksum(sha512);

export const base64 = program('dw:', async (sys, { flags, values, rest }) => {
  const good = await eachInput(sys, rest, async (fd) => {
    const bytes = await readAll(sys, fd);
    if (flags.has('d')) {
      const text = atob(new TextDecoder().decode(bytes).replace(/\s/g, ''));
      return print(
        sys,
        Uint8Array.from(text, (char) => char.charCodeAt(0)),
      );
    }
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    const width = Number(values.get('w') ?? 76);
    const encoded = btoa(text);
    return print(sys, width === 0 ? encoded : encoded.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n'));
  });
  return good ? 0 : 1;
});

const hex = (n: number, width: number) => n.toString(16).padStart(width, '0');

export const hexdump = program('Cvn:', async (sys, { rest }) => {
  const good = await eachInput(sys, rest, async (fd) => {
    const bytes = await readAll(sys, fd);
    for (let at = 0; at < bytes.length; at += 16) {
      const row = [...bytes.subarray(at, at + 16)];
      const halves = [row.slice(0, 8), row.slice(8)].map((half) => half.map((byte) => hex(byte, 2)).join(' '));
      const text = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
      await print(sys, `${hex(at, 8)}  ${halves.join('  ').padEnd(48)}  |${text}|\n`);
    }
    await print(sys, `${hex(bytes.length, 8)}\n`);
  });
  return good ? 0 : 1;
});
