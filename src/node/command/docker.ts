import process from 'node:process';
import { docker } from '../../client/docker.ts';
import { connect } from '../http/connect.ts';
import { InvalidDockerHost } from '../http/docker-host.ts';
import { processHost } from '../process-host.ts';
import { WallClock } from '../wall-clock.ts';

const DEFAULT_HOST = 'unix:///var/run/docker.sock';

/** `drydock docker ARGS…` */
export async function dockerCommand(args: readonly string[]): Promise<number> {
  const dockerHost = process.env.DOCKER_HOST || DEFAULT_HOST;
  const clock = new WallClock();
  try {
    return await docker(args, processHost({ clock, dockerHost, transport: connect(dockerHost), dial: connect }));
  } catch (error) {
    if (!(error instanceof InvalidDockerHost)) throw error;
    process.stderr.write(`Failed to initialize: unable to resolve docker endpoint: ${error.message}\n`);
    return 1;
  } finally {
    clock.stop();
  }
}
