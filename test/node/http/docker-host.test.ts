import { expect, test } from 'vitest';
import { parseDockerHost } from '../../../src/node/http/docker-host.ts';

test.each([
  ['unix:///run/user/1000/docker.sock', { path: '/run/user/1000/docker.sock' }],
  ['unix://', { path: '/var/run/docker.sock' }],
  ['tcp://127.0.0.1:2376', { host: '127.0.0.1', port: 2376 }],
  ['tcp://[::1]:2376', { host: '::1', port: 2376 }],
  ['tcp://', { host: 'localhost', port: 2375 }],
  ['engine.example', { host: 'engine.example', port: 2375 }],
])('%s is understood', (dockerHost, address) => {
  expect(parseDockerHost(dockerHost)).toEqual(address);
});

// As the real CLI says it, behind "Failed to initialize: unable to resolve docker endpoint: ".
test.each([
  ['tcp://a:b', 'parse "tcp://a:b": invalid port ":b" after host'],
  ['http://127.0.0.1:1', 'invalid bind address format: http://127.0.0.1:1'],
])('%s is refused', (dockerHost, message) => {
  expect(() => parseDockerHost(dockerHost)).toThrow(message);
});
