import { at } from '../../at.ts';
import { onAnswer, onDelivery, withMember } from '../../handler.ts';
import type { FieldValue } from '../../records.ts';
import { withTexts } from '../actions/mangle.ts';
import type { PlantedFault } from './planted-fault.ts';

const CREATE = 'errors/robustness/valid-create-unchanged';
const UPDATE = 'errors/robustness/valid-update-unchanged';
const NOTE = 'errors/robustness/valid-note-unchanged';

type Change = (text: string) => string;
type Named = Pick<PlantedFault, 'name' | 'does'>;

const named = (name: string, does: string): Named => ({ name, does });
const isOf = (field: string, fields: readonly string[]): boolean =>
  fields.length === 0 || fields.includes(field);

/** Creates that store texts changed: of the fields, or of all where none is named. */
export function created(
  name: string,
  how: string,
  change: Change,
  ...fields: readonly string[]
): PlantedFault {
  return {
    ...named(`create-${name}`, `creates a client ${how}`),
    clause: CREATE,
    record: (client, action) =>
      action === 'create'
        ? {
            ...client,
            values: withTexts(client.values, (text, field) =>
              isOf(field, fields) ? change(text) : text,
            ),
          }
        : client,
  };
}

/** Updates that store texts changed, likewise. */
export function updated(
  name: string,
  how: string,
  change: Change,
  ...fields: readonly string[]
): PlantedFault {
  return {
    ...named(`update-${name}`, `updates a client ${how}`),
    clause: UPDATE,
    rules: (conforming) => ({
      valuesAfterUpdate: (before, changed, cleared) =>
        conforming.valuesAfterUpdate(
          before,
          withTexts(changed, (text, field) => (isOf(field, fields) ? change(text) : text)),
          cleared,
        ),
    }),
  };
}

/** Notes that are stored changed. */
export function noted(name: string, how: string, change: Change): PlantedFault {
  return {
    ...named(`note-${name}`, `adds a note ${how}`),
    clause: NOTE,
    rules: { noteText: change },
  };
}

/** Values of a create that become something else than text, or nothing. */
export function coerced(
  name: string,
  how: string,
  coerce: (value: FieldValue, field: string) => FieldValue | undefined,
): PlantedFault {
  return {
    ...named(`create-${name}`, `creates a client ${how}`),
    clause: CREATE,
    record: (client, action) => {
      if (action !== 'create') return client;
      const entries = Object.entries(client.values).flatMap(([field, value]) => {
        const kept = coerce(value, field);
        return kept === undefined ? [] : [[field, kept] as const];
      });
      return { ...client, values: Object.fromEntries(entries) };
    },
  };
}

/** Reads that show a field changed. */
export function readAs(name: string, how: string, field: string, change: Change): PlantedFault {
  return {
    ...named(`read-${name}`, `shows a client ${how}`),
    clause: CREATE,
    answer: onAnswer(
      { ...at.getClient, status: 'ok' },
      withMember(field, (value: unknown) => (typeof value === 'string' ? change(value) : value)),
    ),
  };
}

/** Deliveries that show a field changed. */
export function deliveredAs(
  event: 'client.created' | 'client.updated',
  name: string,
  how: string,
  change: Change,
): PlantedFault {
  const field = event === 'client.created' ? 'data.name' : 'name';
  return {
    ...named(`delivery-${name}`, `delivers ${event} ${how}`),
    clause: event === 'client.created' ? CREATE : UPDATE,
    deliver: onDelivery(
      event,
      withMember(field, (value: unknown) => (typeof value === 'string' ? change(value) : value)),
    ),
  };
}
