import { html, nothing, type TemplateResult } from 'lit';
import type { HeaderList } from '../../core/trace/events.ts';
import { READER_LEFT } from '../../core/trace/left.ts';
import type { ExchangeState, WorldState } from '../../core/trace/world-state.ts';
import { whyChain } from '../explain/why.ts';
import { humanSize, humanTime, isStream, statusOf } from '../layout/exchange.ts';
import type { SpanIndex } from '../layout/spans.ts';
import { prose } from '../prose.ts';
import { type BodyView, bodyOf } from './body.ts';
import { viewHeader } from './decode-header.ts';
import { explainEndpoint } from './explain-endpoint.ts';
import { explainHeader } from './explain-header.ts';

const ends = ({ link }: ExchangeState) => (link === 'client-engine' ? (['client', 'engine'] as const) : (['engine', 'registry'] as const));

/** Header names as they are written by hand: `content-type` is `Content-Type` on the wire of HTTP/1.1. */
const spelled = (name: string) => name.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());

/** One exchange in full: request, answer, both bodies, and why it was made. */
export function exchangeDetail(exchange: ExchangeState, spans: SpanIndex, world: WorldState, now: number): TemplateResult {
  const [from, to] = ends(exchange);
  const { request, response, end } = exchange;
  const url = new URL(exchange.url, 'http://engine');
  const status = statusOf(exchange);
  const purpose = explainEndpoint(exchange.link, exchange.method, exchange.url);
  return html`<div class="detail" tabindex="0" role="region" aria-label="The chosen exchange">
    ${outcome(exchange)}
    <section class="card">
      <h3>Request <small>${from} to ${to}</small></h3>
      ${purpose ? html`<p class="purpose">${prose(purpose)}</p>` : nothing}
      <pre class="head">${exchange.method} ${url.pathname}${url.search} HTTP/1.1</pre>
      ${url.search ? html`<dl class="query">${[...url.searchParams].map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>` : nothing}
      ${headers(request.headers)}
      ${body(exchange, spans, 'http.request.chunk', request.headers, now)}
    </section>
    <section class="card">
      <h3>Answer <small>${to} to ${from}</small></h3>
      ${
        response
          ? html`<pre class="head">HTTP/1.1 ${response.status} ${response.statusText}</pre>
            <p class="facts">
              <span class="status ${status.tone}">${status.text}</span>
              first byte after ${humanTime(response.arrives - request.at)}${end ? html`, complete after ${humanTime(end.at - request.at)}` : isStream(exchange) ? ', still open' : nothing}
              ${exchange.responseSize ? html` · ${humanSize(exchange.responseSize)}` : nothing}
            </p>
            ${headers(response.headers)} ${body(exchange, spans, 'http.response.chunk', response.headers, now)}`
          : html`<p class="facts">${end?.type === 'http.failed' ? `No answer: ${end.reason}` : 'Not yet.'}</p>`
      }
      ${response && end?.type === 'http.failed' ? html`<p class="facts">${end.reason === READER_LEFT ? 'Closed: the reader had what it wanted.' : `Broken off: ${end.reason}`}</p>` : nothing}
    </section>
    <section class="card">
      <h3>Why does this happen?</h3>
      <ol class="why">
        ${whyChain(exchange.id, spans, world).map((link) => html`<li>${link.text}</li>`)}
      </ol>
    </section>
  </div>`;
}

/** How it went, in one line: a request may be long, and its answer far below. */
function outcome(exchange: ExchangeState): TemplateResult {
  const { request, response, responseSize, end } = exchange;
  const status = statusOf(exchange);
  const took = end ? `took ${humanTime(end.at - request.at)}` : response && isStream(exchange) ? 'still open' : 'under way';
  return html`<p class="outcome">
    <span class="status ${status.tone}">${status.text}</span>
    ${[...(responseSize > 0 ? [humanSize(responseSize)] : []), took].join(' · ')}
  </p>`;
}

function headers(list: HeaderList): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing;
  return html`<dl class="headers">
    ${list.map(([name, value]) => {
      const meaning = explainHeader(name, value);
      const { shown, left, decoded } = viewHeader(name, value);
      return html`<div>
        <dt>${spelled(name)}</dt>
        <dd><code title=${left ? value : nothing}>${shown}</code>${left ? html` <small>${left} more characters</small>` : nothing}${decoded ? html`<pre class="decoded">${decoded}</pre>` : nothing}${meaning ? html`<p>${prose(meaning)}</p>` : nothing}</dd>
      </div>`;
    })}
  </dl>`;
}

function body(
  exchange: ExchangeState,
  spans: SpanIndex,
  type: 'http.request.chunk' | 'http.response.chunk',
  list: HeaderList,
  now: number,
) {
  const pieces = spans.wireOf(exchange.id).filter((event) => event.type === type && event.at <= now);
  return bodyTemplate(bodyOf({ headers: list, pieces, url: exchange.url, hijacked: exchange.response?.status === 101 }));
}

function bodyTemplate(view: BodyView): TemplateResult | typeof nothing {
  switch (view.kind) {
    case 'none':
      return nothing;
    case 'binary':
      return html`<p class="binary">${humanSize(view.size)} of bytes${view.digest ? html`, known as <code>${view.digest}</code>` : nothing}</p>`;
    case 'lines':
      return html`${left(view.left)}${scrolling(html`<ol class="lines">${view.lines.map((line) => html`<li>${line}</li>`)}</ol>`)}`;
    case 'frames':
      return html`${left(view.left)}${scrolling(
        html`<ol class="frames">
          ${view.frames.map((frame) => html`<li><span class="stream ${frame.stream}">${frame.stream} · ${frame.size} B</span><pre>${frame.text}</pre></li>`)}
        </ol>`,
      )}`;
    default:
      return scrolling(html`<pre>${view.text}</pre>`);
  }
}

/** A body may be long: it scrolls by itself, and the keyboard reaches it. */
const scrolling = (inner: TemplateResult) => html`<div class="body" tabindex="0" role="group" aria-label="Body">${inner}</div>`;

const left = (count: number) => (count > 0 ? html`<p class="facts">${count} earlier ones are left out.</p>` : nothing);
