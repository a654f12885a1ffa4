import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';

/** A client as it is sent. */
export type ClientBody = Record<string, unknown> & {
  name?: unknown;
  email?: unknown;
  phone?: unknown;
};

/** Makes lawful inputs: unique in the run, recognisable as ours, at reserved addresses and numbers only. */
export interface MakeData {
  /** A client with name, email and phone; `undefined` in `members` leaves one out. */
  readonly client: (members?: Readonly<Record<string, unknown>>) => ClientBody;
  /** A client with every optional field and two custom fields. */
  readonly fullClient: (members?: Readonly<Record<string, unknown>>) => ClientBody;
  /** Another value for every updatable field of a client. */
  readonly changes: (client: ClientBody) => ClientBody;
  readonly name: () => string;
  readonly email: () => string;
  readonly phone: () => string;
  /** A phone of more digits than one of the United States has. */
  readonly longPhone: () => string;
  /** A word that stands nowhere else in the run. */
  readonly word: () => string;
}

/** Area codes that are in use; with 555-01xx behind them they are reserved for fiction. */
const AREA_CODES = [202, 212, 303, 312, 404, 415, 503, 512, 602, 617, 702, 713, 804, 808, 907, 919];

/**
 * Makes the data of a run.
 *
 * @param runId a short word that marks everything the run creates
 * @param customFields names of the custom fields to use
 */
export function makeData(runId: string, customFields: readonly string[]): MakeData {
  let count = 0;
  const next = (): number => {
    count += 1;
    return count;
  };
  const word = (): string => `${runId}${next().toString(36)}`;
  const name = (): string => `Conformance ${word()}`;
  const email = (): string => `conformance.${word()}@example.com`;
  // elsewhere in each run: a gateway may want the phones of clients to differ
  let phones = serialOf(runId);
  const phone = (): string => {
    phones += 1;
    const area = AREA_CODES[Math.floor(phones / 100) % AREA_CODES.length];
    return `+1${area}55501${String(phones % 100).padStart(2, '0')}`;
  };
  const longPhone = (): string => `+447700900${String(next() % 1000).padStart(3, '0')}`;
  const members = (extra: Readonly<Record<string, unknown>>): ClientBody =>
    Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== undefined));
  const client = (extra: Readonly<Record<string, unknown>> = {}): ClientBody =>
    members({ name: name(), email: email(), phone: phone(), ...extra });
  const fields = [...OPTIONAL_CLIENT_FIELDS, ...customFields];
  const texts = (unlike: ClientBody): Record<string, string> =>
    Object.fromEntries(fields.map((field) => [field, another(field, unlike[field], word)]));
  const fullClient = (extra: Readonly<Record<string, unknown>> = {}): ClientBody =>
    client({ ...texts({}), ...extra });
  const changes = (of: ClientBody): ClientBody => client(texts(of));
  return { client, fullClient, changes, name, email, phone, longPhone, word };
}

function another(field: string, unlike: unknown, word: () => string): string {
  let value = lawfulValue(field, word());
  while (value === unlike) value = lawfulValue(field, word());
  return value;
}

/**
 * A lawful value of an optional field; formats are those of the document's examples, values are not:
 * a gateway's own default would pass for what was sent.
 */
function lawfulValue(field: string, word: string): string {
  const serial = serialOf(word);
  const pick = (values: readonly string[]): string => values[serial % values.length] ?? '';
  switch (field) {
    case 'birthday':
      return `19${60 + (serial % 40)}-0${1 + (serial % 9)}-${10 + (serial % 19)}`;
    case 'state':
      return pick(['OH', 'NY', 'TX', 'WA', 'OR', 'NV', 'CO', 'IL']);
    case 'country_code':
      return pick(['MX', 'CA', 'GB', 'DE', 'FR', 'AU', 'NZ', 'IE']);
    case 'postal_code': // beginning with a zero, which a number would lose
      return String(1_000 + (serial % 9_000)).padStart(5, '0');
    default:
      return `${field} ${word}`;
  }
}

/** A number below 9,973 that differs between words. */
function serialOf(word: string): number {
  return [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
}
