import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * What each room may import of ours, beside itself: the design's invariants 1 and 6. A file instead
 * of a room opens that file only.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  oci: ['core'],
  registry: ['core', 'oci'],
  kernel: ['core'],
  engine: ['core', 'oci', 'kernel'],
  client: ['core', 'oci/reference.ts'],
  lesson: ['core'],
  record: ['core'],
  view: ['core', 'record', 'lesson'],
  world: ['core', 'oci', 'registry', 'kernel', 'engine', 'client', 'lesson', 'record'],
  app: ['core', 'oci', 'registry', 'kernel', 'engine', 'client', 'lesson', 'record', 'view', 'world'],
  node: ['core', 'oci', 'registry', 'kernel', 'engine', 'client', 'lesson', 'record', 'world'],
};

/** Rooms that run unchanged in a page, a worker and Node. */
const NEUTRAL = ['core', 'oci', 'registry', 'kernel', 'engine', 'client', 'lesson', 'record', 'world'];

/** Globals that only a page, only Node, or only a wall has. The linter looks for the same, with scopes in mind. */
const FOREIGN_GLOBALS = [
  ...['process', 'Buffer', 'setImmediate', '__dirname', 'require'],
  ...['document', 'window', 'localStorage', 'sessionStorage', 'navigator', 'customElements'],
  ...['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'requestAnimationFrame', 'performance', 'fetch'],
];

/** What looks at the wall clock, draws without a seed, or reads a body natively. */
const FOREIGN_CALLS =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bcrypto\.(?:getRandomValues|randomUUID)|\.arrayBuffer\(\)|\b(?:response|request|answer)\.(?:text|json)\(\)/;

const src = resolve(import.meta.dirname, '../src');
/** Those that anything lives in yet. */
const rooms = Object.keys(MAY_IMPORT).filter((room) => existsSync(join(src, room)));

interface Source {
  /** From src: `engine/api/route.ts` */
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly string[];
}

/** Without comments, and with strings and templates left as they are: a scan that knows which of them it is in. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<![:\\/])\/\/[^\n]*/g,
    (_all, literal: string | undefined) => literal ?? '',
  );
}

/** The first use of a global that is not ours: neither a property, nor declared in the file, nor in a text. */
function foreignIn(code: string): string | undefined {
  const bare = code.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, "''");
  const used = FOREIGN_GLOBALS.find((name) => {
    const declared = new RegExp(`\\b(?:const|let|var|function|class)\\s+${name}\\b|[({,]\\s*${name}\\??\\s*[:,)}=]|\\b${name}\\s*=>`);
    return new RegExp(`(?<![.\\w$#])${name}(?=\\.|\\((?!\\w+\\??:|\\)[:;]|[^()]*\\)\\s*[:{]))`).test(bare) && !declared.test(bare);
  });
  return used ?? FOREIGN_CALLS.exec(bare)?.[0];
}

function importsOf(code: string): string[] {
  const static_ = code.matchAll(/^\s*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gm);
  const dynamic = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [...static_, ...dynamic].map(([, specifier]) => specifier as string);
}

function sourcesOf(room: string): Source[] {
  const files = readdirSync(join(src, room), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => {
    const path = join(room, file);
    const code = withoutComments(readFileSync(join(src, path), 'utf8'));
    return { path: path.split(sep).join('/'), code, imports: importsOf(code) };
  });
}

/** Where an import of ours leads, from src; undefined for a package. */
const target = ({ path }: Source, specifier: string) =>
  specifier.startsWith('.')
    ? relative(src, resolve(src, dirname(path), specifier.replace(/\?.*$/, '')))
        .split(sep)
        .join('/')
    : undefined;

describe.each(rooms)('src/%s', (room) => {
  const sources = sourcesOf(room);

  test('imports only what it may', () => {
    const open = [room, ...(MAY_IMPORT[room] ?? [])];
    const strays = sources.flatMap((source) =>
      source.imports.flatMap((specifier) => {
        const to = target(source, specifier);
        if (to === undefined || to === '../package.json') return [];
        return open.some((door) => to === door || to.startsWith(`${door}/`)) ? [] : [`${source.path} imports ${to}`];
      }),
    );
    expect(strays).toEqual([]);
  });
});

test.each(NEUTRAL.filter((room) => rooms.includes(room)))('src/%s knows neither page nor Node, neither wall clock nor chance', (room) => {
  const strays = sourcesOf(room).flatMap((source) => {
    const nodeModules = source.imports.filter((specifier) => specifier.startsWith('node:')).map((name) => `${source.path} imports ${name}`);
    const foreign = foreignIn(source.code);
    return foreign ? [...nodeModules, `${source.path} uses ${foreign}`] : nodeModules;
  });
  expect(strays).toEqual([]);
});

test('every room has its rule', () => {
  const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((entry) => entry.name).sort()).toEqual([...rooms].sort());
});

describe('the scan sees', () => {
  test.each([
    ["import { a } from './a.ts';", ['./a.ts']],
    ["import type { A,\n  B } from '../engine/b.ts';", ['../engine/b.ts']],
    ["export * from './c.ts';", ['./c.ts']],
    ["import './side.ts';", ['./side.ts']],
    ["const later = await import('node:fs');", ['node:fs']],
    ["// import { a } from './not.ts';\nconst text = 'import(x)';", []],
  ])('%s', (code, imports) => {
    expect(importsOf(withoutComments(code))).toEqual(imports);
  });

  test.each([
    'process.exit(1)',
    'Buffer.from(x)',
    'document.body',
    'Date.now()',
    'new Date()',
    'setTimeout(fn, 1)',
    'performance.now()',
    'Math.random()',
    'await response.text()',
    'await fetch(url)',
  ])('that %s is foreign', (code) => {
    expect(foreignIn(code)).toBeDefined();
  });

  test.each([
    'clock.setTimeout(fn, 1)',
    'new Date(ms)',
    'spec.process.argv',
    'this.#document.x',
    "'/usr/bin/process.sh'",
    'x.window.y',
    'interface Clock { setTimeout(fn: () => void): number }',
    'const registry = { async fetch(request) { return answer(request); } }',
    'const process = spawn(); process.kill()',
    'for (const { process } of all) process.kill()',
  ])('that %s is not', (code) => {
    expect(foreignIn(code)).toBeUndefined();
  });
});
