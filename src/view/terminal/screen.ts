import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import xtermCss from '@xterm/xterm/css/xterm.css?inline';

/** What the terminal element needs of a terminal emulator. Loaded only when a terminal is used. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  /** Empties the screen and what has scrolled off it. */
  reset(): void;
  focus(): void;
  fit(): void;
  restyle(): void;
  /** Whether a screen reader is told what is printed. It can be read line by line at any time. */
  announce(on: boolean): void;
  dispose(): void;
  /** All that is on the screen and above it, for tests and for copying. */
  text(): string;
}

export interface ScreenOptions {
  readonly host: HTMLElement;
  readonly shadow: ShadowRoot;
  readonly onData: (data: string) => void;
  readonly onResize: (columns: number, rows: number) => void;
  /** Whether Tab has nothing to do here, and goes on to what follows in the page. */
  readonly passesTab: () => boolean;
}

/** Colours come from the page's design tokens, which may differ by theme: a probe gets each one's value. */
function themeOf(host: HTMLElement): ITheme {
  const probe = document.createElement('span');
  host.append(probe);
  const token = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const theme: ITheme = {
    background: token('--terminal-ground'),
    foreground: token('--terminal-ink'),
    cursor: token('--terminal-cursor'),
    cursorAccent: token('--terminal-ground'),
    selectionBackground: token('--terminal-line'),
    green: token('--terminal-green'),
    brightBlack: token('--terminal-soft'),
  };
  probe.remove();
  return theme;
}

export function openScreen({ host, shadow, onData, onResize, passesTab }: ScreenOptions): Screen {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(xtermCss);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  const style = getComputedStyle(host);
  const terminal = new Terminal({
    convertEol: true,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    fontFamily: style.fontFamily,
    fontSize: Number.parseFloat(style.fontSize),
    lineHeight: 1.25,
    screenReaderMode: true,
    scrollback: 5000,
    theme: themeOf(host),
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(host);
  // Shift and Tab lead out, also while a program has all other keys (WCAG 2.1.2, No Keyboard Trap).
  terminal.attachCustomKeyEventHandler((event) => !(event.key === 'Tab' && (event.shiftKey || passesTab())));
  terminal.onData(onData);
  // xterm's own region interrupts whatever is being said, and keeps what was printed while it was silent.
  const region = host.querySelector('.live-region');
  terminal.onResize(({ cols, rows }) => onResize(cols, rows));
  return {
    get columns() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    write: (text) => terminal.write(text),
    reset: () => terminal.reset(),
    focus: () => terminal.focus(),
    fit: () => fit.fit(),
    restyle() {
      const now = getComputedStyle(host);
      terminal.options.theme = themeOf(host);
      terminal.options.fontSize = Number.parseFloat(now.fontSize);
      fit.fit();
    },
    announce(on) {
      const live = on ? 'polite' : 'off';
      if (!region || region.getAttribute('aria-live') === live) return;
      region.textContent = '';
      region.setAttribute('aria-live', live);
    },
    dispose() {
      terminal.dispose();
      shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((other) => other !== sheet);
    },
    text() {
      const { active } = terminal.buffer;
      const lines: string[] = [];
      for (let at = 0; at < active.length; at++) {
        const line = active.getLine(at);
        const text = line?.translateToString(true) ?? '';
        if (line?.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`);
        else lines.push(text);
      }
      return lines.join('\n').trimEnd();
    },
  };
}
