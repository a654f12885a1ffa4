import type { ClientRecord, FieldValue } from '../../records.ts';

/** What careless code does to text. */
export const mangled = {
  inAscii: (text: string): string => text.replace(/[^ -~\s]/gu, '?'),
  misread: (text: string): string => Buffer.from(text).toString('latin1'),
  composed: (text: string): string => text.normalize('NFC'),
  withoutAstral: (text: string): string => text.replace(/[\u{10000}-\u{10ffff}]/gu, ''),
  split: (text: string): string => text.replace(/[\ud800-\udfff]/g, '\ufffd'),
  asHtml: (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  withoutTags: (text: string): string => text.replace(/<[^>]*>/g, ''),
  trimmed: (text: string): string => text.trim(),
  unescaped: (text: string): string =>
    text.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ),
  collapsed: (text: string): string => text.replace(/\s+/g, ' '),
  withoutBackslashes: (text: string): string => text.replaceAll('\\', ''),
  withoutJoiners: (text: string): string => text.replace(/\p{Cf}/gu, ''),
} as const satisfies Readonly<Record<string, (text: string) => string>>;

/** The values of a client with its texts changed, all of them or some. */
export function withTexts(
  values: ClientRecord['values'],
  change: (text: string, field: string) => string,
): ClientRecord['values'] {
  const changed = ([field, value]: [string, FieldValue]): [string, FieldValue] => [
    field,
    typeof value === 'string' ? change(value, field) : value,
  ];
  return Object.fromEntries(Object.entries(values).map(changed));
}
