import process from 'node:process';
import { version } from '../../package.json';
import { Failure } from './failure.ts';

/** A command of `drydock`: gives the exit status. */
type Command = (args: readonly string[]) => Promise<number>;

// Each is loaded when it is asked for, so that `drydock docker` starts fast.
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  engine: async () => (await import('./command/engine.ts')).engine,
  registry: async () => (await import('./command/registry.ts')).registry,
  docker: async () => (await import('./command/docker.ts')).dockerCommand,
  sh: async () => (await import('./command/sh.ts')).sh,
};

const USAGE = `Usage: drydock COMMAND

  engine --socket PATH [--tcp 127.0.0.1:PORT] [--registry URL] [--speed instant|N|real] [--seed N]
      Serves the simulated Docker Engine to real clients. Images come from the simulated registry,
      or with --registry from a real one that stands for Docker Hub. --speed scales the delays of
      links and engine: none (instant, the default), N times faster than real, or real.
  registry [--port N]
      Serves the simulated registry on 127.0.0.1 (port 5000).
  docker ARGS...
      The simulated docker command line, against the engine that DOCKER_HOST names.
  sh FILE|- [--trace FILE]
      Runs a script of commands in a fresh world, as fast as possible. --trace keeps what happened.

  --help, --version
`;

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  if (name === '--version') {
    process.stdout.write(`drydock ${version}\n`);
    return 0;
  }
  const asksHelp = name !== 'docker' && args.some((arg) => arg === '--help' || arg === '-h');
  if (['--help', '-h', 'help'].includes(name) || asksHelp) {
    process.stdout.write(USAGE);
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new Failure(name ? `unknown command ${name}; see drydock --help` : 'no command given; see drydock --help');
  return (await load())(args);
}

// A reader that has seen enough (`drydock … | head -1`) ends the command, quietly.
process.stdout.on('error', () => process.exit(0));
try {
  const status = await main(process.argv.slice(2));
  // Open handles (standard input, a kept connection) are no reason to stay; unwritten output is.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`drydock: ${error.message}\n`);
  process.exitCode = 2;
}
