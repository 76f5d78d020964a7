import { SysError } from '../../errno.ts';
import { kernelRelease } from '../../process/proc-files.ts';
import type { Program, Sys } from '../../process/sys.ts';
import { signalNumbers } from '../../signals.ts';
import type { SignalName } from '../../types.ts';
import { table } from '../lib/accounts.ts';
import { formatTime } from '../lib/time.ts';
import { all, ConfigError, type Directive, find, parseConfig, readConfig, value } from './nginx-config.ts';
import { type Site, serveSite } from './nginx-site.ts';

const defaultConfig = '/etc/nginx/nginx.conf';

/** nginx: a master that keeps workers, which answer requests from the files that the configuration names. */
export const nginx: Program = async (sys) => {
  const version = sys.env.NGINX_VERSION ?? '1.29.3';
  const options = parse(sys.argv.slice(1));
  if (options.has('-v') || options.has('-V')) {
    await sys.write(2, `nginx version: nginx/${version}\n`);
    return 0;
  }
  let config: Directive[];
  try {
    const file = options.get('-c') ?? defaultConfig;
    config = [...readConfig(sys, file), ...parseConfig(options.get('-g') ?? '', 'command line')];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    await sys.write(2, `${stamp(sys)} [emerg] ${sys.pid}#${sys.pid}: ${error.message}\n`);
    if (options.has('-t')) await sys.write(2, `nginx: configuration file ${defaultConfig} test failed\n`);
    return 1;
  }
  if (options.has('-t')) {
    await sys.write(
      2,
      `nginx: the configuration file ${defaultConfig} syntax is ok\nnginx: configuration file ${defaultConfig} test is successful\n`,
    );
    return 0;
  }
  const signal = options.get('-s');
  if (signal !== undefined) return tell(sys, signal, pidFile(config));
  if (value(config, 'daemon') === 'off') return new Master(sys, version, config).run();
  sys.fork(async (child) => {
    child.setSession();
    return new Master(child, version, config).run();
  });
  return 0;
};

const pidFile = (config: readonly Directive[]) => value(config, 'pid') ?? '/run/nginx.pid';

function parse(words: readonly string[]): Map<string, string> {
  const options = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    options.set(word, /^-[cgspe]$/.test(word) ? (words[++i] ?? '') : '');
  }
  return options;
}

const orders: Readonly<Record<string, SignalName>> = { stop: 'SIGTERM', quit: 'SIGQUIT', reload: 'SIGHUP', reopen: 'SIGUSR1' };

async function tell(sys: Sys, order: string, file: string): Promise<number> {
  const signal = orders[order];
  const bytes = sys.fileBytes(file);
  if (!signal) await sys.write(2, `nginx: invalid option: "-s ${order}"\n`);
  else if (!bytes)
    await sys.write(2, `${stamp(sys)} [error] ${sys.pid}#${sys.pid}: open() "${file}" failed (2: No such file or directory)\n`);
  else {
    sys.kill(Number(new TextDecoder().decode(bytes)), signal);
    return 0;
  }
  return 1;
}

const stamp = (sys: Sys) => formatTime('%Y/%m/%d %H:%M:%S', sys.now());

class Master {
  readonly #workers = new Set<number>();
  readonly #signals: SignalName[] = [];
  readonly #log: number;
  readonly #logs = new Map<string, number>();

  constructor(
    private readonly sys: Sys,
    private readonly version: string,
    private readonly config: readonly Directive[],
  ) {
    const path = value(config, 'error_log');
    this.#log = path && path !== 'stderr' ? sys.open(path, { write: true, create: true, append: true }) : 2;
  }

