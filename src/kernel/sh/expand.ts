import type { ArithmeticExpansionPart, CommandExpansionPart, DoubleQuotedChild, ParameterExpansionPart, Word, WordPart } from 'unbash';
import { parse } from 'unbash';
import { evaluate } from './arithmetic.ts';
import { ShellError } from './control.ts';
import { Fields } from './fields.ts';
import { glob, hasGlob } from './glob.ts';
import { parameter, required } from './parameters.ts';
import { patternSource, type Segment, strip } from './pattern.ts';
import type { Shell } from './shell.ts';
import { substitute } from './substitution.ts';
import { expandTilde } from './tilde.ts';

interface Mode {
  readonly quoted: boolean;
  /** An assignment or the like: nothing is split. */
  readonly whole: boolean;
}

const split: Mode = { quoted: false, whole: false };
const kept: Mode = { quoted: false, whole: true };
const inQuotes: Mode = { quoted: true, whole: false };

/** Words as a command's arguments: expanded, split, and matched against file names. */
export async function expandWords(shell: Shell, words: readonly Word[]): Promise<string[]> {
  const result: string[] = [];
  for (const word of words) {
    if (!word.parts && word.text === word.value && !word.text.startsWith('~')) result.push(word.value);
    else for (const field of await fieldsOf(shell, word)) result.push(...pathnames(shell, field));
  }
  return result;
}

async function fieldsOf(shell: Shell, word: Word): Promise<Segment[][]> {
  const fields = new Fields(shell.ifs);
  await addWord(shell, word, fields, split);
  return fields.result();
}

function pathnames(shell: Shell, field: readonly Segment[]): string[] {
  if (hasGlob(field) && !shell.options.has('noglob')) {
    const found = glob(shell.sys, field);
    if (found.length > 0) return found;
  }
  return [textOf(field)];
}

const textOf = (field: readonly Segment[]) => field.map((segment) => segment.text).join('');

/** A word as one text: in assignments, redirections, `case`, here-documents. */
export async function expandText(shell: Shell, word: Word | undefined): Promise<string> {
  return textOf(await expandPattern(shell, word));
}

/** A word as one pattern, whose quoted pieces match only themselves. */
export async function expandPattern(shell: Shell, word: Word | undefined): Promise<Segment[]> {
  if (!word) return [];
  const fields = new Fields('');
  await addWord(shell, word, fields, kept);
  return fields.result().flat();
}

/** The body of a here-document. */
export async function expandParts(shell: Shell, parts: readonly WordPart[]): Promise<string> {
  const fields = new Fields('');
  for (const part of parts) await addPart(shell, part, fields, { quoted: true, whole: true });
  return textOf(fields.result().flat());
}

async function addWord(shell: Shell, word: Word, fields: Fields, mode: Mode): Promise<void> {
  const { parts } = word;
  if (!parts) {
    // Without parts there is nothing to expand; a backslash or quotes may have been taken off.
    const tilde = mode.quoted ? undefined : expandTilde(shell, word.text);
    fields.add(tilde ?? word.value, word.text !== word.value || mode.quoted);
    return;
  }
  for (const [i, part] of parts.entries()) {
    if (i === 0 && part.type === 'Literal' && !mode.quoted)
      fields.add(expandTilde(shell, part.text) ?? part.value, part.text !== part.value);
    else await addPart(shell, part, fields, mode);
  }
}

async function addPart(shell: Shell, part: WordPart, fields: Fields, mode: Mode): Promise<void> {
  switch (part.type) {
    case 'Literal':
      return fields.add(part.value, true);
    case 'Glob':
      return fields.add(part.text, mode.quoted);
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return fields.add(mode.quoted ? part.text : part.value, true);
    case 'DoubleQuoted':
    case 'LocaleString':
      return addDoubleQuoted(shell, part.parts, fields, mode);
    case 'SimpleExpansion':
      return addParameter(shell, part.text.slice(1), fields, mode);
    case 'ParameterExpansion':
      return addExpansion(shell, part, fields, mode);
    case 'CommandExpansion':
      return addResult(fields, await commandOutput(shell, part), mode);
    case 'ArithmeticExpansion':
      return addResult(fields, await arithmetic(shell, part), mode);
    case 'BraceExpansion':
    case 'ExtendedGlob':
      // Neither is POSIX: ash takes the text as it is.
      return part.parts ? addEach(shell, part.parts, fields, mode) : fields.add(part.text, mode.quoted);
    case 'ProcessSubstitution':
      throw new ShellError('syntax error: unexpected "("');
  }
}

async function addEach(shell: Shell, parts: readonly WordPart[], fields: Fields, mode: Mode): Promise<void> {
  for (const part of parts) await addPart(shell, part, fields, mode);
}

async function addDoubleQuoted(shell: Shell, parts: readonly DoubleQuotedChild[], fields: Fields, mode: Mode): Promise<void> {
  const onlyAt = parts.length === 1 && (parts[0]?.text === '$@' || parts[0]?.text === `\${@}`);
  // "$@" with no parameters is no field at all; anything else in quotes is one, be it empty.
  if (!onlyAt || mode.whole) fields.add('', true);
  await addEach(shell, parts, fields, mode.whole ? { quoted: true, whole: true } : inQuotes);
}

