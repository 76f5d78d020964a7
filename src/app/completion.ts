import { COMMANDS, GROUPS } from '../client/cli/commands.ts';
import type { Flag } from '../client/cli/flag.ts';
import { cursorAt } from '../core/trace/cursor.ts';
import type { WorldState } from '../core/trace/world-state.ts';
import { createCatalogue } from '../oci/catalogue/catalogue.ts';
import type { Completer, Completion } from '../view/terminal/completion.ts';
import type { Session } from './session.ts';

/** What the words of a docker command line can be. */
export interface Vocabulary {
  /** `ps`, `container ls`, … each with the arguments of its usage line. */
  readonly commands: readonly { readonly name: string; readonly use: string }[];
  readonly groups: readonly string[];
  flags(command: string): readonly Flag[];
  /** Images that can be pulled, and those that are here. */
  images(): readonly string[];
  containers(): readonly string[];
}

const unique = (words: readonly string[]) => [...new Set(words)].sort();

/** The word under the caret, and the whole ones before it. */
function wordsBefore(line: string, caret: number): { readonly before: readonly string[]; readonly typed: string; readonly from: number } {
  const start = line.slice(0, caret);
  // Only the last command of a line with several is completed.
  const segment = Math.max(start.lastIndexOf('|'), start.lastIndexOf(';'), start.lastIndexOf('&')) + 1;
  const words = start.slice(segment).split(/\s+/);
  const typed = words.pop() ?? '';
  return { before: words.filter(Boolean), typed, from: caret - typed.length };
}

/** Completes a docker command line: commands, flags, and the names that the usage line asks for. */
export function complete(line: string, caret: number, vocabulary: Vocabulary): Completion {
  const { before, typed, from } = wordsBefore(line, caret);
  const matching = (words: readonly string[]) => ({ from, candidates: unique(words).filter((word) => word.startsWith(typed)) });
  if (before.length === 0) return matching(['docker', 'clear', 'help']);
  if (before[0] !== 'docker') return { from, candidates: [] };
  const [, first, second] = before;
  const inGroup = first !== undefined && vocabulary.groups.includes(first);
  const name = inGroup ? (second === undefined ? undefined : `${first} ${second}`) : first;
  if (name === undefined) {
    const prefix = inGroup ? `${first} ` : '';
    const names = vocabulary.commands
      .filter((command) => command.name.startsWith(prefix))
      .map((command) => command.name.slice(prefix.length));
    return matching([...names.filter((candidate) => !candidate.includes(' ')), ...(inGroup ? [] : vocabulary.groups)]);
  }
  const command = vocabulary.commands.find((row) => row.name === name);
  if (!command) return { from, candidates: [] };
  if (typed.startsWith('-')) {
    const flags = vocabulary.flags(name).filter((flag) => !flag.hidden);
    return matching([...flags.map((flag) => `--${flag.name}`), '--help']);
  }
  const args = before.slice(inGroup ? 3 : 2).filter((word) => !word.startsWith('-'));
  const wantsImage = command.use.includes('IMAGE') || name === 'pull' || name === 'image pull';
  const wantsContainer = command.use.includes('CONTAINER') || command.use.includes('NAME|ID');
  const single = !command.use.includes('CONTAINER...') && !command.use.includes('IMAGE...');
  if (single && args.length > 0 && command.use.includes('[COMMAND]')) return { from, candidates: [] };
  return matching([...(wantsImage ? vocabulary.images() : []), ...(wantsContainer ? vocabulary.containers() : [])]);
}

const flagsOf = new Map<string, readonly Flag[]>();

/** What Tab offers in the page: names of images and containers as they are at the head. */
export async function completer(session: Session): Promise<Completer> {
  await Promise.all(COMMANDS.map(async (row) => flagsOf.set(row.name, (await row.load()).flags)));
  const catalogue = createCatalogue();
  const published = catalogue.repositories().flatMap((repository) => {
    const name = repository.replace(/^library\//, '');
    return [name, ...(catalogue.tags(repository) ?? []).filter((tag) => tag !== 'latest').map((tag) => `${name}:${tag}`)];
  });
  const head = (): WorldState => session.timeline.stateAt(cursorAt(session.timeline.endsAt));
  const vocabulary: Vocabulary = {
    commands: COMMANDS,
    groups: GROUPS.map((group) => group.name),
    flags: (command) => flagsOf.get(command) ?? [],
    images: () => [
      ...published,
      ...[...head().images.values()].flatMap((image) => image.references.map((name) => name.replace(/:latest$/, ''))),
    ],
    containers: () => [...head().containers.values()].map((container) => container.name),
  };
  return (line, caret) => complete(line, caret, vocabulary);
}
