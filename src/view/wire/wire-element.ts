import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Subject } from '../../core/trace/step.ts';
import { emptyWorld, type WorldState } from '../../core/trace/world-state.ts';
import { SpanIndex } from '../layout/spans.ts';
import { type WireRow, type WireTree, wireRows, wireTree } from '../layout/wire.ts';
import { VirtualList } from '../list/virtual-list.ts';
import { SubjectSelected } from '../selection.ts';
import { exchangeDetail } from './exchange-detail.ts';
import { wireStyles } from './wire-styles.ts';

const ROW = 36;

/**
 * The wire lens: every exchange so far, each under what caused it, and the chosen one in full.
 *
 * @summary Requests and answers, explained.
 * @fires subject-selected - an exchange or a command was chosen
 */
@customElement('drydock-wire')
export class WireElement extends LitElement {
  static override styles = wireStyles;

  /** The world at the cursor. */
  @property({ attribute: false }) world: WorldState = emptyWorld();
  /** Who caused what, over the same trace. */
  @property({ attribute: false }) spans = new SpanIndex();
  /** The cursor, in virtual milliseconds. */
  @property({ type: Number }) now = 0;
  /** What is chosen, in whichever view. */
  @property({ attribute: false }) selected: Subject | undefined;

  @query('.rows') private readonly scroller!: HTMLElement | null;

  #tree: WireTree = { order: [] };
  /** What the tree was made of: which trace, how many commands, how many exchanges. */
  private drawn: readonly [first: unknown, commands: number, exchanges: number] = [undefined, 0, 0];
  readonly #list = new VirtualList(this, {
    rowHeight: ROW,
    padding: 8,
    count: () => this.#tree.order.length,
    scroller: () => this.scroller,
    active: () => this.#active,
    choose: (index) => this.#choose(index),
  });

  get #active(): number {
    const { selected } = this;
    if (selected?.kind !== 'exchange' && selected?.kind !== 'command') return -1;
    return this.#tree.order.findIndex(({ id }) => id === selected.id);
  }

  #choose(index: number): void {
    const id = this.#tree.order[index]?.id;
    if (!id) return;
    this.dispatchEvent(new SubjectSelected({ kind: this.world.commands.has(id) ? 'command' : 'exchange', id }));
  }

  protected override willUpdate(): void {
    // The order changes only when something new begins, or in another trace.
    const { commands, exchanges } = this.world;
    const drawn: typeof this.drawn = [
      [...commands.values()][0]?.start ?? [...exchanges.values()][0]?.request,
      commands.size,
      exchanges.size,
    ];
    if (drawn.every((part, at) => part === this.drawn[at])) return;
    this.drawn = drawn;
    this.#tree = wireTree(this.world, this.spans);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('selected') && this.selected) this.#list.reveal(this.#active);
    else if (changed.has('world') && !this.selected) this.#revealNewest();
  }

  #revealNewest(): void {
    let newest: string | undefined;
    for (const id of this.world.exchanges.keys()) newest = id;
    this.#list.reveal(this.#tree.order.findIndex(({ id }) => id === newest));
  }

  protected override render() {
    const { first, last } = this.#list.range;
    const rows = wireRows(this.world, this.#tree, this.now, first, last);
    const active = this.#active;
    const exchange = this.selected?.kind === 'exchange' ? this.world.exchanges.get(this.selected.id) : undefined;
    const { length } = this.#tree.order;
    if (length === 0)
      return html`<p class="nothing">Nothing has been said yet. Press play, or type a command: each request and its answer will be listed here.</p>`;
    return html`
      <div
        class="rows"
        role="listbox"
        tabindex="0"
        aria-label="Requests and answers"
        aria-activedescendant=${active >= first && active < last ? `row-${active}` : nothing}
        @scroll=${this.#list.onScroll}
        @keydown=${this.#list.onKey}
      >
        <div class="height" role="presentation" style="height: ${length * ROW}px">
          ${rows.map((row, at) => this.#row(row, first + at, first + at === active, length))}
        </div>
      </div>
      ${exchange ? exchangeDetail(exchange, this.spans, this.world, this.now) : html`<p class="hint">Choose a line to see the request and its answer in full.</p>`}
    `;
  }

  #row(row: WireRow, index: number, on: boolean, count: number) {
    const common = (inner: unknown) => html`<div
      id="row-${index}"
      class="row ${row.kind} ${on ? 'on' : ''}"
      role="option"
      aria-selected=${on}
      aria-setsize=${count}
      aria-posinset=${index + 1}
      style="transform: translateY(${index * ROW}px); padding-left: ${12 + row.depth * 16}px"
      @click=${() => this.#choose(index)}
    >
      ${inner}
    </div>`;
    if (row.kind === 'command') return common(html`<span class="line">$ ${row.line}</span>`);
    const { method, path, status, size, time, link } = row;
    return common(
      html`<span class="sr">${link === 'client-engine' ? 'client to engine' : 'engine to registry'}: </span>
        <span class="method">${method}</span> <span class="path" title=${path}>${path}</span>
        <span class="size">${size}</span>
        <span class="status ${status.tone}">${status.text}</span>
        <span class="sr">, ${time}</span>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-wire': WireElement;
  }
}
