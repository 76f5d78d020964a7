import { lex, type Token, type TokenType } from './lex.ts';
import type { Command, Node, Pipe, Template, Word } from './node.ts';
import { unquote } from './unquote.ts';

/** Parses a template as Go's text/template does; its errors are Go's. @throws Error `template: :1: unclosed action` */
export function parseTemplate(source: string, functions: ReadonlySet<string>, name = ''): Template {
  return new Parser(source, functions, name).run();
}

const KEYWORDS = new Set([
  'if',
  'range',
  'with',
  'else',
  'end',
  'template',
  'define',
  'block',
  'break',
  'continue',
  'nil',
  'true',
  'false',
]);

interface Ended {
  readonly nodes: Node[];
  /** What closed the list: `end`, `else`, or the template's end. */
  readonly by: 'end' | 'else' | 'eof';
}

class Parser {
  readonly #tokens: Token[];
  readonly #defined = new Map<string, readonly Node[]>();
  readonly #variables: string[] = ['$'];
  #next = 0;
  #loops = 0;

  constructor(
    private readonly source: string,
    private readonly functions: ReadonlySet<string>,
    private readonly name: string,
  ) {
    this.#tokens = lex(source);
  }

  run(): Template {
    const list = this.#list();
    if (list.by !== 'eof') this.#fail(`unexpected {{${list.by}}}`);
    return { name: this.name, source: this.source, nodes: list.nodes, defined: this.#defined };
  }

  #fail(message: string, at = this.#tokens[Math.max(0, this.#next - 1)]?.at ?? 0): never {
    const line = this.source.slice(0, at).split('\n').length;
    throw new Error(`template: ${this.name}:${line}: ${message}`);
  }

