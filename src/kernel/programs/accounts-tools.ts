import type { Program } from '../process/sys.ts';
import { table } from './lib/accounts.ts';
import { complain, print, readText } from './lib/io.ts';
import { addressOf } from './lib/resolve-name.ts';
import { become } from './run.ts';

/** gosu and su-exec: becomes another user, then the command. */
export const gosu: Program = async (sys) => {
  const [, spec = '', ...argv] = sys.argv;
  if (spec === '--version') {
    await print(sys, '1.19 (go1.24.6 on linux/amd64; gc)\n');
    return 0;
  }
  const [name = '', group] = spec.split(':');
  const row = table(sys, '/etc/passwd').find((one) => one[0] === name || one[2] === name);
  if (!row && !/^\d+$/.test(name)) {
    await sys.write(2, `error: failed switching to "${spec}": unable to find user ${name}: no matching entries in passwd file\n`);
    return 1;
  }
  const groups = table(sys, '/etc/group');
  const gid = Number((group && (groups.find((one) => one[0] === group)?.[2] ?? group)) ?? row?.[3] ?? 0);
  const more = groups.filter((one) => one[3]?.split(',').includes(name)).map((one) => Number(one[2]));
  sys.setUser(Number(row?.[2] ?? name), gid, [gid, ...more]);
  return become(sys, argv, { ...sys.env, HOME: row?.[5] ?? '/' });
};

export const envsubst: Program = async (sys) => {
  const only = sys.argv[1]?.match(/\w+/g);
  const text = await readText(sys, 0);
  const fill = (whole: string, a?: string, b?: string) => {
    const name = a ?? b ?? '';
    return only && !only.includes(name) ? whole : (sys.env[name] ?? '');
  };
  await print(sys, text.replace(/\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g, fill));
  return 0;
};

export const getent: Program = async (sys) => {
  const [, database = '', key] = sys.argv;
  if (database === 'hosts' || database === 'ahosts') {
    const address = addressOf(sys, key ?? '');
    if (address === undefined) return 2;
    await print(sys, `${address.padEnd(15)} ${key}\n`);
    return 0;
  }
  if (database !== 'passwd' && database !== 'group') {
    await complain(sys, `Unknown database: ${database}`);
    return 1;
  }
  const rows = table(sys, `/etc/${database}`).filter((row) => key === undefined || row[0] === key || row[2] === key);
  await print(sys, rows.map((row) => `${row.join(':')}\n`).join(''));
  return rows.length > 0 ? 0 : 2;
};
