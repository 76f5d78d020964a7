import { VirtualClock } from '../../../src/core/clock.ts';
import { messageChannelTurn, runFast } from '../../../src/core/drivers.ts';
import { type Body, readBytes, wireRequest } from '../../../src/core/http.ts';
import { createRandom } from '../../../src/core/random.ts';
import { TraceLog } from '../../../src/core/trace/log.ts';
import { assemble } from '../../../src/engine/assemble.ts';
import { createFakeImages } from './fake-images.ts';
import { createFakeKernel } from './fake-kernel.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Parsed when it is asked for. Tests read answers freely. */
  readonly json: ReturnType<typeof JSON.parse>;
}

const startedAt = '2026-11-24T09:00:00.000Z';
const turn = messageChannelTurn();

/** An engine to hold a conversation with, on a virtual clock, as fast as possible. */
export function createTestEngine({ pace = 0, seed = 1 }: { pace?: number; seed?: number } = {}) {
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, startedAt, seed });
  const images = createFakeImages();
  const engine = assemble(
    {
      clock,
      trace,
      random: createRandom(seed),
      kernel: createFakeKernel(clock),
      registry: () => Promise.reject(new Error('no registry here')),
      architecture: 'amd64',
      epochMs: Date.parse(startedAt),
      pace,
      hostname: 'drydock',
    },
    () => images,
  );
  const drive = <T>(work: Promise<T>): Promise<T> => runFast(clock, work, turn);

  /** Sends a request. The answer's body is still to be read. */
  function send(line: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const [method = 'GET', path = '/'] = line.split(' ');
    const isStream = body instanceof ReadableStream;
    const sent = body === undefined || isStream || typeof body === 'string' ? body : JSON.stringify(body);
    const type: Record<string, string> = body === undefined || isStream ? {} : { 'Content-Type': 'application/json' };
    return drive(
      engine.fetch(
        wireRequest(`http://docker${path}`, {
          method,
          headers: { ...type, ...headers },
          ...(sent === undefined ? {} : { body: sent as Body }),
        }),
      ),
    );
  }

  /** Sends a request and reads all of the answer. */
  async function call(line: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    const response = await send(line, body, headers);
    return read(response);
  }

  async function read(response: Response): Promise<Answer> {
    const bytes = await drive(readBytes(response));
    const text = new TextDecoder().decode(bytes);
    return {
      status: response.status,
      headers: response.headers,
      text,
      bytes,
      get json() {
        return JSON.parse(text);
      },
    };
  }

  /** Creates a container of busybox and gives its id. */
  async function create(name: string, command: readonly string[], more: object = {}): Promise<string> {
    const answer = await call(`POST /containers/create?name=${name}`, { Image: 'busybox', Cmd: command, ...more });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json.Id;
  }

  async function run(name: string, command: readonly string[], more: object = {}): Promise<string> {
    const id = await create(name, command, more);
    const started = await call(`POST /containers/${name}/start`);
    if (started.status !== 204) throw new Error(started.text);
    return id;
  }

  /** `create`, `start`, …: what happened so far, with the attributes named. */
  async function events(...attributes: string[]): Promise<string[]> {
    const { text } = await call(
      'GET /events?since=0&until=4000000000'.replace('4000000000', String(Math.ceil((Date.parse(startedAt) + clock.now()) / 1000))),
    );
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const { Type, Action, Actor } = JSON.parse(line);
        return [Type, Action, ...attributes.map((name) => Actor.Attributes[name]).filter((value) => value !== undefined)].join(' ');
      });
  }

  return { engine, clock, trace, images, drive, send, call, read, create, run, events };
}

/** The frames of a multiplexed stream: `1 out`, `2 err`. */
export function frames(bytes: Uint8Array): string[] {
  const out: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(4);
    out.push(`${bytes[at]} ${new TextDecoder().decode(bytes.subarray(at + 8, at + 8 + size))}`);
    at += 8 + size;
  }
  return out;
}
