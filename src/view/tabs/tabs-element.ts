import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';

export interface Tab {
  readonly name: string;
  readonly label: string;
  /** The id of the element that it shows, in the page. */
  readonly panel: string;
}

/** Another tab was chosen. */
export class TabChosen extends Event {
  static readonly type = 'tab-chosen';
  constructor(readonly tab: string) {
    super(TabChosen.type, { bubbles: true, composed: true });
  }
}

/**
 * A row of tabs (ARIA Authoring Practices, "Tabs with automatic activation"). It is drawn in the
 * page itself, not in a shadow, so that tabs and panels can name one another.
 *
 * @summary Tabs for panels that stand elsewhere in the page.
 * @fires tab-chosen - another tab was chosen
 */
@customElement('drydock-tabs')
export class TabsElement extends LitElement {
  @property({ attribute: false }) tabs: readonly Tab[] = [];
  /** The name of the tab that is open. */
  @property() chosen = '';
  /** What the tabs are for, to a screen reader. */
  @property() label = '';

  protected override createRenderRoot(): HTMLElement {
    // The page came with these tabs as plain markup.
    this.replaceChildren();
    return this;
  }

  #choose(tab: Tab | undefined, focus: boolean): void {
    if (!tab) return;
    this.chosen = tab.name;
    this.dispatchEvent(new TabChosen(tab.name));
    if (focus) void this.updateComplete.then(() => this.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  }

  readonly #onKey = (event: KeyboardEvent) => {
    const seen = this.tabs.filter((tab) => this.querySelector<HTMLElement>(`#tab-${tab.name}`)?.offsetParent);
    const at = seen.findIndex((tab) => tab.name === this.chosen);
    const to: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: seen.length - 1 };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(seen[(next + seen.length) % seen.length], true);
  };

  protected override render() {
    return html`<div class="tabs" role="tablist" aria-label=${this.label} @keydown=${this.#onKey}>
      ${this.tabs.map(
        (tab) => html`<button
          type="button"
          role="tab"
          id="tab-${tab.name}"
          class="tab"
          aria-selected=${tab.name === this.chosen}
          aria-controls=${tab.panel}
          tabindex=${tab.name === this.chosen ? 0 : -1}
          @click=${() => this.#choose(tab, false)}
        >
          ${tab.label}
        </button>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-tabs': TabsElement;
  }
  interface HTMLElementEventMap {
    'tab-chosen': TabChosen;
  }
}
