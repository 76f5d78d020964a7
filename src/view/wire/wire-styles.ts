import { css } from 'lit';

export const wireStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    height: 100%;
    font: 14px/1.45 var(--font-sans);
    color: var(--ink);
  }
  .nothing,
  .hint {
    margin: 16px;
    color: var(--soft);
    font-size: 15px;
  }
  .hint {
    flex: none;
    font-size: 14px;
  }
  .rows {
    flex: 1 1 45%;
    min-height: 120px;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 8px;
  }
  .height {
    position: relative;
  }
  .rows:focus-visible,
  .detail:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .row {
    position: absolute;
    inset: 0 0 auto 0;
    display: flex;
    align-items: center;
    gap: 8px;
    height: 34px;
    padding-right: 8px;
    border-radius: 6px;
    cursor: pointer;
    white-space: nowrap;
  }
  .row:hover {
    background: var(--hush);
  }
  .row.on {
    background: var(--now-ground);
    box-shadow: inset 0 0 0 1.5px var(--now);
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .line {
    font: 600 14px/1 var(--font-mono);
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .method {
    font: 600 13px/1 var(--font-mono);
  }
  .path {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    font: 13px/1.4 var(--font-mono);
  }
  .size {
    color: var(--soft);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .status {
    flex: none;
    padding: 2px 8px;
    border-radius: 10px;
    font-size: 12.5px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .status.good {
    background: var(--ok-ground);
    color: var(--ok);
  }
  .status.refused {
    background: var(--warn-ground);
    color: var(--warn);
  }
  .status.broken {
    background: var(--bad-ground);
    color: var(--bad);
  }
  .status.open {
    background: var(--hush);
    color: var(--soft);
  }
  .detail {
    flex: 1 1 55%;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0 12px 16px;
    border-top: 1px solid var(--line);
    background: var(--ground);
  }
  .outcome {
    margin: 12px 0 0;
    color: var(--soft);
    font-size: 13.5px;
    font-variant-numeric: tabular-nums;
  }
  .card {
    margin-top: 12px;
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--paper);
  }
  h3 {
    margin: 0 0 6px;
    font-size: 15px;
  }
  h3 small {
    color: var(--soft);
    font-size: 14px;
    font-weight: 400;
  }
  .purpose {
    margin: 0 0 8px;
  }
  pre,
  code,
  .lines,
  .headers dt,
  .query {
    font-family: var(--font-mono);
    font-size: 13px;
  }
  pre {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .head {
    font-weight: 600;
    line-height: 1.5;
  }
  dl {
    margin: 8px 0 0;
  }
  dl div {
    margin-bottom: 6px;
  }
  dt,
  dd {
    display: inline;
    margin: 0;
    overflow-wrap: anywhere;
  }
  dt {
    font-weight: 600;
  }
  dt::after {
    content: ': ';
  }
  .query {
    padding-left: 12px;
    border-left: 2px solid var(--line);
  }
  .headers p {
    margin: 1px 0 0;
    color: var(--soft);
    font: 13.5px/1.45 var(--font-sans);
  }
  .headers small {
    color: var(--soft);
    font-size: 13px;
  }
  .decoded {
    margin: 4px 0;
    padding: 6px 10px;
    border-left: 2px solid var(--line);
  }
  .facts {
    margin: 6px 0 0;
    color: var(--soft);
    font-size: 13.5px;
  }
  .body {
    margin: 8px 0 0;
    padding: 8px 10px;
    max-height: 320px;
    overflow: auto;
    border-radius: 6px;
    background: var(--hush);
  }
  .body:focus-visible {
    outline: 2px solid var(--focus);
  }
  .lines,
  .frames {
    margin: 0;
    padding: 0;
    list-style: none;
    overflow-wrap: anywhere;
  }
  .lines li + li,
  .frames li + li {
    margin-top: 4px;
  }
  .stream {
    font-size: 12.5px;
    font-weight: 600;
    color: var(--soft);
  }
  .stream.stderr {
    color: var(--warn);
  }
  .binary {
    margin: 8px 0 0;
    overflow-wrap: anywhere;
  }
  .why {
    margin: 0;
    padding-left: 20px;
    color: var(--soft);
    overflow-wrap: anywhere;
  }
  .why li:last-child {
    color: var(--ink);
    font-weight: 600;
  }
`;
