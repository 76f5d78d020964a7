import { describe, expect, it } from 'vitest';
import { FileTree } from '../../src/kernel/fs/tree.ts';
import type { SandboxSpec } from '../../src/kernel/types.ts';
import { programFile } from './support/elf.ts';
import { busyboxLayer, type Content, listen, processSpec, testWorld, treeOf } from './support/world.ts';

const at = (address: string, more: Partial<SandboxSpec['network']> = {}): Partial<SandboxSpec> => ({
  id: address.replaceAll('.', '').padEnd(64, '0'),
  network: { mode: 'bridge', name: 'bridge', address, prefixLength: 16, gateway: '172.17.0.1', mac: '02:42:ac:11:00:02', ...more },
});

function machine(files: Record<string, Content>, env: readonly string[] = []) {
  const world = testWorld();
  const layers = [busyboxLayer(), treeOf(files)];
  return {
    world,
    /** Starts a container at an address. */
    start(address: string, argv: readonly string[], more: Partial<SandboxSpec['network']> = {}) {
      const sandbox = world.sandbox({ layers, ...at(address, more) });
      const process = sandbox.start(processSpec(argv, { env: ['PATH=/usr/sbin:/usr/bin:/bin', ...env] }));
      return { sandbox, process, seen: listen(process) };
    },
    /** Runs a line on the host, which shares its network with nobody's namespace but its own. */
    async onHost(line: string) {
      const sandbox = world.sandbox({ layers, upper: new FileTree(), network: { mode: 'host' }, quiet: true });
      const process = sandbox.start(processSpec(['sh', '-c', line]));
      const seen = listen(process);
      const status = await world.until(process.exited);
      return { ...seen, exitCode: status.exitCode };
    },
    async exec(container: { sandbox: ReturnType<typeof world.sandbox> }, line: string) {
      const process = container.sandbox.exec(processSpec(['sh', '-c', line], { env: ['PATH=/usr/sbin:/usr/bin:/bin', ...env] }));
      const seen = listen(process);
      const status = await world.until(process.exited);
      return { ...seen, exitCode: status.exitCode };
    },
  };
}

const site = `user nginx; worker_processes 1; error_log /var/log/nginx/error.log notice; pid /run/nginx.pid;
http {
  types { text/html html; text/css css; }
  access_log /var/log/nginx/access.log;
  server { listen 80; server_name localhost; location / { root /usr/share/nginx/html; index index.html; } location = /ping { return 200 pong; } }
}
`;

const nginxFiles = {
  '/usr/sbin/nginx': { data: programFile('nginx') },
  '/etc/nginx/nginx.conf': site,
  '/usr/share/nginx/html/index.html': '<h1>Welcome</h1>\n',
  '/var/log/nginx/access.log': { link: '/dev/stdout' },
  '/var/log/nginx/error.log': { link: '/dev/stderr' },
  '/run': null,
};

