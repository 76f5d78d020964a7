import { css } from 'lit';

export const sequenceStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    font: 14px/1.4 var(--font-sans);
    color: var(--ink);
  }
  .nothing {
    margin: 16px;
    color: var(--soft);
    font-size: 15px;
  }
  .heads {
    position: relative;
    flex: none;
    height: 40px;
    margin-left: 8px;
  }
  .head {
    position: absolute;
    top: 12px;
    transform: translateX(-50%);
    font-weight: 600;
  }
  .head.client {
    color: var(--client);
  }
  .head.engine {
    color: var(--engine);
  }
  .head.registry {
    color: var(--registry);
  }
  .rows {
    flex: 1;
    min-height: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding-left: 8px;
    border-top: 1px solid var(--line);
  }
  .rows:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .height {
    position: relative;
  }
  .lines {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .life {
    stroke: var(--line);
    stroke-width: 1.5;
  }
  .bar {
    stroke-width: 1.5;
  }
  .bar.engine {
    fill: var(--paper);
    stroke: var(--engine);
  }
  .bar.registry {
    fill: var(--paper);
    stroke: var(--registry);
  }
  .bar.on {
    fill: var(--now);
    stroke: var(--now);
  }
  .row {
    position: absolute;
    inset: 0 0 auto 0;
    height: 44px;
    border-radius: 6px;
    cursor: pointer;
  }
  .row:hover {
    background: color-mix(in srgb, var(--hush) 60%, transparent);
  }
  .row.on {
    box-shadow: inset 0 0 0 1.5px var(--now);
    background: color-mix(in srgb, var(--now-ground) 60%, transparent);
  }
  .label {
    position: absolute;
    top: 8px;
    padding: 1px 4px;
    border-radius: 4px;
    background: var(--paper);
    overflow: hidden;
    font: 12.5px/1.3 var(--font-mono);
    text-align: center;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .answer .label {
    font: 600 13px/1.3 var(--font-sans);
  }
  .answer.good .label {
    color: var(--ok);
  }
  .answer.refused .label {
    color: var(--warn);
  }
  .answer.broken .label {
    color: var(--bad);
  }
  .shaft {
    stroke: var(--soft);
    stroke-width: 1.5;
  }
  .tip {
    fill: var(--soft);
  }
  .answer .shaft {
    stroke-dasharray: 5 4;
  }
  .flying .shaft {
    stroke: var(--now);
    stroke-width: 2;
  }
  .flying .tip {
    fill: var(--now);
  }
`;
