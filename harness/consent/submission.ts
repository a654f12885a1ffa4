import { randomBytes } from 'node:crypto';
import type { HeaderList } from '../../contracts/evidence.ts';
import type { Entries } from './fill-form.ts';
import type { Control, Form } from './page.ts';

/** A request of the browser, but for its cookies. */
export interface Step {
  readonly label: string;
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: string;
  /** The same with passwords masked, for the record. */
  readonly shown?: { readonly url: string; readonly body?: string };
}

/** The request that submitting a form makes. */
export function submission(
  form: Form,
  entries: Entries,
  pressed: Control | undefined,
  pageUrl: string,
): Step {
  const {
    action = form.action,
    method = form.method,
    enctype = form.enctype,
  } = pressed?.override ?? {};
  const url = new URL(action);
  url.hash = '';
  const label = 'form of the authorization page';
  const referrer = [['Referer', pageUrl]] as const;
  if (method !== 'post') {
    url.search = new URLSearchParams([...entries]).toString();
    return { label, method: 'GET', url: url.href, headers: referrer };
  }
  const [type, body] = encode(entries, enctype);
  // Servers that guard against forged forms look at the origin.
  const origin = ['Origin', new URL(pageUrl).origin] as const;
  const headers: HeaderList = [...referrer, origin, ['Content-Type', type]];
  return { label, method: 'POST', url: url.href, headers, body };
}

function encode(entries: Entries, enctype: string): [type: string, body: string] {
  if (enctype === 'multipart/form-data') return multipart(entries);
  if (enctype === 'text/plain') {
    return ['text/plain', entries.map(([name, value]) => `${name}=${value}\r\n`).join('')];
  }
  const body = new URLSearchParams([...entries]).toString();
  return ['application/x-www-form-urlencoded', body];
}

function multipart(entries: Entries): [type: string, body: string] {
  const boundary = `----conformance${randomBytes(12).toString('hex')}`;
  const parts = entries.map(([name, value]) => {
    const quoted = name.replaceAll('"', '%22').replace(/\r?\n/g, '%0D%0A');
    return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted}"\r\n\r\n${value}\r\n`;
  });
  return [`multipart/form-data; boundary=${boundary}`, `${parts.join('')}--${boundary}--\r\n`];
}
