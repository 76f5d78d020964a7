/**
 * Takes out of a transcript what is chance: ids, times, ports and the order of layers that load side
 * by side. The same thing gets the same name throughout one script.
 */
export interface Normaliser {
  /** Output of a command, or a request. */
  text(text: string): string;
}

const TIMESTAMP = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d)(?: UTC)?)?/g;
const DURATION = /\b(?:Less than a second|About an? (?:minute|hour)|\d+ (?:second|minute|hour|day|week|month|year)s?)(?= ago|\s|$)/g;
/** Sixty-four or twelve hexadecimal digits, one of them a decimal one: no word is so unlucky. */
const ID = /\b(?=[0-9a-f]*\d)(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g;
const MAC = /\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g;
/** Linux's range of ephemeral ports, from which Docker publishes. */
const EPHEMERAL = /(?<=[\]:])(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|4\d{4}|5\d{4}|60\d{3})(?=->|\b)/g;
const RANDOM_NAME = /(?<=^|\s|\/|"|=)(?!exec_)[a-z]{3,}_[a-z]{3,}\d?(?=$|[\s",)])/gm;

export function createNormaliser(registry: string): Normaliser {
  const ids = new Map<string, number>();
  const nameOf = (hex: string) => {
    const short = hex.slice(0, 12);
    if (!ids.has(short)) ids.set(short, ids.size + 1);
    return `<id ${ids.get(short)}${hex.length === 64 ? '' : ' short'}>`;
  };
  return {
    text: (text) =>
      text
        .replaceAll('\r', '')
        .replaceAll(registry, '<registry>')
        .replace(TIMESTAMP, '<time>')
        .replace(DURATION, '<duration>')
        .replace(MAC, '<mac>')
        .replace(ID, nameOf)
        .replace(EPHEMERAL, '<port>')
        .replace(RANDOM_NAME, '<name>')
        .replace(/\bexecDuration=\d+/g, 'execDuration=<n>')
        .replace(/\b(since|until)=[\d.]+/g, '$1=<n>')
        .replace(/ {2,}/g, '  ')
        .replace(/[ \t]+$/gm, ''),
  };
}

const LAYER_LINE = /^(<id \d+ short>): (.*)$/;

/** Of each run of layer lines: a line a layer, with its first state and whether it came to its end. */
export function settleLayers(text: string): string {
  const out: string[] = [];
  let layers = new Map<string, string[]>();
  const flush = () => {
    for (const [layer, states] of layers) {
      const complete = states.length > 1 && states.at(-1) === 'Pull complete' ? ', then Pull complete' : '';
      out.push(`${layer}: ${states[0]}${complete}`);
    }
    layers = new Map();
  };
  for (const line of text.split('\n')) {
    const [, layer, state] = LAYER_LINE.exec(line) ?? [];
    if (layer && state) layers.set(layer, [...(layers.get(layer) ?? []), state]);
    else {
      flush();
      out.push(line);
    }
  }
  flush();
  return out.join('\n');
}