describe('nginx', () => {
  it('starts its workers, serves its files to the host and to neighbours, and logs both', async () => {
    const { world, start, onHost, exec } = machine(nginxFiles, ['NGINX_VERSION=1.29.3']);
    const published = [{ containerPort: 80, hostPort: 8080, protocol: 'tcp' }];
    const web = start('172.17.0.2', ['nginx', '-g', 'daemon off;'], { published });
    const other = start('172.17.0.3', ['sleep', '300']);
    await world.pass(10);
    expect(web.seen.err).toMatch(/^2025\/11\/24 12:00:00 \[notice\] 1#1: using the "epoll" event method\n.*nginx\/1\.29\.3\n/);
    expect(web.seen.err).toMatch(/start worker process (\d+)\n$/);

    expect(await onHost('wget -qO- http://localhost:8080')).toEqual({ out: '<h1>Welcome</h1>\n', err: '', exitCode: 0 });
    expect(await exec(other, 'wget -qO- http://172.17.0.2/ping')).toMatchObject({ out: 'pong', exitCode: 0 });
    expect(await exec(other, 'wget -qO- http://172.17.0.2/nosuch')).toMatchObject({
      err: 'wget: server returned error: HTTP/1.1 404 Not Found\n',
      exitCode: 1,
    });
    expect(web.seen.out).toBe(
      [
        '172.17.0.1 - - [24/Nov/2025:12:00:00 +0000] "GET / HTTP/1.1" 200 17 "-" "Wget" "-"\n',
        '172.17.0.3 - - [24/Nov/2025:12:00:00 +0000] "GET /ping HTTP/1.1" 200 4 "-" "Wget" "-"\n',
        '172.17.0.3 - - [24/Nov/2025:12:00:00 +0000] "GET /nosuch HTTP/1.1" 404 153 "-" "Wget" "-"\n',
      ].join(''),
    );
    expect(web.seen.err).toContain('open() "/usr/share/nginx/html/nosuch" failed (2: No such file or directory), client: 172.17.0.3');
  });

  it('ends gracefully on SIGQUIT, and at once on SIGTERM', async () => {
    for (const [signal, word] of [
      ['SIGQUIT', 'shutting down'],
      ['SIGTERM', 'exiting'],
    ] as const) {
      const { world, start } = machine(nginxFiles);
      const web = start('172.17.0.2', ['nginx', '-g', 'daemon off;']);
      await world.pass(10);
      web.process.kill(signal);
      expect(await world.until(web.process.exited)).toEqual({ exitCode: 0 });
      expect(web.seen.err).toMatch(new RegExp(`\\(${signal}\\) received, ${word}\\n`));
      expect(web.seen.err).toMatch(/worker process \d+ exited with code 0\n.* exit\n$/);
    }
  });

  it('is gone at once when it makes itself a daemon in a container', async () => {
    const { world, start } = machine(nginxFiles);
    const web = start('172.17.0.2', ['nginx']);
    expect(await world.until(web.process.exited)).toEqual({ exitCode: 0 });
    expect(web.sandbox.processes()).toEqual([]);
  });

  it('refuses a configuration that it cannot read', async () => {
    const { world, start } = machine({ ...nginxFiles, '/etc/nginx/nginx.conf': 'http {\n' });
    const web = start('172.17.0.2', ['nginx', '-t']);
    expect(await world.until(web.process.exited)).toEqual({ exitCode: 1 });
    expect(web.seen.err).toContain('[emerg] 1#1: unexpected end of file, expecting ";" or "}" in /etc/nginx/nginx.conf:');
  });

  it('is not reached where nobody listens, or from another network', async () => {
    const { world, start, onHost, exec } = machine(nginxFiles);
    start('172.17.0.2', ['nginx', '-g', 'daemon off;']);
    const stranger = start('172.18.0.2', ['sleep', '300'], { name: 'other', gateway: '172.18.0.1' });
    await world.pass(10);
    expect((await onHost('wget -qO- http://localhost:8080')).err).toBe(
      "wget: can't connect to remote host (127.0.0.1): Connection refused\n",
    );
    expect((await exec(stranger, 'wget -qO- http://172.17.0.2')).err).toBe("wget: can't connect to remote host: No route to host\n");
    expect((await exec(stranger, 'ping -c 1 -W 1 172.17.0.2')).exitCode).toBe(1);
    expect((await exec(stranger, 'ping -c 1 172.18.0.1')).out).toContain('1 packets transmitted, 1 packets received, 0% packet loss');
  });
});

describe('redis', () => {
  const files = {
    '/usr/bin/redis-server': { data: programFile('redis-server') },
    '/usr/bin/redis-cli': { data: programFile('redis-cli') },
  };

  it('keeps values, and keeps them over a stop in its snapshot', async () => {
    const { world, start, exec } = machine(files, ['REDIS_VERSION=8.2.2']);
    const redis = start('172.17.0.2', ['redis-server']);
    await world.pass(10);
    expect(redis.seen.out).toMatch(/^1:C 24 Nov 2025 12:00:00\.000 \* oO0OoO0OoO0Oo Redis is starting/);
    expect(redis.seen.out).toMatch(/1:M .* \* Ready to accept connections tcp\n$/);
    const lines = ['ping', 'set name "a b"', 'get name', 'incr n', 'rpush l x y', 'lrange l 0 -1', 'get l', 'nosuch']
      .map((line) => `redis-cli ${line}`)
      .join('; ');
    expect((await exec(redis, lines)).out).toBe(
      "PONG\nOK\na b\n1\n2\nx\ny\nWRONGTYPE Operation against a key holding the wrong kind of value\nERR unknown command 'nosuch', with args beginning with: \n",
    );
    expect((await exec(redis, 'printf "set t 1 EX 1\\nttl t\\n" | redis-cli; sleep 2; redis-cli exists t')).out).toBe('OK\n1\n0\n');
    // PID 1 goes, and takes whoever asked it to with it.
    expect((await exec(redis, 'redis-cli set big 1; redis-cli shutdown')).exitCode).toBe(137);
    expect(await world.until(redis.process.exited)).toEqual({ exitCode: 0 });
    expect(redis.seen.out).toContain('DB saved on disk');
  });

  it('reads its snapshot when it starts again', async () => {
    const world = testWorld();
    const upper = new FileTree();
    const layers = [busyboxLayer(), treeOf(files)];
    const first = world.sandbox({ layers, upper, ...at('172.17.0.2') });
    const server = first.start(processSpec(['redis-server']));
    await world.until(first.exec(processSpec(['sh', '-c', 'redis-cli set a 1; redis-cli hset h f v'])).exited);
    server.kill('SIGTERM');
    await world.until(server.exited);
    first.close();
    const second = world.sandbox({ layers, upper, ...at('172.17.0.2') });
    second.start(processSpec(['redis-server']));
    const asked = second.exec(processSpec(['sh', '-c', 'redis-cli get a; redis-cli hgetall h']));
    const seen = listen(asked);
    await world.until(asked.exited);
    expect(seen.out).toBe('1\nf\nv\n');
  });

  it('is not there when it is not running', async () => {
    const { start, exec } = machine(files);
    expect(await exec(start('172.17.0.2', ['sleep', '9']), 'redis-cli ping')).toMatchObject({
      err: 'Could not connect to Redis at 127.0.0.1:6379: Connection refused\n',
      exitCode: 1,
    });
  });
});

describe('postgres', () => {
  const files = {
    '/usr/bin/postgres': { data: programFile('postgres') },
    '/usr/bin/pg_isready': { data: programFile('pg_isready') },
    '/data/PG_VERSION': '18\n',
  };

  it('will not run as root', async () => {
    const { world, start } = machine(files);
    const server = start('172.17.0.2', ['postgres']);
    expect(await world.until(server.process.exited)).toEqual({ exitCode: 1 });
    expect(server.seen.err).toMatch(/^"root" execution of the PostgreSQL server is not permitted\./);
  });

  it('starts with its helpers, and shuts down fast on SIGINT', async () => {
    const world = testWorld();
    const sandbox = world.sandbox({ layers: [busyboxLayer(), treeOf(files)] });
    const server = sandbox.start(processSpec(['postgres'], { user: 'nobody', env: ['PATH=/usr/bin', 'PGDATA=/data', 'PG_VERSION=18.0'] }));
    const seen = listen(server);
    await world.pass(10);
    expect(seen.err).toMatch(/LOG: {2}database system is ready to accept connections\n$/);
    expect(sandbox.processes().map(({ argv }) => argv[0])).toEqual([
      'postgres',
      'postgres: checkpointer ',
      'postgres: background writer ',
      'postgres: walwriter ',
      'postgres: autovacuum launcher ',
      'postgres: logical replication launcher ',
    ]);
    expect(await world.until(sandbox.exec(processSpec(['/usr/bin/pg_isready'])).exited)).toEqual({ exitCode: 0 });
    server.kill('SIGINT');
    expect(await world.until(server.exited)).toEqual({ exitCode: 0 });
    expect(seen.err).toMatch(/received fast shutdown request\n[\s\S]*database system is shut down\n$/);
  });
});

describe('httpd', () => {
  it('serves its page, and ends on SIGWINCH', async () => {
    const { world, start, onHost } = machine({
      '/usr/bin/httpd': { data: programFile('httpd') },
      '/usr/local/apache2/htdocs/index.html': '<h1>It works!</h1>\n',
    });
    const web = start('172.17.0.2', ['httpd', '-DFOREGROUND'], { published: [{ containerPort: 80, hostPort: 81, protocol: 'tcp' }] });
    await world.pass(10);
    expect((await onHost('wget -qO- http://127.0.0.1:81/')).out).toBe('<h1>It works!</h1>\n');
    expect(web.seen.out).toMatch(/^172\.17\.0\.1 - - \[24\/Nov\/2025:12:00:00 \+0000\] "GET \/ HTTP\/1\.1" 200 19\n$/);
    web.process.kill('SIGWINCH');
    expect(await world.until(web.process.exited)).toEqual({ exitCode: 0 });
    expect(web.seen.err).toContain('AH00492: caught SIGWINCH, shutting down gracefully');
  });
});

describe('a network', () => {
  it('carries bytes between two programs, and says when the other side has gone', async () => {
    const { world, start, exec } = machine({});
    const listener = start('172.17.0.2', ['sh', '-c', 'nc -l -p 9000; echo over']);
    const caller = start('172.17.0.3', ['sleep', '300']);
    await world.pass(10);
    await exec(caller, 'echo hello | nc 172.17.0.2 9000');
    await world.until(listener.process.exited);
    expect(listener.seen.out).toBe('hello\nover\n');
  });

  it('knows names on a user’s network', async () => {
    const { start, exec } = machine({});
    const network = { name: 'back', gateway: '172.18.0.1', nameserver: '127.0.0.11' };
    start('172.18.0.2', ['sleep', '300'], { ...network, aliases: ['db', 'data'] });
    const caller = start('172.18.0.3', ['sleep', '300'], network);
    expect(
      (await exec(caller, 'ping -c 1 -W 2 db >/dev/null && echo db; ping -c 1 data >/dev/null && echo data; ping -c 1 other')).out,
    ).toBe('db\ndata\n');
    expect((await exec(caller, 'nslookup db | tail -3')).out).toContain('Address: 172.18.0.2');
  });

  it('is only a loopback where there is none', async () => {
    const world = testWorld();
    const process = world
      .sandbox({ network: { mode: 'none' } })
      .start(processSpec(['sh', '-c', 'ip -o link | wc -l; ip -o -4 addr show; wget -qO- 172.17.0.1']));
    const seen = listen(process);
    await world.until(process.exited);
    expect(seen).toEqual({
      out: expect.stringMatching(/^1\n1: lo {4}inet 127\.0\.0\.1\/8 /),
      err: "wget: can't connect to remote host: Network is unreachable\n",
    });
  });
});
