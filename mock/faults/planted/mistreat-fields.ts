import type { ClientRecord } from '../../records.ts';
import type { PlantedFault } from './planted-fault.ts';

/** What is stored of a client. */
export type Values = ClientRecord['values'];

const CREATE = 'errors/robustness/valid-create-unchanged';
const UPDATE = 'errors/robustness/valid-update-unchanged';

/** What becomes of all that a create stores. */
export function stored(
  name: string,
  does: string,
  change: (values: Values) => Values,
): PlantedFault {
  return {
    name: `create-${name}`,
    does: `creates a client ${does}`,
    clause: CREATE,
    record: (client, action) =>
      action === 'create' ? { ...client, values: change(client.values) } : client,
  };
}

/** What becomes of a client by an update. */
export function changed(
  name: string,
  does: string,
  change: (before: Values, sent: Values) => readonly [before: Values, sent: Values],
): PlantedFault {
  return {
    name: `update-${name}`,
    does,
    clause: UPDATE,
    rules: (conforming) => ({
      valuesAfterUpdate: (before, sent, cleared) =>
        conforming.valuesAfterUpdate(...change(before, sent), cleared),
    }),
  };
}

/** Whether a field is there. */
export const has = (values: Values, field: string): boolean => Object.hasOwn(values, field);
/** All but some fields. */
export const without = (values: Values, ...fields: readonly string[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)));
/** All but a field that is lost. */
export const lost = (values: Values, field: string, isLost: boolean): Values =>
  isLost ? without(values, field) : values;
/** The same values under other names. */
export const renamed = (values: Values, rename: (field: string) => string): Values =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [rename(field), value]));
