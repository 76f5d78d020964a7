import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { turn } from '../turn.ts';
import type { Completer } from './completion.ts';
import { CommandEntered, ReturnToNow, TerminalData, TerminalLeft, TerminalResized } from './events.ts';
import { PromptLine } from './prompt-line.ts';
import type { Screen } from './screen.ts';
import { terminalStyles } from './terminal-styles.ts';
import { PROMPT, Transcript } from './transcript.ts';

/**
 * The terminal: shows what a transcript had printed at the cursor, edits a line at the prompt, and
 * hands the keyboard to the program that runs. The emulator itself loads on first use; until then a
 * plain prompt stands in its place.
 *
 * @summary A terminal over a trace.
 * @fires command-entered - a line was entered at the prompt
 * @fires terminal-data - keys were pressed while a program runs
 * @fires terminal-resized - the size in characters changed
 * @fires return-to-now - the learner typed, or asked for the present, while the past is shown
 * @fires terminal-left - Escape was pressed at the prompt
 */
@customElement('drydock-terminal')
export class TerminalElement extends LitElement {
  static override styles = terminalStyles;

  /** What can be shown: everything printed so far. */
  @property({ attribute: false }) transcript = new Transcript();
  /** How many pieces of the transcript are shown. */
  @property({ type: Number }) pieces = 0;
  /** A program has the keyboard. Otherwise the prompt has. */
  @property({ type: Boolean }) running = false;
  /** The cursor stands before the present. */
  @property({ type: Boolean, reflect: true }) past = false;
  /** What is past is being played: no need to say so. */
  @property({ type: Boolean }) replaying = false;
  /** Lines to try, for whoever does not know what to type. */
  @property({ attribute: false }) suggestions: readonly string[] = [];
  /** What Tab offers. */
  @property({ attribute: false }) complete: Completer = (_line, caret) => ({ from: caret, candidates: [] });

  @state() private opening: 'closed' | 'opening' | 'open' = 'closed';
  @query('.screen') private readonly host!: HTMLElement;

  #screen: Screen | undefined;
  #prompt: PromptLine | undefined;
  #shown = 0;
  /** Pieces before this one were cleared away with Ctrl-L. */
  #floor = 0;
  #observer: ResizeObserver | undefined;
  #ready: Promise<void> | undefined;
  /** Someone has typed at the program that runs. */
  #attended = false;

  /** All the text on the screen and above it. */
  get text(): string {
    return this.#screen?.text() ?? PROMPT.trimEnd();
  }

  /** Loads the emulator, once. */
  open(): Promise<void> {
    this.#ready ??= this.#load();
    return this.#ready;
  }

  override focus(): void {
    void this.open().then(() => this.#screen?.focus());
  }

  /** Enters a line as if the learner had typed it. */
  async enter(line: string): Promise<void> {
    await this.open();
    this.#now();
    await this.updateComplete;
    this.#prompt?.fill(line, true);
  }

  /** Takes keys as a terminal would send them: `\r` for Enter, `\x03` for Ctrl-C. */
  type(data: string): void {
    this.#onData(data);
  }

  /** The line entered could not even be begun: says why, and gives the prompt back. */
  refuse(reason: string): void {
    this.#prompt?.refuse(reason);
  }

  /** Colours or type have changed. */
  restyle(): void {
    this.#screen?.restyle();
  }

  async #load(): Promise<void> {
    this.opening = 'opening';
    const [{ openScreen }] = await Promise.all([import('./screen.ts'), this.updateComplete, document.fonts?.ready]);
    // An emulator takes its time to be run, made and measured: each in a task of its own.
    await turn();
    if (!this.isConnected) return;
    const screen = openScreen({
      host: this.host,
      shadow: this.shadowRoot!,
      onData: (data) => this.#onData(data),
      onResize: (columns, rows) => this.dispatchEvent(new TerminalResized(columns, rows)),
      passesTab: () => this.past || (!this.running && this.#prompt?.text === ''),
    });
    await turn();
    if (!this.isConnected) return screen.dispose();
    screen.fit();
    await turn();
    if (!this.isConnected) return screen.dispose();
    this.#screen = screen;
    this.#prompt = new PromptLine(
      {
        get columns() {
          return screen.columns;
        },
        write: (text) => screen.write(text),
        complete: (line, caret) => this.complete(line, caret),
        submit: (line) => this.dispatchEvent(new CommandEntered(line)),
        clear: () => this.#clear(),
        leave: () => this.dispatchEvent(new TerminalLeft()),
      },
      [],
    );
    this.#observer = new ResizeObserver(() => screen.fit());
    this.#observer.observe(this.host);
    this.opening = 'open';
    this.#sync();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#screen?.dispose();
    this.#screen = undefined;
    this.#prompt = undefined;
    this.#ready = undefined;
    this.#shown = 0;
    this.opening = 'closed';
  }

  #onData(data: string): void {
    if (this.past) this.#now();
    if (this.running && !this.past) {
      this.#attended = true;
      this.#sync();
      this.dispatchEvent(new TerminalData(data));
    } else this.#prompt?.data(data);
  }

  /** Asks for the present; whoever listens sets the properties, and the screen follows at once. */
  #now(): void {
    if (!this.past) return;
    this.dispatchEvent(new ReturnToNow());
    this.#sync();
  }

  #clear(): void {
    this.#floor = this.pieces;
    this.#screen?.reset();
    this.#prompt?.forget();
    this.#shown = this.pieces;
    this.#sync();
  }

  /** Brings the screen to what the properties say. */
  #sync(): void {
    const screen = this.#screen;
    const prompt = this.#prompt;
    if (!screen || !prompt) return;
    // What runs by itself is told by the captions: a pull redraws its progress many times.
    screen.announce(!this.past && (!this.running || this.#attended));
    if (this.pieces !== this.#shown) {
      prompt.hide();
      if (this.pieces < this.#shown) {
        screen.reset();
        prompt.forget();
        this.#shown = this.pieces < this.#floor ? 0 : this.#floor;
      }
      screen.write(this.transcript.text(this.#shown, this.pieces));
      this.#shown = this.pieces;
    }
    if (this.running || this.past) prompt.hide();
    else prompt.show();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('transcript') && changed.get('transcript') !== undefined) {
      this.#shown = Number.POSITIVE_INFINITY;
      this.#floor = 0;
    }
    if (!this.running) this.#attended = false;
    this.#sync();
  }

  protected override render() {
    return html`
      <div class="bar">
        <h2 class="name">Terminal</h2>
        ${
          this.past && !this.replaying
            ? html`<p class="past" role="status">What had been printed at this moment.</p>
              <button type="button" class="now" @click=${() => this.#now()}>Back to now</button>`
            : this.#suggested()
        }
      </div>
      <div class="body" @click=${() => this.focus()}>
        <div class="screen"></div>
        ${
          this.opening === 'open'
            ? nothing
            : html`<pre class="waiting"><span class="who">${PROMPT.slice(0, -2)}</span>${PROMPT.slice(-2)}<span class="caret"></span></pre>`
        }
      </div>
    `;
  }

  async #suggest(line: string): Promise<void> {
    await this.enter(line);
    // What runs may want keys next; on a touch screen that would call the keyboard up over the page.
    if (!matchMedia('(pointer: coarse)').matches) this.focus();
  }

  #suggested() {
    if (this.suggestions.length === 0 || this.running || this.replaying) return nothing;
    return html`<ul class="try" aria-label="Commands to try">
      ${this.suggestions.map((line) => html`<li><button type="button" @click=${() => this.#suggest(line)}>${line}</button></li>`)}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-terminal': TerminalElement;
  }
}
