import { readText } from '../../core/http.ts';
import { ConnectionError } from '../api/errors.ts';
import type { Flag } from '../cli/flag.ts';
import { objectFormat } from '../cli/format-option.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf, StatusError } from '../cli/status-error.ts';
import { BAD_TEMPLATE } from '../format/inspector.ts';
import { runSteps } from '../machine/request-machine.ts';
import { parseJson } from '../template/json.ts';
import type { Template } from '../template/node.ts';
import { parse, render } from '../template/template.ts';
import { typed } from '../template/typed.ts';
import { type GoField, GoMap, GoNil, GoPointer, GoStruct, type GoValue } from '../template/value.ts';
import { clientVersion } from './client-version.ts';
import { clientInfo, type EngineInfo, engineInfo } from './info-text.ts';

export const flags: readonly Flag[] = [{ ...objectFormat, short: 'f' }];

const field = (name: string, value: GoValue, rest: Partial<GoField> = {}): GoField => ({ name, json: name, value, ...rest });

const pointer = (value: GoValue): GoValue => (value instanceof GoStruct ? new GoPointer(value) : null);

/** Go's dockerInfo: the engine's fields, and the client's under a name of their own. */
function both(server: GoField[], apiVersion: string): GoStruct {
  const client = new GoStruct('system.clientInfo', [
    field('Debug', false),
    field('clientVersion', clientVersion('', apiVersion), { json: '', embedded: true }),
    field('Plugins', []),
    field('Warnings', new GoNil('[]string')),
  ]);
  return new GoStruct('system.dockerInfo', [
    ...server,
    field('ClientInfo', new GoPointer(client), { omitEmpty: true }),
    field('ClientErrors', new GoNil('[]string'), { omitEmpty: true }),
  ]);
}

function templateOf(format: string) {
  try {
    return parse(format === 'json' ? '{{json .}}' : format);
  } catch (error) {
    throw new StatusError(`template parsing error: ${messageOf(error)}`, BAD_TEMPLATE);
  }
}

/** Whether a template shows anything that only the engine knows (docker/cli system/info.go, needsServerInfo). */
function needsEngine(format: string, apiVersion: string): boolean {
  if (format === '' || format === 'json' || format === '{{json .}}' || !/\.[a-zA-Z]/.test(format)) return true;
  try {
    render(parse(format), both([], apiVersion));
    return false;
  } catch {
    return true;
  }
}

interface Answer {
  readonly text: string | undefined;
  readonly error: unknown;
}

function formatted(template: Template, { text, error }: Answer, apiVersion: string): string {
  const info = typed('system.Info', text === undefined ? new GoMap(new Map()) : parseJson(text));
  const engine = [
    field('Info', pointer(info), { json: '', embedded: true }),
    field('ServerErrors', error === undefined ? new GoNil('[]string') : [messageOf(error)], { omitEmpty: true }),
    field('UserName', '', { json: '' }),
  ];
  return render(template, both(engine, apiVersion));
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ flags: given }) => given.text('format'),
    // What the client knows is told even when no engine answers.
    negotiate: async () => {},
    async request(format, { api }): Promise<Answer> {
      if (!needsEngine(format, api.ownVersion)) return { text: undefined, error: undefined };
      try {
        return { text: await readText(await api.get('/info')), error: undefined };
      } catch (error) {
        return { text: undefined, error };
      }
    },
    print({ text, error }, format, { host, api }) {
      const lost = error instanceof ConnectionError;
      if (format !== '') {
        if (error !== undefined && !lost) host.stderr.write(`${messageOf(error)}\n`);
        const template = templateOf(format);
        let out = '';
        try {
          out = formatted(template, { text, error: lost ? undefined : error }, api.ownVersion);
        } finally {
          host.stdout.write(`${out}\n`);
        }
        if (lost) throw error;
        return;
      }
      host.stdout.write(`${clientInfo(false)}\nServer:\n`);
      if (text !== undefined) {
        const info = JSON.parse(text) as EngineInfo;
        host.stdout.write(engineInfo(info, false));
        for (const warning of info.Warnings ?? []) host.stderr.write(`${warning}\n`);
      }
      if (lost) throw error;
      if (error !== undefined) {
        host.stderr.write(`ERROR: ${messageOf(error)}\n`);
        throw new Error('errors pretty printing info');
      }
    },
  });
