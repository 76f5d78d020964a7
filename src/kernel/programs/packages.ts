import type { Program, Sys } from '../process/sys.ts';
import { fileText } from './lib/accounts.ts';
import { nameOf, print } from './lib/io.ts';

/** The stanzas of dpkg's or apk's database, as field to value. */
function stanzas(sys: Sys, path: string, separator: RegExp): Map<string, string>[] {
  return (fileText(sys, path) ?? '')
    .split('\n\n')
    .filter((one) => one.trim() !== '')
    .map(
      (one) =>
        new Map(
          one
            .split('\n')
            .filter((line) => !/^\s/.test(line))
            .map((line) => line.split(separator, 2) as [string, string]),
        ),
    );
}

const unreachable = 'no package can be fetched in here: Drydock has no package archives';

export const apk: Program = async (sys) => {
  const [, order] = sys.argv.filter((word) => !word.startsWith('--'));
  const installed = stanzas(sys, '/lib/apk/db/installed', /:(.*)/s);
  if (sys.argv.includes('--version')) await print(sys, 'apk-tools 2.14.9, compiled for x86_64.\n');
  else if (order === 'info') {
    if (sys.argv.includes('-v') || sys.argv.includes('-vv'))
      await print(sys, installed.map((one) => `${one.get('P')}-${one.get('V')}\n`).join(''));
    else await print(sys, installed.map((one) => `${one.get('P')}\n`).join(''));
  } else {
    await sys.write(2, `ERROR: ${unreachable}\n`);
    return 1;
  }
  return 0;
};

export const apt: Program = async (sys) => {
  const order = sys.argv.slice(1).find((word) => !word.startsWith('-'));
  if (sys.argv.includes('--version') || sys.argv.includes('-v')) {
    await print(sys, `apt 2.6.1 (${sys.architecture})\n`);
    return 0;
  }
  if (order === 'list') {
    const packages = stanzas(sys, '/var/lib/dpkg/status', /: (.*)/s);
    await print(
      sys,
      `Listing...\n${packages.map((one) => `${one.get('Package')}/now ${one.get('Version')} ${one.get('Architecture')} [installed,local]\n`).join('')}`,
    );
    return 0;
  }
  if (order === 'clean' || order === 'autoclean' || order === 'autoremove') return 0;
  await sys.write(2, `E: ${unreachable}\n`);
  return 100;
};

export const dpkg: Program = async (sys) => {
  const packages = stanzas(sys, '/var/lib/dpkg/status', /: (.*)/s);
  if (sys.argv.includes('--version')) {
    await print(sys, `Debian '${nameOf(sys)}' package management program version 1.21.22 (${sys.architecture}).\n`);
    return 0;
  }
  if (sys.argv.includes('--print-architecture')) {
    await print(sys, `${sys.architecture}\n`);
    return 0;
  }
  if (!sys.argv.includes('-l') && !sys.argv.includes('--list')) {
    await sys.write(2, `dpkg: error: ${unreachable}\n`);
    return 2;
  }
  const wide = [4, 30, 28, 12];
  const row = (cells: readonly string[]) => `${cells.map((cell, i) => cell.padEnd(wide[i] ?? 0)).join('')}\n`;
  const head =
    'Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n';
  await print(
    sys,
    head +
      row(['||/', 'Name', 'Version', 'Architecture', 'Description']) +
      packages
        .map((one) =>
          row(['ii', one.get('Package') ?? '', one.get('Version') ?? '', one.get('Architecture') ?? '', one.get('Description') ?? '']),
        )
        .join(''),
  );
  return 0;
};
