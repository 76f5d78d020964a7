import { install } from '../application.ts';
import { type ImageRecipe, run } from '../recipe.ts';
import { bookwormFull } from './debian.ts';

const CREATED = '2025-10-21T01:10:07Z';

/** What the full images of languages start from: all that is needed to build things. Not a repository of the catalogue. */
export const buildpackDeps: ImageRecipe = {
  repository: 'library/buildpack-deps',
  tags: ['bookworm'],
  created: CREATED,
  from: bookwormFull,
  steps: [
    run('set -eux; apt-get install -y --no-install-recommends ca-certificates curl gnupg netbase sq wget', {
      name: 'buildpack-deps curl',
      date: CREATED,
      fill(tree) {
        install(tree, 'bookworm', {
          packages: [
            {
              name: 'curl',
              version: '7.88.1-10+deb12u14',
              summary: 'command line tool for transferring data with URL syntax',
              size: 500_000,
            },
          ],
          libraries: { 'libcurl.so.4': 220_000, 'libgcrypt.so.20': 320_000 },
        });
        for (const name of ['curl', 'gpg', 'sq', 'wget']) tree.program(`/usr/bin/${name}`, name, 60_000);
        tree.file('/etc/ssl/certs/ca-certificates.crt', '# No certificate authorities: nothing in here speaks TLS.\n');
      },
    }),
    run('set -eux; apt-get install -y --no-install-recommends git mercurial openssh-client subversion procps', {
      name: 'buildpack-deps scm',
      date: CREATED,
      fill(tree) {
        for (const name of ['git', 'hg', 'svn', 'ssh', 'ssh-keygen', 'scp'])
          tree.program(`/usr/bin/${name}`, name, name === 'git' ? 420_000 : 60_000);
        for (const name of ['free', 'pgrep', 'pkill', 'ps', 'top', 'vmstat', 'watch']) tree.program(`/usr/bin/${name}`, name, 4000);
        install(tree, 'bookworm', { libraries: { 'libsvn_client-1.so.1': 240_000, 'libperl.so.5.36': 420_000 } });
      },
    }),
    run(
      'set -ex; apt-get install -y --no-install-recommends autoconf automake bzip2 file g++ gcc make patch unzip xz-utils libssl-dev zlib1g-dev',
      {
        name: 'buildpack-deps dev',
        date: CREATED,
        fill(tree) {
          for (const name of ['as', 'autoconf', 'automake', 'cpp', 'file', 'g++', 'gcc', 'ld', 'make', 'patch', 'unzip', 'xz']) {
            tree.program(`/usr/bin/${name}`, name, name === 'gcc' || name === 'g++' ? 220_000 : 24_000);
          }
          tree.library('/usr/libexec/gcc/cc1', 900_000).library('/usr/libexec/gcc/cc1plus', 900_000);
          install(tree, 'bookworm', { libraries: { 'libc.a': 420_000, 'libssl.a': 260_000, 'libasan.so.8': 300_000 } });
        },
      },
    ),
  ],
};
