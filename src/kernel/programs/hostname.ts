import { program } from './lib/define.ts';
import { print } from './lib/io.ts';

export const hostname = program('sfdiyF:', async (sys, { flags }) => {
  if (flags.has('i')) {
    const own = sys.interfaces().find((one) => one.name !== 'lo');
    await print(sys, `${own?.address ?? '127.0.0.1'}\n`);
  } else await print(sys, `${flags.has('s') ? sys.hostname.split('.')[0] : sys.hostname}\n`);
  return 0;
});
