import { describe, expect, it } from 'vitest';
import { shell } from './support/world.ts';

/** What the Debian build of busybox 1.35 says, as recorded from a container of a real engine. */
describe('a regular expression that is none', () => {
  it.each([
    ["echo a | grep -E '('", 2, "grep: bad regex '('"],
    ["echo a | grep '[z-a]'", 2, "grep: bad regex '[z-a]'"],
    ["echo a | grep '[a'", 2, "grep: bad regex '[a'"],
    ["echo a | grep -E 'a{2,1}'", 2, "grep: bad regex 'a{2,1}'"],
    ["echo a | grep 'a\\)'", 2, "grep: bad regex 'a\\)'"],
    ["echo a | grep -E 'a\\'", 2, "grep: bad regex 'a\\'"],
    ["echo a | sed -E 's/(/x/'", 1, "sed: bad regex '(': Unmatched ( or \\("],
    ["echo a | sed 's/[z-a]/x/'", 1, "sed: bad regex '[z-a]': Invalid range end"],
    ["expr a : '\\('", 2, "expr: bad regex '\\(': Unmatched ( or \\("],
    ["echo a | awk '/(/'", 1, "awk: bad regex '(': Unmatched ( or \\("],
    ["echo a | awk '/*a/'", 1, "awk: bad regex '*a': Invalid preceding regular expression"],
  ])('%s', async (line, exitCode, complaint) => {
    expect(await shell(line)).toMatchObject({ exitCode, err: `${complaint}\n` });
  });

  it('but a bracket that is only strange matches nothing in a pattern of the shell', async () => {
    expect((await shell(`case a in [z-a]) echo y;; *) echo n;; esac; x=abc; echo \${x#[z-a]}`)).out).toBe('n\nabc\n');
    expect((await shell("echo 'a)' | grep -E 'a)'")).out).toBe('a)\n');
  });
});
