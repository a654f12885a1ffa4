import type { Exchange } from '../../contracts/evidence.ts';

/** How often an answer of one status and shape was seen. */
export interface Tallied {
  /** E.g. `POST /v1/zapier/clients`. */
  readonly operation: string;
  /** `none` where no answer came. */
  readonly status: number | 'none';
  /** E.g. `{created_date, id, …}`; the members that the request has too are `…`. */
  readonly shape: string;
  readonly count: number;
}

/** Counts answers by what was asked, status and shape. */
export interface Tally {
  readonly add: (exchange: Exchange) => void;
  /** The most frequent first. */
  readonly counts: () => readonly Tallied[];
}

/** More kinds than a reader would read, and a bound where every answer is of a kind of its own. */
const MOST = 200;
const OTHERS = 'other shapes';

/** An empty tally. */
export function createTally(): Tally {
  const counts = new Map<string, { -readonly [Key in keyof Tallied]: Tallied[Key] }>();
  return {
    add(exchange) {
      const operation = operationOf(exchange);
      const status = exchange.response?.status ?? 'none';
      const key = (shape: string): string => `${operation} ${status} ${shape}`;
      const own = shapeOf(exchange);
      const shape = counts.has(key(own)) || counts.size < MOST ? own : OTHERS;
      const known = counts.get(key(shape)) ?? { operation, status, shape, count: 0 };
      known.count += 1;
      counts.set(key(shape), known);
    },
    counts: () => [...counts.values()].sort((one, other) => other.count - one.count),
  };
}

function operationOf({ request }: Exchange): string {
  const path = new URL(request.url).pathname.split('/');
  return `${request.method} ${path.map((part) => (isName(part) ? part : '{id}')).join('/')}`;
}

/** Ids are long, or have digits; `v1` is no id. */
function isName(part: string): boolean {
  return /^(?:v\d|[a-z_]{0,20})$/.test(part);
}

function shapeOf({ request, response, failure }: Exchange): string {
  if (response === undefined) return failure?.kind ?? 'nothing';
  try {
    const sent = new Set(Object.keys(objectIn(request.body)));
    return shape(JSON.parse(response.body), sent);
  } catch {
    return response.body === '' ? 'empty' : 'no JSON';
  }
}

function objectIn(body: string | undefined): object {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function shape(value: unknown, sent: ReadonlySet<string>): string {
  if (Array.isArray(value)) return '[…]';
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  const own = Object.entries(value).filter(([key]) => !sent.has(key));
  const members = own.map(([key, inner]) => {
    if (key === 'code' && typeof inner === 'string') return `code: ${inner.slice(0, 40)}`;
    return inner !== null && typeof inner === 'object' ? `${key}: ${shape(inner, sent)}` : key;
  });
  const isEchoed = own.length < Object.keys(value).length;
  return `{${[...members.sort().slice(0, 12), ...(isEchoed ? ['…'] : [])].join(', ')}}`;
}