  /** Logs are opened once, by the master: the workers may not. */
  #open(path: string): number {
    const known = this.#logs.get(path) ?? this.sys.open(path, { write: true, create: true, append: true });
    this.#logs.set(path, known);
    return known;
  }

  #say(level: string, text: string): Promise<void> {
    const { sys } = this;
    return sys.write(this.#log, `${stamp(sys)} [${level}] ${sys.pid}#${sys.pid}: ${text}\n`);
  }

  async run(): Promise<number> {
    const { sys } = this;
    sys.setTitle([`nginx: master process ${sys.argv.join(' ')}`]);
    const http = find(this.config, 'http')?.block ?? [];
    const sites = all(http, 'server').flatMap((server) => this.#sites(http, server.block));
    const listeners = new Map<number, number>();
    for (const { port } of sites) {
      if (listeners.has(port)) continue;
      try {
        listeners.set(port, sys.listen(port));
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        await this.#say('emerg', `bind() to 0.0.0.0:${port} failed (98: ${error.message})`);
        return 1;
      }
    }
    await this.#writePid();
    for (const signal of ['SIGQUIT', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGCHLD'] as const)
      sys.trap(signal, (one) => void this.#signals.push(one));
    for (const text of [
      'using the "epoll" event method',
      `nginx/${this.version}`,
      'built by gcc 12.2.0 (Debian 12.2.0-14+deb12u1) ',
      `OS: Linux ${kernelRelease}`,
      'getrlimit(RLIMIT_NOFILE): 1048576:1048576',
      'start worker processes',
    ]) {
      await this.#say('notice', text);
    }
    await this.#startWorkers(sites, listeners);
    return this.#supervise(sites, listeners);
  }

  async #writePid(): Promise<void> {
    const fd = this.sys.open(pidFile(this.config), { write: true, create: true, truncate: true });
    await this.sys.write(fd, `${this.sys.pid}\n`);
    this.sys.close(fd);
  }

  #sites(http: readonly Directive[], server: readonly Directive[]): Site[] {
    const ports = all(server, 'listen').map((one) => Number(/(?:^|:)(\d+)$/.exec(one.words[1] ?? '')?.[1] ?? 80));
    const logs = value(server, 'access_log') ?? value(http, 'access_log');
    return [...new Set(ports.length > 0 ? ports : [80])].map((port) => ({
      port,
      server,
      http,
      version: this.version,
      accessLog: logs === undefined || logs === 'off' ? undefined : this.#open(logs),
    }));
  }

  async #startWorkers(sites: readonly Site[], listeners: ReadonlyMap<number, number>): Promise<void> {
    const wanted = value(this.config, 'worker_processes') ?? '1';
    const count = wanted === 'auto' ? 2 : Number(wanted);
    for (let i = 0; i < count; i++) {
      const pid = this.sys.fork((worker) => this.#work(worker, sites, listeners));
      this.#workers.add(pid);
      await this.#say('notice', `start worker process ${pid}`);
    }
  }

  async #work(worker: Sys, sites: readonly Site[], listeners: ReadonlyMap<number, number>): Promise<number> {
    worker.setTitle(['nginx: worker process']);
    const say = (level: string, text: string) =>
      worker.write(this.#log, `${stamp(worker)} [${level}] ${worker.pid}#${worker.pid}: ${text}\n`);
    const user = value(this.config, 'user');
    const account = worker.uid === 0 && user ? table(worker, '/etc/passwd').find((row) => row[0] === user) : undefined;
    if (account) worker.setUser(Number(account[2]), Number(account[3]));
    const received: SignalName[] = [];
    for (const signal of ['SIGQUIT', 'SIGTERM', 'SIGINT'] as const) worker.trap(signal, (one) => void received.push(one));
    // A terminal's ^C and quit reach the whole group; the master decides.
    for (const [port, fd] of listeners) {
      void serveSite(
        worker,
        fd,
        sites.filter((site) => site.port === port),
        say,
      );
    }
    while (received.length === 0) await worker.pause();
    await say('notice', received[0] === 'SIGQUIT' ? 'gracefully shutting down' : 'exiting');
    if (received[0] === 'SIGQUIT') await say('notice', 'exiting');
    await say('notice', 'exit');
    return 0;
  }

  async #supervise(sites: readonly Site[], listeners: ReadonlyMap<number, number>): Promise<number> {
    let stopping = false;
    for (;;) {
      const signal = this.#signals.shift();
      if (signal === undefined) {
        if (stopping && this.#workers.size === 0) break;
        await this.sys.pause();
        continue;
      }
      const number = signalNumbers[signal];
      if (signal === 'SIGCHLD') await this.#reap(stopping, sites, listeners);
      else if (signal === 'SIGHUP') await this.#say('notice', `signal ${number} (${signal}) received, reconfiguring`);
      else {
        stopping = true;
        await this.#say('notice', `signal ${number} (${signal}) received, ${signal === 'SIGQUIT' ? 'shutting down' : 'exiting'}`);
        for (const pid of this.#workers) this.sys.kill(pid, signal === 'SIGQUIT' ? 'SIGQUIT' : 'SIGTERM');
      }
    }
    await this.#say('notice', 'exit');
    return 0;
  }

  async #reap(stopping: boolean, sites: readonly Site[], listeners: ReadonlyMap<number, number>): Promise<void> {
    while (this.#workers.size > 0) {
      const ended = this.sys.waitNow();
      if (!ended) return;
      this.#workers.delete(ended.pid);
      await this.#say('notice', `signal ${signalNumbers.SIGCHLD} (SIGCHLD) received from ${ended.pid}`);
      if (ended.signal) await this.#say('alert', `worker process ${ended.pid} exited on signal ${signalNumbers[ended.signal]}`);
      else await this.#say('notice', `worker process ${ended.pid} exited with code ${ended.exitCode}`);
      if (stopping) continue;
      const pid = this.sys.fork((worker) => this.#work(worker, sites, listeners));
      this.#workers.add(pid);
      await this.#say('notice', `start worker process ${pid}`);
    }
  }
}
