import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import { bodyOf, onAnswer, onRequest, withBody, withMember } from '../../handler.ts';
import type { ClientRecord, FieldValue } from '../../records.ts';
import { granted } from './misanswer.ts';

type Values = ClientRecord['values'];

/** What becomes of a value; without one it is lost on a create and ignored on an update. */
type Treatment = (value: string, values: Values, before: Values) => FieldValue | undefined;

/** A field that creates treat badly, in what is stored; `how` completes "creates a client …". */
export function onCreate(field: string, name: string, how: string, treat: Treatment): Fault {
  return {
    name: `create-${slug(name)}`,
    does: `creates a client ${how}`,
    record: (client, action) =>
      action === 'create'
        ? { ...client, values: treated(client.values, field, treat, {}) }
        : client,
  };
}

/** A field that updates treat badly, in what is stored; `how` completes "updates a client …". */
export function onUpdate(field: string, name: string, how: string, treat: Treatment): Fault {
  return {
    name: `update-${slug(name)}`,
    does: `updates a client ${how}`,
    rules: (conforming) => ({
      valuesAfterUpdate: (before, changed, cleared) =>
        conforming.valuesAfterUpdate(before, treated(changed, field, treat, before), cleared),
    }),
  };
}

/** A create that loses a field. */
export function lost(field: string): Fault {
  return onCreate(field, `loses-${field}`, `without its \`${field}\``, () => undefined);
}

/** A create that loses a field where another one is there too. */
export function lostBeside(field: string, other: string): Fault {
  const how = `without its \`${field}\` where it has \`${other}\` too`;
  return onCreate(field, `loses-${field}-beside-${other}`, how, (value, values) =>
    Object.hasOwn(values, other) ? undefined : value,
  );
}

/** A create that stores less of a field. */
export function cut(field: string, length: number): Fault {
  const how = `with ${length} characters of its \`${field}\``;
  return onCreate(field, `cuts-${field}-at-${length}`, how, (value) => value.slice(0, length));
}

/** A create that stores a field by another name. */
export function misnamed(field: string, other: string): Fault {
  return {
    name: slug(`create-stores-${field}-as-${other}`),
    does: `creates a client with its \`${field}\` as \`${other}\``,
    record: (client, action) => {
      const { [field]: value, ...rest } = client.values;
      if (action === 'update' || value === undefined) return client;
      return { ...client, values: { ...rest, [other]: value } };
    },
  };
}

/** A create, or an update, that refuses a field. */
export function refusing(action: 'create' | 'update', field: string): Fault {
  const match = action === 'create' ? at.createClient : at.updateClient;
  return {
    name: slug(`${action}-refuses-${field}`),
    does: `refuses every ${action} that has \`${field}\``,
    // an object is refused by all fields, after who asks is known
    answer: onRequest(match, (request) => {
      const body = bodyOf(request);
      return field in body ? withBody(request, { ...body, [field]: {} }) : undefined;
    }),
  };
}

/** An update that leaves a field as it was. */
export function ignored(field: string): Fault {
  return onUpdate(field, `ignores-${field}`, `but for its \`${field}\``, () => undefined);
}

/** An update that leaves a field as it was and answers what it was asked for. */
export function echoedOnly(field: string): Fault {
  const { rules } = ignored(field);
  return {
    name: slug(`update-only-echoes-${field}`),
    does: `answers the new \`${field}\` of a client and keeps the old one`,
    ...(rules && { rules }),
    answer: onAnswer(granted.update, (answer, request) => {
      const sent = bodyOf(request);
      if (field in sent) withMember(field, sent[field])(answer);
    }),
  };
}

/** An update that only fills what is empty. */
export function onlyFilled(field: string): Fault {
  const how = `with a new \`${field}\` only where it has none`;
  return onUpdate(field, `only-fills-${field}`, how, (value, _, before) =>
    Object.hasOwn(before, field) ? undefined : value,
  );
}

/** An update that puts the new value behind the old one. */
export function appended(field: string): Fault {
  const how = `with the new \`${field}\` behind the old one`;
  return onUpdate(field, `appends-${field}`, how, (value, _, before) =>
    Object.hasOwn(before, field) ? `${before[field]}, ${value}` : value,
  );
}

/** An update that takes a field only along with others. */
export function onlyWith(field: string, ...others: readonly string[]): Fault {
  const how = `with a new \`${field}\` only where the request has \`${others.join('` and `')}\` too`;
  return onUpdate(field, `takes-${field}-only-with-${others.join('-')}`, how, (value, values) =>
    others.every((other) => Object.hasOwn(values, other)) ? value : undefined,
  );
}

/** An update that empties a field instead of changing it. */
export function emptied(field: string): Fault {
  return {
    name: slug(`update-empties-${field}`),
    does: `updates a client by emptying its \`${field}\``,
    rules: (conforming) => ({
      valuesAfterUpdate: (before, changed, cleared) =>
        conforming.valuesAfterUpdate(
          before,
          changed,
          Object.hasOwn(changed, field) ? [...cleared, field] : cleared,
        ),
    }),
  };
}

/** An update that writes a field to another one. */
export function mistaken(field: string, other: string): Fault {
  return {
    name: slug(`update-takes-${field}-for-${other}`),
    does: `updates the \`${other}\` of a client with its \`${field}\``,
    rules: (conforming) => ({
      valuesAfterUpdate: (before, changed, cleared) => {
        const { [field]: value, ...rest } = changed;
        const moved = value === undefined ? changed : { ...rest, [other]: value };
        return conforming.valuesAfterUpdate(before, moved, cleared);
      },
    }),
  };
}

function treated(values: Values, field: string, treat: Treatment, before: Values): Values {
  const { [field]: value, ...rest } = values;
  if (typeof value !== 'string') return values;
  const kept = treat(value, rest, before);
  return kept === undefined ? rest : { ...rest, [field]: kept };
}

function slug(words: string): string {
  return words.replaceAll('_', '-').toLowerCase();
}
