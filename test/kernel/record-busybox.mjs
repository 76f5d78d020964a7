// Records what the real busybox prints for each line of fixtures/busybox-lines.txt, through the
// docker command and the engine that DOCKER_HOST names: node test/kernel/record-busybox.mjs
// What is recorded already stays, unless --all is given.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('./fixtures/', import.meta.url);
const file = new URL('busybox.json', folder);
const lines = readFileSync(new URL('busybox-lines.txt', folder), 'utf8').split('\n').filter(Boolean);
const known = new Map(process.argv.includes('--all') ? [] : JSON.parse(readFileSync(file, 'utf8')).map((one) => [one.line, one]));
const recorded = lines.map((text) => {
  const line = text.replaceAll('␤', '\n');
  if (known.has(line)) return known.get(line);
  const { status, stdout, stderr } = spawnSync('docker', ['run', '--rm', '--hostname', 'box', 'busybox', 'sh', '-c', line], {
    encoding: 'utf8',
  });
  return { line, out: stdout, err: stderr, exitCode: status };
});
writeFileSync(file, `${JSON.stringify(recorded, null, 1)}\n`);