  #take(): Token {
    const token = this.#tokens[this.#next] ?? { type: 'eof', text: '', at: this.source.length };
    this.#next++;
    if (token.type === 'error') this.#fail(token.text, token.at);
    return token;
  }

  #peek(): Token {
    const token = this.#take();
    this.#next--;
    return token;
  }

  #skipSpace(): void {
    while (this.#peek().type === 'space') this.#next++;
  }

  #peekWord(): Token {
    this.#skipSpace();
    return this.#peek();
  }

  #unexpected(token: Token, context: string): never {
    if (token.type === 'eof') this.#fail('unexpected EOF', token.at);
    const keyword = token.type === 'identifier' && KEYWORDS.has(token.text);
    const shown = token.text.length > 10 ? `${JSON.stringify(token.text.slice(0, 10))}...` : JSON.stringify(token.text);
    this.#fail(`unexpected ${keyword ? `<${token.text}>` : shown} in ${context}`, token.at);
  }

  #expect(type: TokenType, context: string): Token {
    this.#skipSpace();
    const token = this.#take();
    if (token.type !== type) this.#unexpected(token, context);
    return token;
  }

  #list(): Ended {
    const nodes: Node[] = [];
    for (;;) {
      const token = this.#take();
      if (token.type === 'eof') return { nodes, by: 'eof' };
      if (token.type === 'text') {
        nodes.push({ kind: 'text', at: token.at, text: token.text });
        continue;
      }
      const word = this.#peekWord();
      const name = word.type === 'identifier' ? word.text : '';
      if (name === 'end') {
        this.#next++;
        this.#expect('right', 'end');
        return { nodes, by: 'end' };
      }
      if (name === 'else') {
        this.#next++;
        return { nodes, by: 'else' };
      }
      if (name === 'define') {
        this.#next++;
        this.#define();
        continue;
      }
      nodes.push(this.#action(name, word));
    }
  }

  #action(name: string, word: Token): Node {
    if (name === 'if' || name === 'with' || name === 'range') {
      this.#next++;
      return this.#branch(name, word.at);
    }
    if (name === 'break' || name === 'continue') {
      this.#next++;
      const next = this.#peekWord();
      if (next.type !== 'right') this.#unexpected(next, `{{${name}}}`);
      this.#next++;
      if (this.#loops === 0) this.#fail(`{{${name}}} outside {{range}}`, word.at);
      return { kind: name, at: word.at, text: `{{${name}}}` };
    }
    if (name === 'template' || name === 'block') {
      this.#next++;
      return this.#invoke(name, word.at);
    }
    const pipe = this.#pipe('command', 'right');
    return { kind: 'action', at: word.at, text: `{{${pipe.text}}}`, pipe };
  }

  #scope<T>(work: () => T): T {
    const depth = this.#variables.length;
    const result = work();
    this.#variables.length = depth;
    return result;
  }

  #branch(kind: 'if' | 'with' | 'range', at: number): Node {
    return this.#scope(() => {
      const pipe = this.#pipe(kind, 'right');
      if (kind === 'range') this.#loops++;
      const list = this.#list();
      if (kind === 'range') this.#loops--;
      if (list.by === 'eof') this.#fail('unexpected EOF');
      let otherwise: Node[] | undefined;
      if (list.by === 'else') {
        const next = this.#peekWord();
        if (kind !== 'range' && next.type === 'identifier' && next.text === kind) {
          this.#next++;
          otherwise = [this.#branch(kind, next.at)];
        } else {
          this.#expect('right', 'else');
          const rest = this.#list();
          if (rest.by !== 'end') this.#fail(rest.by === 'eof' ? 'unexpected EOF' : 'expected end; found {{else}}');
          otherwise = rest.nodes;
        }
      }
      return { kind, at, text: `{{${kind} ${pipe.text}}}`, pipe, body: list.nodes, otherwise };
    });
  }

  #name(context: string): Token {
    this.#skipSpace();
    const token = this.#take();
    if (token.type !== 'string' && token.type !== 'raw') this.#unexpected(token, context);
    return token;
  }

  #invoke(kind: 'template' | 'block', at: number): Node {
    const token = this.#name(`${kind} clause`);
    const name = unquote(token.text);
    const pipe = this.#peekWord().type === 'right' ? undefined : this.#pipe(`${kind} clause`, 'right');
    if (!pipe) this.#next++;
    if (kind === 'block') this.#defined.set(name, this.#body());
    return {
      kind: 'template',
      at: kind === 'block' ? at : token.at,
      text: `{{template ${token.text}${pipe ? ` ${pipe.text}` : ''}}}`,
      name,
      pipe,
    };
  }

  #define(): void {
    const name = unquote(this.#name('define clause').text);
    this.#expect('right', 'define clause');
    this.#defined.set(name, this.#body());
  }

  #body(): Node[] {
    const outer = this.#variables.splice(0, this.#variables.length, '$');
    const list = this.#list();
    this.#variables.splice(0, this.#variables.length, ...outer);
    if (list.by !== 'end') this.#fail(list.by === 'eof' ? 'unexpected EOF' : 'unexpected {{else}} in define clause');
    return list.nodes;
  }

  #pipe(context: string, end: 'right' | ')'): Pipe {
    const at = this.#peekWord().at;
    const { variables, assign } = this.#declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const token = this.#peekWord();
      if (token.type === end) {
        this.#next++;
        break;
      }
      commands.push(this.#command());
    }
    this.#checkPipe(commands, context);
    const declared = variables.length ? `${variables.join(', ')} ${assign ? '=' : ':='} ` : '';
    return { at, text: declared + commands.map((command) => command.text).join(' | '), assign, variables, commands };
  }

  #checkPipe(commands: readonly Command[], context: string): void {
    if (commands.length === 0) this.#fail(`missing value for ${context}`);
    commands.slice(1).forEach((command, index) => {
      const first = command.words[0];
      if (first && (first.kind === 'constant' || first.kind === 'dot' || first.kind === 'nil'))
        this.#fail(`non executable command in pipeline stage ${index + 2}`);
    });
  }

  /** `$x :=`, `$x =`, and in range `$i, $e :=`. */
  #declarations(context: string): { variables: string[]; assign: boolean } {
    const start = this.#next;
    const variables: string[] = [];
    for (;;) {
      const token = this.#peekWord();
      if (token.type !== 'variable') break;
      this.#next++;
      const after = this.#peekWord();
      if (after.type === 'declare' || after.type === 'assign') {
        this.#next++;
        variables.push(token.text);
        const assign = after.type === 'assign';
        if (!assign) this.#variables.push(...variables);
        return { variables, assign };
      }
      if (after.type !== 'comma') break;
      this.#next++;
      variables.push(token.text);
      if (context !== 'range' || variables.length > 1) this.#fail(`too many declarations in ${context}`);
    }
    this.#next = start;
    return { variables: [], assign: false };
  }

  #command(): Command {
    const at = this.#peekWord().at;
    const words: Word[] = [];
    for (;;) {
      const token = this.#peekWord();
      const word = this.#operand();
      if (word) words.push(word);
      const next = this.#peek();
      if (next.type === 'space') continue;
      if (next.type === 'pipe') this.#next++;
      else if (next.type !== 'right' && next.type !== ')') this.#unexpected(word ? next : token, 'operand');
      break;
    }
    if (words.length === 0) this.#fail('empty command');
    return { at, text: words.map((word) => word.text).join(' '), words };
  }

  #operand(): Word | undefined {
    const word = this.#term();
    if (!word || this.#peek().type !== 'field') return word;
    const { at } = this.#peek();
    const path: string[] = [];
    while (this.#peek().type === 'field') path.push(this.#take().text.slice(1));
    const text = `${word.text}.${path.join('.')}`;
    if (word.kind === 'field') return { ...word, at, text, path: [...word.path, ...path] };
    if (word.kind === 'variable') return { ...word, at, text, path };
    if (word.kind === 'constant' || word.kind === 'nil' || word.kind === 'dot') {
      this.#fail(`unexpected . after term ${JSON.stringify(word.text)}`);
    }
    return { kind: 'chain', at, text, of: word, path };
  }

  #term(): Word | undefined {
    this.#skipSpace();
    const token = this.#take();
    const { at, text } = token;
    switch (token.type) {
      case 'identifier':
        if (text === 'true' || text === 'false') return { kind: 'constant', type: 'bool', at, text, value: text === 'true' };
        if (text === 'nil') return { kind: 'nil', at, text };
        if (KEYWORDS.has(text)) break;
        if (!this.functions.has(text)) this.#fail(`function ${JSON.stringify(text)} not defined`, at);
        return { kind: 'function', at, text, name: text };
      case 'dot':
        return { kind: 'dot', at, text };
      case 'field':
        return { kind: 'field', at, text, path: [text.slice(1)] };
      case 'variable':
        if (!this.#variables.includes(text)) this.#fail(`undefined variable ${JSON.stringify(text)}`, at);
        return { kind: 'variable', at, text, name: text, path: [] };
      case 'number':
        return { kind: 'constant', type: 'number', at, text, value: Number(text.replaceAll('_', '')) };
      case 'char':
        return { kind: 'constant', type: 'number', at, text, value: unquote(`"${text.slice(1, -1)}"`).codePointAt(0) ?? 0 };
      case 'string':
      case 'raw':
        return { kind: 'constant', type: 'string', at, text, value: unquote(text) };
      case '(': {
        const pipe = this.#pipe('parenthesized pipeline', ')');
        return { kind: 'pipe', at, text: `(${pipe.text})`, pipe };
      }
      default:
    }
    this.#next--;
    return undefined;
  }
}
