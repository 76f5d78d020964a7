import { describe, expect, it } from 'vitest';
import { FileTree } from '../../src/kernel/fs/tree.ts';
import { busyboxLayer, listen, processSpec, testWorld, treeOf } from './support/world.ts';

/** Runs lines in a container over two layers, and shows what it left in its own. */
async function changed(line: string) {
  const world = testWorld();
  const upper = new FileTree();
  const app = treeOf({ '/app/one': 'one\n', '/app/two': 'two\n', '/app/deep/three': 'three\n', '/bin/link': { link: '/app/one' } });
  const before = snapshot(app);
  const sandbox = world.sandbox({ layers: [busyboxLayer(), app], upper });
  const process = sandbox.start(processSpec(['sh', '-c', line]));
  const seen = listen(process);
  await world.until(process.exited);
  expect(snapshot(app)).toBe(before);
  const copied = world.trace.events.flatMap((event) => (event.type === 'file.copied-up' ? [event.path] : []));
  return { ...seen, copied, upper: describeTree(upper) };
}

const snapshot = (tree: FileTree) => JSON.stringify([...tree.entries()]);

const describeTree = (tree: FileTree): string[] =>
  [...tree.entries()]
    .map(
      ([path, node]) =>
        `${path} ${node.type === 'file' ? JSON.stringify(new TextDecoder().decode(node.data)) : node.type === 'directory' && node.opaque ? 'opaque' : node.type}`,
    )
    .sort();

describe('a container’s writable layer', () => {
  it('stays empty while files are only read', async () => {
    expect(await changed('cat /app/one /app/two; ls /app')).toMatchObject({ out: 'one\ntwo\ndeep\none\ntwo\n', upper: [], copied: [] });
  });

  it('gets new files, and the folders that hold them', async () => {
    expect((await changed('echo x > /app/new')).upper).toEqual(['/ directory', '/app directory', '/app/new "x\\n"']);
  });

  it('gets a copy of a file before it is changed, once', async () => {
    expect(await changed('echo more >> /app/one; echo again >> /app/one; cat /app/one')).toMatchObject({
      out: 'one\nmore\nagain\n',
      copied: ['/app/one'],
      upper: ['/ directory', '/app directory', '/app/one "one\\nmore\\nagain\\n"'],
    });
  });

  it('gets a copy for a new mode too', async () => {
    expect((await changed('chmod 600 /app/one')).copied).toEqual(['/app/one']);
  });

  it('hides what is removed behind a whiteout', async () => {
    expect(await changed('rm /app/one; ls /app; cat /app/one')).toMatchObject({
      out: 'deep\ntwo\n',
      err: "cat: can't open '/app/one': No such file or directory\n",
      upper: ['/ directory', '/app directory', '/app/one whiteout'],
    });
  });

  it('hides a whole folder, and lets a new one be made in its place', async () => {
    expect((await changed('rm -r /app/deep')).upper).toContain('/app/deep whiteout');
    const again = await changed('rm -r /app/deep; mkdir /app/deep; echo x > /app/deep/x; ls /app/deep');
    expect(again.out).toBe('x\n');
    expect(again.upper).toContain('/app/deep opaque');
  });

  it('moves a file by a copy and a whiteout', async () => {
    expect(await changed('mv /app/one /app/uno; cat /app/uno; ls /app')).toMatchObject({
      out: 'one\ndeep\ntwo\nuno\n',
      upper: ['/ directory', '/app directory', '/app/one whiteout', '/app/uno "one\\n"'],
    });
  });

  it('copies a folder of the layers when it is moved', async () => {
    expect((await changed('mv /app/deep /app/d; cat /app/d/three; ls /app')).out).toBe('three\nd\none\ntwo\n');
  });

  it('follows links into the layers', async () => {
    expect(await changed('echo x > /bin/link; cat /app/one')).toMatchObject({ out: 'x\n', copied: ['/app/one'] });
  });

  it('keeps what a process has open, though its name is gone', async () => {
    expect((await changed('exec 3< /app/one; rm /app/one; cat <&3')).out).toBe('one\n');
  });

  it('lies below what is mounted: devices, hosts and the like leave no trace in it', async () => {
    expect(await changed('echo x > /dev/null; echo "1.2.3.4 other" >> /etc/hosts; tail -1 /etc/hosts; echo y > /dev/shm/y')).toMatchObject({
      out: '1.2.3.4 other\n',
      upper: [],
      copied: [],
    });
  });

  it('is there again in the next container that is given it', async () => {
    const world = testWorld();
    const upper = new FileTree();
    await world.until(world.sandbox({ upper }).start(processSpec(['sh', '-c', 'echo kept > /tmp/f; rm /etc/group'])).exited);
    const process = world.sandbox({ upper }).start(processSpec(['sh', '-c', 'cat /tmp/f; ls /etc/group']));
    const seen = listen(process);
    await world.until(process.exited);
    expect(seen).toEqual({ out: 'kept\n', err: 'ls: /etc/group: No such file or directory\n' });
  });

  it('cannot be written to when the root is read-only', async () => {
    const world = testWorld();
    const process = world
      .sandbox({ readOnly: true })
      .start(processSpec(['sh', '-c', 'echo x > /file; echo $?; echo y > /dev/shm/y && echo shm']));
    const seen = listen(process);
    await world.until(process.exited);
    expect(seen).toEqual({ out: '1\nshm\n', err: "sh: can't create /file: Read-only file system\n" });
  });
});

describe('permissions', () => {
  it('hold for whoever is not root', async () => {
    const world = testWorld();
    const sandbox = world.sandbox();
    const process = sandbox.start(
      processSpec(['sh', '-c', 'id -u; echo x > /etc/x; echo x > /tmp/x && stat -c "%U %a" /tmp/x; rm /etc/passwd; cat /root/x'], {
        user: 'nobody',
      }),
    );
    const seen = listen(process);
    await world.until(process.exited);
    expect(seen.out).toBe('65534\nnobody 644\n');
    expect(seen.err).toBe(
      "sh: can't create /etc/x: Permission denied\nrm: can't remove '/etc/passwd': Permission denied\ncat: can't open '/root/x': No such file or directory\n",
    );
  });
});