function addResult(fields: Fields, text: string, mode: Mode): void {
  if (mode.quoted || mode.whole) fields.add(text, mode.quoted);
  else fields.addSplit(text);
}

function addParameter(shell: Shell, name: string, fields: Fields, mode: Mode): void {
  if (name === '@' || (name === '*' && !mode.quoted)) return addPositional(shell, fields, mode);
  addResult(fields, required(shell, name), mode);
}

function addPositional(shell: Shell, fields: Fields, mode: Mode): void {
  if (mode.whole) return fields.add(shell.positional.join(' '), mode.quoted);
  for (const [i, value] of shell.positional.entries()) {
    if (i > 0) fields.break();
    addResult(fields, value, mode);
  }
}

async function addExpansion(shell: Shell, part: ParameterExpansionPart, fields: Fields, mode: Mode): Promise<void> {
  const { parameter: name, operation, prefix } = part;
  if (prefix === '#')
    return addResult(fields, String(name === '@' || name === '*' ? shell.positional.length : required(shell, name).length), mode);
  if (prefix === '!' || part.index) throw new ShellError('bad substitution');
  if (!operation) return addParameter(shell, name, fields, mode);
  if (operation.type === 'Default') {
    const value = parameter(shell, name);
    const given = value !== undefined && (value !== '' || !operation.operator.startsWith(':'));
    const operator = operation.operator.replace(':', '');
    if (operator === '+' ? !given : given) return operator === '+' ? undefined : addParameter(shell, name, fields, mode);
    if (operator === '?') {
      const text = await expandText(shell, operation.operand);
      throw new ShellError(`${name}: ${text || (operation.operator.startsWith(':') ? 'parameter not set or null' : 'parameter not set')}`);
    }
    if (operator !== '=') return addOperand(shell, operation.operand, fields, mode);
    if (!/^[A-Za-z_]/.test(name)) throw new ShellError(`${name}: bad variable name`);
    shell.set(name, await expandText(shell, operation.operand));
    return addParameter(shell, name, fields, mode);
  }
  addResult(fields, await operate(shell, required(shell, name), operation), mode);
}

/** The word of `${x:-word}`: its own quotes count, its unquoted text is split. */
async function addOperand(shell: Shell, word: Word, fields: Fields, mode: Mode): Promise<void> {
  if (mode.quoted) return fields.add(await expandText(shell, word), true);
  if (mode.whole) return addWord(shell, word, fields, mode);
  if (word.parts) return addEach(shell, word.parts, fields, mode);
  if (word.text !== word.value) fields.add(word.value, true);
  else fields.addSplit(expandTilde(shell, word.text) ?? word.value);
}

async function operate(shell: Shell, value: string, operation: NonNullable<ParameterExpansionPart['operation']>): Promise<string> {
  if (operation.type === 'Remove') return strip(value, await expandPattern(shell, operation.operand), operation.operator);
  if (operation.type === 'Slice') {
    const number = async (word: Word) => Number(evaluate(await expandText(shell, word), variablesOf(shell)));
    const offset = await number(operation.offset);
    const start = offset < 0 ? Math.max(0, value.length + offset) : offset;
    if (!operation.length) return value.slice(start);
    const length = await number(operation.length);
    return value.slice(start, length < 0 ? value.length + length : start + length);
  }
  if (operation.type === 'Replace') return replace(shell, value, operation);
  throw new ShellError('bad substitution');
}

async function replace(shell: Shell, value: string, operation: { operator: string; pattern: Word; replacement: Word }): Promise<string> {
  const source = patternSource(await expandPattern(shell, operation.pattern));
  const replacement = await expandText(shell, operation.replacement);
  if (source === '') return value;
  const anchored = operation.operator === '/#' ? `^(?:${source})` : operation.operator === '/%' ? `(?:${source})$` : source;
  return value.replace(new RegExp(anchored, operation.operator === '//' ? 'g' : ''), () => replacement);
}

async function commandOutput(shell: Shell, part: CommandExpansionPart): Promise<string> {
  const script = part.script ?? parse(part.text.replace(/^\$\(|^`|\)$|`$/g, ''));
  return substitute(shell, script);
}

export const variablesOf = (shell: Shell) => ({
  get: (name: string) => parameter(shell, name),
  set: (name: string, value: string) => shell.set(name, value),
});

async function arithmetic(shell: Shell, part: ArithmeticExpansionPart): Promise<string> {
  return String(evaluate(await expandQuoted(shell, part.text.replace(/^\$\(\(|\)\)$/g, '')), variablesOf(shell)));
}

/** A text with its `$` and backquotes expanded, as between double quotes. */
export async function expandQuoted(shell: Shell, text: string): Promise<string> {
  if (!/[$`\\]/.test(text)) return text;
  const command = parse(`: "${text.replaceAll('"', '\\"')}"`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  return word?.type === 'Word' ? expandText(shell, word) : text;
}
