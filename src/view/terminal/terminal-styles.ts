import { css } from 'lit';

export const terminalStyles = css`
  :host {
    display: grid;
    /* The suggestions scroll; they must not widen the terminal, and with it a narrow page. */
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    min-height: 0;
    background: var(--terminal-ground);
    color: var(--terminal-ink);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 44px;
    padding: 0 16px 0 20px;
  }
  .name {
    margin: 0;
    font: 600 13px/1.2 var(--font-sans);
    letter-spacing: 0.02em;
    color: var(--terminal-soft);
  }
  .try {
    display: flex;
    min-width: 0;
    gap: 8px;
    margin: 0;
    padding: 4px 0;
    list-style: none;
    overflow-x: auto;
    scrollbar-width: none;
  }
  button {
    min-height: 32px;
    padding: 0 12px;
    border: 1px solid var(--terminal-line);
    border-radius: 16px;
    background: none;
    color: var(--terminal-ink);
    font: 13px/1 var(--font-mono);
    white-space: nowrap;
    cursor: pointer;
  }
  button:hover {
    background: var(--terminal-hover);
  }
  button:focus-visible {
    outline: 2px solid var(--terminal-cursor);
    outline-offset: -2px;
  }
  @media (pointer: coarse) {
    button {
      min-height: 44px;
      border-radius: 22px;
    }
  }
  .past {
    margin: 0;
    font: 14px/1.3 var(--font-sans);
    color: var(--terminal-cursor);
  }
  .now {
    border-color: var(--terminal-cursor);
    font-family: var(--font-sans);
  }
  .body {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-height: 0;
    min-width: 0;
    overflow: hidden;
    margin: 0 8px 8px 20px;
    cursor: text;
  }
  .body > * {
    grid-area: 1 / 1;
    min-height: 0;
    min-width: 0;
  }
  .screen {
    overflow: hidden;
    font-family: var(--font-mono);
    font-size: var(--terminal-size, 14.5px);
  }
  :host([past]) .screen {
    opacity: 0.86;
  }
  .waiting {
    margin: 0;
    font: var(--terminal-size, 14.5px) / 1.5 var(--font-mono);
  }
  .who {
    color: var(--terminal-green);
  }
  .caret {
    display: inline-block;
    width: 0.6em;
    height: 1.15em;
    vertical-align: text-bottom;
    background: var(--terminal-ink);
  }
  @media (prefers-reduced-motion: no-preference) {
    .caret {
      animation: blink 1.2s steps(2, start) infinite;
    }
    @keyframes blink {
      to {
        visibility: hidden;
      }
    }
  }
`;
