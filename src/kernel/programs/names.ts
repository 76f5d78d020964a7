import { attempt } from '../errno.ts';
import { baseOf } from '../fs/tree.ts';
import { kernelRelease, kernelVersion } from '../process/proc-files.ts';
import type { Program, Sys } from '../process/sys.ts';
import { groupName, table, userName } from './lib/accounts.ts';
import { program } from './lib/define.ts';
import { complain, print } from './lib/io.ts';

const say = async (sys: Sys, text: string): Promise<number> => {
  await print(sys, `${text}\n`);
  return 0;
};

export const basename: Program = (sys) => {
  const [, path = '', suffix = ''] = sys.argv;
  const name = path.replace(/(.)\/+$/, '$1');
  const base = name === '/' ? '/' : baseOf(name);
  return say(sys, suffix && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base);
};

export const dirname: Program = (sys) => {
  const path = (sys.argv[1] ?? '').replace(/(.)\/+$/, '$1');
  const at = path.lastIndexOf('/');
  return say(sys, at < 0 ? '.' : path.slice(0, at).replace(/\/+$/, '') || '/');
};

export const readlink = program('fnevqms', async (sys, { flags, rest }) => {
  let status = 0;
  for (const path of rest) {
    const found = attempt(() => (flags.has('f') ? sys.realpath(path) : sys.readlink(path)));
    if ('value' in found) await print(sys, `${found.value}${flags.has('n') ? '' : '\n'}`);
    else status = 1;
  }
  return status;
});

export const realpath = program('', async (sys, { rest }) => {
  let status = 0;
  for (const path of rest) {
    const found = attempt(() => sys.realpath(path));
    if ('value' in found) await print(sys, `${found.value}\n`);
    else {
      await complain(sys, `${path}: ${found.error.message}`);
      status = 1;
    }
  }
  return status;
});

export const whoami: Program = async (sys) => {
  const name = userName(sys, sys.uid);
  if (name !== undefined) return say(sys, name);
  await complain(sys, `unknown uid ${sys.uid}`);
  return 1;
};

const labelled = (id: number, name: string | undefined) => (name === undefined ? String(id) : `${id}(${name})`);

export const id = program('ugGnr', async (sys, { flags, rest }) => {
  let { uid, gid, groups } = sys;
  const [name] = rest;
  if (name !== undefined) {
    const row = table(sys, '/etc/passwd').find((one) => one[0] === name);
    if (!row) {
      await complain(sys, `unknown user ${name}`);
      return 1;
    }
    uid = Number(row[2]);
    gid = Number(row[3]);
    groups = [
      gid,
      ...table(sys, '/etc/group')
        .filter((one) => one[3]?.split(',').includes(name))
        .map((one) => Number(one[2])),
    ];
  }
  if (flags.has('u')) return say(sys, flags.has('n') ? (userName(sys, uid) ?? String(uid)) : String(uid));
  if (flags.has('g')) return say(sys, flags.has('n') ? (groupName(sys, gid) ?? String(gid)) : String(gid));
  if (flags.has('G')) return say(sys, groups.map((one) => (flags.has('n') ? (groupName(sys, one) ?? String(one)) : String(one))).join(' '));
  const all = groups.map((one) => labelled(one, groupName(sys, one))).join(',');
  return say(sys, `uid=${labelled(uid, userName(sys, uid))} gid=${labelled(gid, groupName(sys, gid))} groups=${all}`);
});

export const groups: Program = (sys) => say(sys, sys.groups.map((one) => groupName(sys, one) ?? String(one)).join(' '));

const machines: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

export const uname = program('snrvmpioa', async (sys, { flags }) => {
  const machine = machines[sys.architecture] ?? sys.architecture;
  const parts = [
    ['s', 'Linux'],
    ['n', sys.hostname],
    ['r', kernelRelease],
    ['v', kernelVersion],
    ['m', machine],
    ['o', 'GNU/Linux'],
  ] as const;
  const shown = flags.has('a') ? parts : parts.filter(([letter]) => (flags.size > 0 ? flags.has(letter) : letter === 's'));
  return say(sys, shown.map(([, text]) => text).join(' '));
});

export const arch: Program = (sys) => say(sys, machines[sys.architecture] ?? sys.architecture);

export const which = program('a', async (sys, { rest }) => {
  let status = 0;
  for (const name of rest) {
    const candidates = name.includes('/') ? [name] : (sys.env.PATH ?? '').split(':').map((folder) => `${folder}/${name}`);
    const found = candidates.find((path) => {
      const stat = attempt(() => sys.stat(path));
      return 'value' in stat && stat.value.type === 'file' && sys.access(path, 'execute');
    });
    if (found) await print(sys, `${found}\n`);
    else status = 1;
  }
  return status;
});

export const printenv: Program = async (sys) => {
  const names = sys.argv.slice(1);
  if (names.length === 0)
    await print(
      sys,
      Object.entries(sys.env)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
  let status = 0;
  for (const name of names) {
    const value = sys.env[name];
    if (value === undefined) status = 1;
    else await print(sys, `${value}\n`);
  }
  return status;
};
