import { program } from './lib/define.ts';
import { complain, print } from './lib/io.ts';
import { formatTime } from './lib/time.ts';

export const date = program('uRId:D:r:s:', async (sys, { flags, values, rest }) => {
  const given = values.get('d');
  const file = values.get('r');
  let when = file === undefined ? sys.now() : sys.stat(file).mtimeMs;
  if (given !== undefined) {
    when = given.startsWith('@')
      ? Number(given.slice(1)) * 1000
      : Date.parse(`${given.replace(' ', 'T')}${/\d:\d/.test(given) ? 'Z' : ''}`);
    if (Number.isNaN(when)) {
      await complain(sys, `invalid date '${given}'`);
      return 1;
    }
  }
  const format = rest.find((word) => word.startsWith('+'))?.slice(1);
  const standard = flags.has('R') ? '%a, %d %b %Y %H:%M:%S %z' : flags.has('I') ? '%Y-%m-%d' : '%a %b %e %H:%M:%S %Z %Y';
  await print(sys, `${formatTime(format ?? standard, when)}\n`);
  return 0;
});
