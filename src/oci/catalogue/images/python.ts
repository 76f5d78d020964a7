import { type Distribution, install } from '../application.ts';
import { patternedBytes } from '../bulk.ts';
import { cmd, env, type ImageRecipe, run } from '../recipe.ts';
import type { LayerTree } from '../tree.ts';
import { alpine322 } from './alpine.ts';
import { buildpackDeps } from './buildpack-deps.ts';
import { bookwormSlim } from './debian.ts';

type Variant = Distribution | 'slim';

interface Version {
  readonly version: string;
  readonly created: string;
  readonly variant: Variant;
  readonly tags: readonly string[];
}

const bases: Readonly<Record<Variant, ImageRecipe>> = { bookworm: buildpackDeps, slim: bookwormSlim, alpine: alpine322 };
const SHARED = '2025-10-21T02:30:00Z';

const modules =
  'abc argparse ast asyncio base64 bisect calendar collections configparser contextlib copy csv dataclasses datetime decimal dis email enum fnmatch fractions functools getpass glob gzip hashlib heapq html http inspect io ipaddress json logging math multiprocessing operator os pathlib pickle platform pprint queue random re sched shutil signal socket sqlite3 ssl statistics string struct subprocess tarfile tempfile textwrap threading time tomllib traceback types typing unittest urllib uuid venv warnings weakref xml zipfile'.split(
    ' ',
  );

function installPython(tree: LayerTree, version: string): void {
  const short = version.split('.').slice(0, 2).join('.');
  tree.program(`/usr/local/bin/python${short}`, 'python3', 16_000);
  tree
    .library(`/usr/local/lib/libpython${short}.so.1.0`, 1_600_000)
    .symlink(`/usr/local/lib/libpython${short}.so`, `libpython${short}.so.1.0`);
  const folder = `/usr/local/lib/python${short}`;
  for (const name of modules) tree.library(`${folder}/${name}.py`, 18_000, patternedBytes);
  for (const name of ['_ctypes', '_decimal', '_hashlib', '_json', '_socket', '_sqlite3', '_ssl', 'unicodedata', 'zlib']) {
    tree.library(`${folder}/lib-dynload/${name}.cpython.so`, name === 'unicodedata' ? 300_000 : 40_000);
  }
  tree
    .library(`${folder}/site-packages/pip.py`, 600_000, patternedBytes)
    .file(`${folder}/site-packages/README.txt`, 'What pip installs comes here.\n');
  for (const name of ['pip', 'pip3', `pip${short}`]) {
    tree.script(
      `/usr/local/bin/${name}`,
      '#!/usr/local/bin/python3\nimport sys\nfrom pip._internal.cli.main import main\nsys.exit(main())\n',
    );
  }
}

/** The names without a number, in a layer of their own. */
function linkNames(tree: LayerTree, version: string): void {
  const short = version.split('.').slice(0, 2).join('.');
  for (const [name, target] of [
    ['python3', `python${short}`],
    ['python', 'python3'],
    ['idle3', `idle${short}`],
    ['pydoc3', `pydoc${short}`],
    ['python-config', `python${short}-config`],
  ] as const) {
    tree.symlink(`/usr/local/bin/${name}`, target);
  }
}

function python({ version, created, variant, tags }: Version): ImageRecipe {
  const on: Distribution = variant === 'alpine' ? 'alpine' : 'bookworm';
  const short = version.split('.').slice(0, 2).join('.');
  return {
    repository: 'library/python',
    tags,
    created,
    from: bases[variant],
    steps: [
      env('PATH', '/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'),
      ...(variant === 'bookworm' ? [] : [env('LANG', 'C.UTF-8')]),
      run(
        on === 'alpine'
          ? 'set -eux; apk add --no-cache ca-certificates tzdata'
          : 'set -eux; apt-get install -y --no-install-recommends ca-certificates netbase tzdata',
        {
          name: `python needs on ${on}`,
          date: SHARED,
          fill: (tree) =>
            install(tree, on, {
              packages: [{ name: 'ca-certificates', version: '20230311', summary: 'Common CA certificates', size: 380_000 }],
              libraries: { 'libsqlite3.so.0': 420_000, 'libffi.so.8': 30_000, 'libexpat.so.1': 60_000, 'libbz2.so.1.0': 30_000 },
            }),
        },
      ),
      env('PYTHON_VERSION', version),
      run('set -eux; fetch, configure, make and install python; python3 --version; pip3 --version', {
        name: `python ${version} on ${on}`,
        date: created,
        fill: (tree) => installPython(tree, version),
      }),
      run('set -eux; ln -svT python3 /usr/local/bin/python; and so for idle3, pydoc3 and python3-config', {
        name: `python ${short} names`,
        date: SHARED,
        portable: true,
        fill: (tree) => linkNames(tree, version),
      }),
      cmd(['python3']),
    ],
  };
}

const fourteen = { version: '3.14.0', created: '2025-10-09T20:12:15Z' };
const thirteen = { version: '3.13.9', created: '2025-10-15T20:10:54Z' };
const twelve = { version: '3.12.12', created: '2025-10-09T20:14:02Z' };

export const pythonImages: readonly ImageRecipe[] = [
  python({ ...fourteen, variant: 'bookworm', tags: ['latest', '3', '3.14', '3.14.0', 'bookworm', '3.14-bookworm'] }),
  python({ ...fourteen, variant: 'slim', tags: ['slim', '3-slim', '3.14-slim', 'slim-bookworm', '3.14-slim-bookworm'] }),
  python({ ...fourteen, variant: 'alpine', tags: ['alpine', '3-alpine', '3.14-alpine', '3.14-alpine3.22'] }),
  python({ ...thirteen, variant: 'bookworm', tags: ['3.13', '3.13.9', '3.13-bookworm'] }),
  python({ ...thirteen, variant: 'slim', tags: ['3.13-slim', '3.13.9-slim', '3.13-slim-bookworm'] }),
  python({ ...thirteen, variant: 'alpine', tags: ['3.13-alpine', '3.13-alpine3.22'] }),
  python({ ...twelve, variant: 'bookworm', tags: ['3.12', '3.12.12', '3.12-bookworm'] }),
  python({ ...twelve, variant: 'slim', tags: ['3.12-slim', '3.12.12-slim', '3.12-slim-bookworm'] }),
  python({ ...twelve, variant: 'alpine', tags: ['3.12-alpine', '3.12-alpine3.22'] }),
];
