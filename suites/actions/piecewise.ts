import type { Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';

/** A write as it was sent, with the answer. */
export interface Write {
  readonly sent: ClientBody;
  readonly exchange: Exchange;
}

/** What is left of a whole write that was refused. */
export interface Pieces {
  /** The same write without the fields that are refused on their own. */
  readonly remainder?: Write;
  /** The refusals of single fields, by field. */
  readonly refusedAlone: Readonly<Record<string, Exchange>>;
}

/** Fields that are sent with every client. */
const CONTACT = ['name', 'email', 'phone'];

/**
 * Finds the fields for which a write with all of them was refused, by sending each alone; so one
 * field that the gateway refuses does not hide the others. Sends nothing where the whole was granted.
 */
export async function piecewise(
  whole: Write,
  send: (fields: ClientBody, field: string) => Promise<Write>,
  always: readonly string[] = CONTACT,
): Promise<Pieces> {
  if (!isInvalid(whole.exchange)) return { refusedAlone: {} };
  const fields = Object.entries(whole.sent).filter(([field]) => !always.includes(field));
  const alone = await Promise.all(
    fields.map(async ([field, value]) => {
      const { exchange } = await send({ [field]: value }, field);
      return { field, value, exchange };
    }),
  );
  const refused = alone.filter(({ exchange }) => !succeeded(exchange));
  if (refused.length === 0 || refused.length === fields.length) return { refusedAlone: {} };
  const taken = alone.filter(({ exchange }) => succeeded(exchange));
  return {
    remainder: await send(
      Object.fromEntries(taken.map(({ field, value }) => [field, value])),
      'all other fields',
    ),
    refusedAlone: Object.fromEntries(refused.map(({ field, exchange }) => [field, exchange])),
  };
}

/** Whether a write was refused for what is in it. */
export function isInvalid({ response }: Exchange): boolean {
  return response?.status === 400 || response?.status === 422;
}
