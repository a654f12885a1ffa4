type Json = Record<string, unknown>;

/**
 * A pact file that is the same byte for byte on every generation: keys sorted, interactions in the
 * order given, and no versions of the libraries that wrote it.
 *
 * @param order descriptions, in their order
 */
export function stablePact(written: string, order: readonly string[]): string {
  const pact = JSON.parse(written) as Json & { interactions: (Json & { description: string })[] };
  const place = new Map(order.map((description, at) => [description, at]));
  const interactions = [...pact.interactions].sort(
    (a, b) => (place.get(a.description) ?? 0) - (place.get(b.description) ?? 0),
  );
  if (interactions.length !== order.length) {
    throw new Error(`${order.length} interactions were agreed, ${interactions.length} are written`);
  }
  const metadata = { pactSpecification: { version: '4.0' } };
  return `${folded(JSON.stringify(sorted({ ...pact, interactions, metadata }), undefined, 2))}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, inner]) => [key, sorted(inner)]));
}

const SIMPLE = '(?:"(?:[^"\\\\]|\\\\.)*"|[\\w.+-]+)';
const LIST = new RegExp(`\\[\\n\\s+(${SIMPLE}(?:,\\n\\s+${SIMPLE})*)\\n\\s+\\]`, 'g');

/** Lists of plain values on one line, as the formatter of this repository wants them. */
function folded(json: string): string {
  return json.replace(LIST, (_, items: string) => `[${items.replace(/,\n\s+/g, ', ')}]`);
}
