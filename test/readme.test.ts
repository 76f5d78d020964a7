import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { freePort } from './free-port.ts';
import { type BuiltCommand, buildCommand } from './node/build-command.ts';

/** What the README tells a newcomer to type is what works. */
const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block.split('\n').filter((line) => line.trim()));
const lines = blocks.flat().map((line) => line.replace(/\s+#.*$/, ''));

test('its npm scripts exist', () => {
  const named = [...readme.matchAll(/\bnpm (?:run )?(start|test|[\w:]+)\b/g)]
    .map(([, name = '']) => name)
    .filter((name) => !['ci', 'run'].includes(name));
  expect(named.length).toBeGreaterThan(2);
  for (const name of named) expect(Object.keys(packageJson.scripts)).toContain(name);
});

test('what it points at is there', () => {
  const paths = [...readme.matchAll(/(?:`|\]\()((?:src|test|stories|lessons|public)\/[\w./-]*)(?:`|\))/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) expect(existsSync(path), path).toBe(true);
});

test('its links within the page lead somewhere', () => {
  const headings = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const [, anchor] of readme.matchAll(/\]\(#([\w-]+)\)/g)) expect(headings).toContain(anchor);
});

describe('its commands, in order', () => {
  let command: BuiltCommand;
  let folder: string;
  let port: number;
  let env: NodeJS.ProcessEnv;
  const servers: ChildProcess[] = [];

  beforeAll(async () => {
    command = await buildCommand();
    folder = mkdtempSync(join(tmpdir(), 'drydock-readme-'));
    port = await freePort();
    env = { ...process.env, DOCKER_CONFIG: folder };
  }, 60_000);
  afterAll(async () => {
    for (const server of servers) {
      const ended = new Promise((resolve) => server.once('close', resolve));
      server.kill('SIGTERM');
      await ended;
    }
    command.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** With the command just built, and with a socket and a port that are free. */
  const here = (line: string) =>
    line.replaceAll('/tmp/', `${folder}/`).replaceAll('5050', String(port)).replaceAll('dist/drydock.js', command.path);

  test.each(lines.filter((line) => /drydock|^export|^docker /.test(line)))('%s', async (line) => {
    if (/drydock\.js (engine|registry) /.test(line)) {
      const [program = '', ...args] = here(line).split(' ');
      const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      servers.push(server);
      const said = await new Promise<string>((resolve, reject) => {
        server.stdout.once('data', (piece) => resolve(String(piece)));
        server.once('close', (status) => reject(new Error(`ended with status ${status}`)));
      });
      // The README says which line that is.
      if (line.includes(' engine ')) expect(lines.map(here)).toContain(said.trim());
      return;
    }
    if (line.startsWith('export ')) {
      const [, name = '', value = ''] = /^export (\w+)=(.*)$/.exec(here(line)) ?? [];
      env[name] = value;
      return;
    }
    if (line.startsWith('docker ') && spawnSync('docker', ['--version']).error) return;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', here(line)], { encoding: 'utf8', env });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Hello from Docker!');
  });
});
