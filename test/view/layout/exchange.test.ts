import { expect, test } from 'vitest';
import { humanSize, humanTime, shortPath } from '../../../src/view/layout/exchange.ts';

const id = 'ab12'.repeat(16);

test.each([
  ['client-engine', '/v1.51/containers/create?name=web', '/containers/create web'],
  ['client-engine', `/v1.51/containers/${id}/start`, '/containers/ab12ab12ab12/start'],
  ['client-engine', '/v1.51/images/create?fromImage=docker.io%2Flibrary%2Fnginx&tag=latest', '/images/create nginx:latest'],
  ['engine-registry', 'https://registry-1.docker.io/v2/', '/v2/'],
  ['engine-registry', `https://registry-1.docker.io/v2/library/nginx/blobs/sha256:${id}`, 'blobs/ab12ab12'],
  ['engine-registry', 'https://registry-1.docker.io/v2/library/nginx/manifests/1.27', 'manifests/1.27'],
] as const)('%s %s is read as %s', (link, url, short) => {
  expect(shortPath({ link, url })).toBe(short);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [13_290, '13.3 kB'],
  [72_400_000, '72.4 MB'],
])('%i bytes are %s', (bytes, text) => expect(humanSize(bytes)).toBe(text));

test.each([
  [0, '0 ms'],
  [0.4, '<1 ms'],
  [82.4, '82 ms'],
  [1234, '1.23 s'],
])('%d ms are %s', (ms, text) => expect(humanTime(ms)).toBe(text));
