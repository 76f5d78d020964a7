import process from 'node:process';
import type { Transport } from '../../core/http.ts';
import { createRandom } from '../../core/random.ts';
import { noTrace } from '../../core/trace/log.ts';
import { createCatalogue } from '../../oci/catalogue/catalogue.ts';
import { createRegistry } from '../../registry/registry.ts';
import { Failure } from '../failure.ts';
import { listenOnPort } from '../http/listen.ts';
import { readInteger, readOptions } from '../options.ts';
import { untilStopped } from '../until-stopped.ts';
import { WallClock } from '../wall-clock.ts';

const HOST = '127.0.0.1';
const DEFAULT_PORT = '5000';

/** `drydock registry`: serves the simulated registry on loopback until it is told to stop. */
export async function registry(args: readonly string[]): Promise<number> {
  const { values, operands } = readOptions(args, ['port']);
  if (operands[0] !== undefined) throw new Failure(`unexpected argument ${operands[0]}`);
  const wanted = readInteger('port', values.port ?? DEFAULT_PORT, 0, 65535);
  const stopped = untilStopped();
  // Clients are sent to the token service by its address, which is known once we listen.
  let simulated!: Transport;
  const served = await listenOnPort((request) => simulated(request), HOST, wanted);
  const realm = `http://${HOST}:${served.port}/token`;
  simulated = createRegistry({
    clock: new WallClock(),
    trace: noTrace,
    random: createRandom(1),
    store: createCatalogue(),
    realm,
    pace: 0,
  }).fetch;
  process.stderr.write(`drydock: a simulated registry listens on ${HOST}:${served.port}; stop it with Ctrl-C\n`);
  process.stdout.write(`http://${HOST}:${served.port}\n`);
  await stopped;
  await served.close();
  return 0;
}
