import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface VirtualListOptions {
  /** Of one row, in pixels. */
  readonly rowHeight: number;
  /** Above the first row and below the last, in pixels. */
  readonly padding?: number;
  readonly count: () => number;
  /** The element that scrolls, once there is one. */
  readonly scroller: () => HTMLElement | null;
  /** Where the keyboard stands, or -1. */
  readonly active: () => number;
  /** The keyboard or a click chose a row. */
  readonly choose: (index: number) => void;
}

/** Rows drawn beyond each edge, so that scrolling never shows an empty one. */
const OVERSCAN = 8;

/** Which rows of `count` are in sight. `last` is not with them. */
export function windowOf(scrollTop: number, height: number, rowHeight: number, count: number): { first: number; last: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - OVERSCAN);
  const last = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + OVERSCAN);
  return { first: Math.min(first, last), last };
}

/** Where a key leads in a list, or undefined when it is not one for lists. */
export function stepOf(key: string, active: number, count: number, page: number): number | undefined {
  const to: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    Home: 0,
    End: count - 1,
    PageDown: active + page,
    PageUp: active - page,
  };
  const next = to[key];
  return next === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, next));
}

/** Keeps thousands of rows fast: only those in sight are drawn; arrows, Home, End and pages move the choice. */
export class VirtualList implements ReactiveController {
  #observer: ResizeObserver | undefined;
  #watched: HTMLElement | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly options: VirtualListOptions,
  ) {
    host.addController(this);
  }

  get range(): { first: number; last: number } {
    const scroller = this.options.scroller();
    return windowOf(scroller?.scrollTop ?? 0, scroller?.clientHeight || 600, this.options.rowHeight, this.options.count());
  }

  readonly onScroll = () => this.host.requestUpdate();

  readonly onKey = (event: KeyboardEvent) => {
    const { active, count, scroller, rowHeight, choose } = this.options;
    const page = Math.max(1, Math.floor((scroller()?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const next = stepOf(event.key, active(), count(), page);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next);
    this.reveal(next);
  };

  /** Scrolls just as far as it takes for the row to be in sight. */
  reveal(index: number): void {
    const scroller = this.options.scroller();
    if (!scroller || index < 0) return;
    const top = index * this.options.rowHeight;
    const bottom = top + this.options.rowHeight + 2 * (this.options.padding ?? 0);
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
  }

  hostUpdated(): void {
    const scroller = this.options.scroller();
    if (scroller === this.#watched) return;
    this.#observer?.disconnect();
    this.#watched = scroller;
    if (!scroller) return;
    this.#observer = new ResizeObserver(() => this.host.requestUpdate());
    this.#observer.observe(scroller);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#watched = null;
  }
}
