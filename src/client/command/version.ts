import { readText } from '../../core/http.ts';
import type { Flag } from '../cli/flag.ts';
import { objectFormat } from '../cli/format-option.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf, StatusError } from '../cli/status-error.ts';
import { BAD_TEMPLATE } from '../format/inspector.ts';
import { alignTabs } from '../format/tabwriter.ts';
import { ansiTime } from '../format/time.ts';
import { runSteps } from '../machine/request-machine.ts';
import { parseJson } from '../template/json.ts';
import type { Template } from '../template/node.ts';
import { parse, render } from '../template/template.ts';
import { typed } from '../template/typed.ts';
import { GoMap, GoPointer, GoStruct, type GoValue, pointee } from '../template/value.ts';
import { CLIENT, clientVersion } from './client-version.ts';

export const flags: readonly Flag[] = [{ ...objectFormat, short: 'f' }];

function templateOf(format: string): Template | undefined {
  if (format === '') return undefined;
  try {
    return parse(format === 'json' ? '{{json .}}' : format, 'version');
  } catch (error) {
    throw new StatusError(`template parsing error: ${messageOf(error)}`, BAD_TEMPLATE);
  }
}

/** What was learned of the engine, or why nothing was. */
interface Answer {
  readonly server: GoValue;
  readonly apiVersion: string;
  readonly error: unknown;
}

const text = (value: GoValue, name: string): string => {
  const on = pointee(value);
  const found = on instanceof GoStruct ? on.get(name)?.value : on instanceof GoMap ? on.entries.get(name) : undefined;
  return typeof found === 'string' ? found : '';
};

const listOf = (value: GoValue, name: string): readonly GoValue[] => {
  const on = pointee(value);
  const found = on instanceof GoStruct ? on.get(name)?.value : undefined;
  return Array.isArray(found) ? found : [];
};

const detailsOf = (component: GoValue): GoMap => {
  const found = component instanceof GoStruct ? component.get('Details')?.value : undefined;
  return found instanceof GoMap ? found : new GoMap(new Map());
};

/** The engine's own dates are shown in C's form. */
function withPlainDates(server: GoValue): GoValue {
  if (!(server instanceof GoStruct)) return server;
  const components = listOf(server, 'Components').map((component) => {
    if (!(component instanceof GoStruct) || text(component, 'Name') !== 'Engine') return component;
    const details = new Map(detailsOf(component).entries);
    const built = details.get('BuildTime');
    if (typeof built === 'string') details.set('BuildTime', ansiTime(built));
    const fields = component.fields.map((field) =>
      field.name === 'Details' ? { ...field, value: new GoMap(details, 'map[string]string') } : field,
    );
    return new GoStruct(component.type, fields);
  });
  return new GoStruct(
    server.type,
    server.fields.map((field) => (field.name === 'Components' ? { ...field, value: components } : field)),
  );
}

const ENGINE_ROWS: readonly [label: string, key: string][] = [
  ['Go version', 'GoVersion'],
  ['Git commit', 'GitCommit'],
  ['Built', 'BuildTime'],
];

function serverText(server: GoValue): string {
  const platform = text(pointee(server) instanceof GoStruct ? (pointee(server) as GoStruct).get('Platform')?.value : undefined, 'Name');
  let out = `\n\nServer:${platform && ` ${platform}`}`;
  for (const component of listOf(server, 'Components')) {
    const details = detailsOf(component);
    out += `\n ${text(component, 'Name')}:\n  Version:\t${text(component, 'Version')}`;
    if (text(component, 'Name') !== 'Engine') {
      for (const [key, value] of details.sorted()) out += `\n  ${key}:\t${value}`;
      continue;
    }
    out += `\n  API version:\t${text(details, 'ApiVersion')} (minimum version ${text(details, 'MinAPIVersion')})`;
    for (const [label, key] of ENGINE_ROWS) out += `\n  ${label}:\t${text(details, key)}`;
    out += `\n  OS/Arch:\t${text(details, 'Os')}/${text(details, 'Arch')}\n  Experimental:\t${text(details, 'Experimental')}`;
  }
  return out;
}

function clientText(apiVersion: string, ownVersion: string): string {
  const downgraded = apiVersion === ownVersion ? '' : ` (downgraded from ${ownVersion})`;
  return (
    `Client:\n Version:\t${CLIENT.version}\n API version:\t${apiVersion}${downgraded}\n Go version:\t${CLIENT.goVersion}` +
    `\n Git commit:\t${CLIENT.gitCommit}\n Built:\t${CLIENT.buildTime}\n OS/Arch:\t${CLIENT.os}/${CLIENT.arch}\n Context:\t${CLIENT.context}`
  );
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ flags: given }) => templateOf(given.text('format')),
    // An engine that does not answer is told of after the client's own part.
    negotiate: async () => {},
    async request(_, { api }): Promise<Answer> {
      try {
        const apiVersion = await api.negotiate();
        const server = withPlainDates(typed('types.Version', parseJson(await readText(await api.get('/version')))));
        return { server: server instanceof GoStruct ? new GoPointer(server) : null, apiVersion, error: undefined };
      } catch (error) {
        return { server: null, apiVersion: api.ownVersion, error };
      }
    },
    print({ server, apiVersion, error }, template, { host, api }) {
      const client = clientVersion(apiVersion, api.ownVersion);
      const both = new GoStruct('system.versionInfo', [
        { name: 'Client', json: 'Client', value: client },
        { name: 'Server', json: 'Server', value: server },
      ]);
      let out = '';
      try {
        out = template ? render(template, both) : clientText(apiVersion, api.ownVersion) + (server === null ? '' : serverText(server));
      } finally {
        host.stdout.write(alignTabs(`${out}\n`, { minWidth: 20, padding: 1 }));
      }
      if (error !== undefined) throw error;
    },
  });
