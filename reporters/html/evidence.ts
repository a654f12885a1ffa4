import type { HeaderList } from '../../contracts/evidence.ts';
import type { Evidence } from '../../contracts/verdict.ts';
import { curl } from '../curl.ts';
import { trace } from '../trace.ts';
import { escaped } from './escaped.ts';

// A body of megabytes would choke the page; report.json has it whole.
const BODY_SHOWN = 20_000;

/** An exchange or delivery, opened at will, with the line that repeats it. */
export function evidence(item: Evidence, target: string, open: boolean): string {
  const { asked, got, took } = trace(item, target);
  return `<details class="evidence"${open ? ' open' : ''}><summary>${escaped(asked)} → <b>${escaped(got)}</b>${
    took === undefined ? '' : ` <span class="soft">${took}</span>`
  }</summary>${item.kind === 'exchange' ? exchange(item.exchange) : delivery(item.delivery)}</details>`;
}

/** A block of code with its label and a button that copies it. */
export function block(label: string, text: string): string {
  return `<div class="label"><span>${label}</span><button type="button" data-copy hidden>Copy</button></div><pre>${escaped(text)}</pre>`;
}

function exchange(exchange: Extract<Evidence, { kind: 'exchange' }>['exchange']): string {
  const { request, response } = exchange;
  return [
    block('Request', message(`${request.method} ${request.url}`, request.headers, request.body)),
    response
      ? block('Response', message(`HTTP ${response.status}`, response.headers, response.body))
      : '',
    block('Send it again', curl(exchange)),
  ].join('');
}

function delivery({
  method,
  url,
  headers,
  body,
}: Extract<Evidence, { kind: 'delivery' }>['delivery']) {
  return block('Delivery', message(`${method} ${url}`, headers, body));
}

function message(first: string, headers: HeaderList, body = ''): string {
  const shown =
    body.length > BODY_SHOWN
      ? `${body.slice(0, BODY_SHOWN)}\n… ${body.length - BODY_SHOWN} characters more`
      : body;
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [first, ...lines, ...(shown === '' ? [] : ['', shown])].join('\n');
}
