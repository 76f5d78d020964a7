import { expect, test } from 'vitest';
import { viewHeader } from '../../../src/view/wire/decode-header.ts';

const base64url = (value: unknown) => btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

test('a token shows what it claims', () => {
  const token = `Bearer ${base64url({ alg: 'ES256' })}.${base64url({ access: [{ name: 'library/nginx', actions: ['pull'] }] })}.signature`;
  expect(JSON.parse(viewHeader('Authorization', token).decoded ?? '')).toEqual({ access: [{ name: 'library/nginx', actions: ['pull'] }] });
});

test('the login of nobody is an empty object', () => {
  expect(viewHeader('X-Registry-Auth', 'e30=').decoded).toBe('{}');
});

test('a long value is cut, and says by how much; a short one is whole', () => {
  expect(viewHeader('Etag', 'x'.repeat(100))).toEqual({ shown: `${'x'.repeat(72)}…`, left: 28 });
  expect(viewHeader('Authorization', 'Basic eDp5')).toEqual({ shown: 'Basic eDp5', left: 0 });
});
