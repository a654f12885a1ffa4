import type { ClientRecord, FieldValue } from '../records.ts';
import { Refusal } from '../refusal.ts';
import type { Rules } from '../rules.ts';

type Body = Readonly<Record<string, unknown>>;

const missing = (field: string, named = field) =>
  new Refusal('missingField', `Missing required field: ${named}`, { field });

const invalid = (field: string, why: string) =>
  new Refusal('invalidField', `Invalid field: ${field} ${why}`, { field });

/** Refuses a create without a name or a contact (§5.1). */
export function requireClientFields(body: Body, rules: Rules): void {
  if (rules.isNameMissing(body)) throw missing('name');
  if (rules.isContactMissing(body)) throw missing(rules.contactField, 'phone or email');
}

/** What a body sets: values by field, and the fields that it clears with null. */
export interface ClientInput {
  readonly values: ClientRecord['values'];
  readonly cleared: readonly string[];
}

/** The fields that a create or update sets, each checked (§5.1, §5.2). */
export function readClientInput(body: Body, rules: Rules): ClientInput {
  const stored = Object.entries(body).filter(([field]) => rules.storesMember(field));
  const cleared: string[] = [];
  const values: [string, FieldValue][] = [];
  for (const [field, value] of stored) {
    const why = whatIsWrong(field, value, rules);
    if (why) throw invalid(field, why);
    if (value === null) cleared.push(field);
    else values.push([field, value as FieldValue]);
  }
  // fromEntries defines members, so that a field called `__proto__` stays one.
  return { values: Object.fromEntries(values), cleared };
}

function whatIsWrong(field: string, value: unknown, rules: Rules): string | undefined {
  if (field === 'name') {
    return rules.isNameInvalid(value) ? 'must be a string that is not blank' : undefined;
  }
  if (value === null) return undefined;
  if (field === 'phone' || field === 'email') {
    return rules.isContactInvalid(value, field) ? 'must be a string that is not blank' : undefined;
  }
  if (rules.isKnownField(field)) {
    return rules.isOptionalInvalid(value, field) ? 'must be a string' : undefined;
  }
  return rules.isCustomInvalid(value, field) ? 'must be a string, number or boolean' : undefined;
}

/** Refuses values that would leave a client without a contact (§5.1). */
export function requireContact(values: ClientRecord['values'], named: string, rules: Rules): void {
  if (rules.isLastContactGone(values)) {
    throw invalid(named, 'cannot be removed: a client needs a phone or an email');
  }
}
