import { applyCompletion, type Completer, inColumns } from './completion.ts';
import { type Key, keysOf } from './keys.ts';
import { type EditState, edit, emptyLine, erase, redraw, remember, withText } from './line-editor.ts';
import { PROMPT } from './transcript.ts';

/** Where a prompt line is drawn, and whom it tells. */
export interface PromptHost {
  readonly columns: number;
  write(text: string): void;
  complete: Completer;
  submit(line: string): void;
  clear(): void;
  leave(): void;
}

/** The prompt with the line being typed: keys in, terminal output and submitted lines out. */
export class PromptLine {
  #state: EditState;
  /** What is on the screen now; undefined when the prompt is not. */
  #drawn: EditState | undefined;
  /** A line was submitted, and what it starts has not been seen yet. */
  #awaited = false;
  #typedAhead: Key[] = [];

  constructor(
    private readonly host: PromptHost,
    history: readonly string[],
  ) {
    this.#state = emptyLine(history);
  }

  get history(): readonly string[] {
    return this.#state.history;
  }

  get text(): string {
    return this.#state.text;
  }

  /** Draws the prompt where the terminal's caret is, if it is not there already. */
  show(): void {
    if (this.#drawn) return;
    this.#awaited = false;
    this.#draw();
    const keys = this.#typedAhead.splice(0);
    this.#take(keys);
  }

  /** Takes the prompt off the screen: what was submitted is now part of what has been printed. */
  hide(): void {
    if (!this.#drawn) return;
    this.host.write(erase(PROMPT, this.#drawn, this.host.columns));
    this.#drawn = undefined;
    if (this.#awaited) this.#state = emptyLine(this.#state.history);
    this.#awaited = false;
  }

  /** The screen was emptied: nothing is drawn any more. */
  forget(): void {
    this.#drawn = undefined;
  }

  /** Puts a line there as if it had been typed; with `submit`, Enter too. */
  fill(text: string, submit = false): void {
    this.#state = withText(this.#state, text);
    if (this.#drawn) this.#draw();
    if (submit) this.#submit();
  }

  /** Says why a submitted line was not begun, and asks again. */
  refuse(reason: string): void {
    this.#newPrompt();
    this.host.write(`${reason}\r\n`);
    this.#awaited = false;
    this.#state = emptyLine(this.#state.history);
    this.#draw();
  }

  data(data: string): void {
    this.#take(keysOf(data));
  }

  #take(keys: Key[]): void {
    for (const [at, key] of keys.entries()) {
      if (this.#awaited || !this.#drawn) {
        this.#typedAhead.push(...keys.slice(at));
        return;
      }
      const { state, effect } = edit(this.#state, key);
      this.#state = state;
      if (effect === 'submit') this.#submit();
      else if (effect === 'complete') this.#complete();
      else if (effect === 'interrupt') this.#abandon();
      else if (effect === 'clear') this.host.clear();
      else if (effect === 'leave') this.host.leave();
      else this.#draw();
    }
  }

  #draw(): void {
    this.host.write(redraw(PROMPT, this.#drawn, this.#state, this.host.columns));
    this.#drawn = this.#state;
  }

  #newPrompt(): void {
    this.#state = { ...this.#state, caret: this.#state.text.length };
    this.#draw();
    this.host.write('\r\n');
    this.#drawn = undefined;
  }

  #submit(): void {
    const line = this.#state.text;
    if (line.trim() === '') {
      this.#newPrompt();
      this.#state = emptyLine(this.#state.history);
      this.#draw();
      return;
    }
    this.#state = { ...withText(this.#state, line), history: remember(this.#state.history, line) };
    this.#draw();
    if (line.trim() === 'clear') {
      this.#state = emptyLine(this.#state.history);
      this.host.clear();
      return;
    }
    this.#awaited = true;
    this.host.submit(line);
  }

  #abandon(): void {
    const kept = this.#state.history;
    this.#newPromptAfter('^C');
    this.#state = emptyLine(kept);
    this.#draw();
  }

  #newPromptAfter(mark: string): void {
    this.#state = withText(this.#state, this.#state.text + mark);
    this.#newPrompt();
  }

  #complete(): void {
    const { text, caret } = this.#state;
    const completed = applyCompletion(text, caret, this.host.complete(text, caret));
    if (completed.choices) {
      const kept = this.#state;
      this.#newPrompt();
      this.host.write(`${inColumns(completed.choices, this.host.columns)}\r\n`);
      this.#state = kept;
    } else this.#state = withText(this.#state, completed.text, completed.caret);
    this.#draw();
  }
}
