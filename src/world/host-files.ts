import { FileTree } from '../kernel/fs/tree.ts';
import { applets } from '../kernel/programs/applets.ts';
import { type Architecture, writeElf } from '../oci/catalogue/elf.ts';

const TOOLS = ['sh', 'ash', ...Object.keys(applets)];

/** What the learner sits at: a shell whose lines come from the prompt of a page, or from a script's runner. */
export const LOGIN_SHELL = '/usr/libexec/login-shell';

const PASSWD = 'root:x:0:0:root:/root:/bin/sh\nyou:x:1000:1000:you:/home/you:/bin/sh\n';
const GROUP = 'root:x:0:\ndocker:x:998:you\nyou:x:1000:\n';

/** The file tree of the learner's machine: a small Linux with the docker command line. */
export function hostFiles(architecture: Architecture, mtimeMs: number): FileTree {
  const tree = new FileTree();
  const own = (uid: number, mode: number) => ({ mode, uid, gid: uid, mtimeMs });
  const folder = (path: string, uid = 0, mode = 0o755) => tree.set(path, { type: 'directory', ...own(uid, mode) });
  const text = (path: string, content: string) =>
    tree.set(path, { type: 'file', data: new TextEncoder().encode(content), ...own(0, 0o644) });
  const program = (path: string, name: string) =>
    tree.set(path, {
      type: 'file',
      data: writeElf({
        architecture,
        program: name,
        message: `${name}: this is a model of the learner's machine\n`,
        fd: 2,
        status: 1,
      }),
      ...own(0, 0o755),
    });
  for (const path of ['/', '/bin', '/sbin', '/usr', '/usr/bin', '/usr/libexec', '/etc', '/home', '/root', '/var', '/var/run']) folder(path);
  folder('/home/you', 1000);
  folder('/tmp', 0, 0o1777);
  text('/etc/passwd', PASSWD);
  text('/etc/group', GROUP);
  program('/sbin/init', 'init');
  program('/usr/bin/docker', 'docker');
  program('/usr/bin/help', 'help');
  program(LOGIN_SHELL, 'login-shell');
  program('/bin/busybox', 'busybox');
  for (const tool of TOOLS) tree.set(`/bin/${tool}`, { type: 'symlink', target: 'busybox', ...own(0, 0o777) });
  return tree;
}
