import fc from 'fast-check';
import type { Kind } from './trial.ts';

/** A client that breaks one rule: these members replace those of a lawful one, `undefined` leaves out. */
export type InvalidMembers = Readonly<Record<string, unknown>>;

/** What the texts are is not the matter here. */
const anyText = fc.constantFrom(
  'Springfield',
  'Z\u00fcrich',
  '\u6771\u4eac',
  'O\u2019Neil & Co.',
  'x',
);
const nested = fc.oneof(
  fc.constant({}),
  fc.dictionary(fc.constantFrom('first', 'last', 'value'), anyText, { minKeys: 1 }),
);
const list = fc.oneof(fc.constant([]), fc.array(anyText, { minLength: 1, maxLength: 3 }));
const alongside = fc.record({ city: anyText, utm_term: anyText }, { requiredKeys: [] });

function broken(name: string, members: fc.Arbitrary<InvalidMembers>): Kind<InvalidMembers> {
  return {
    name,
    cases: fc.tuple(alongside, members).map(([others, wrong]) => ({ ...others, ...wrong })),
  };
}

/** Clients that break exactly one rule that the document states. */
export const invalidClients: readonly Kind<InvalidMembers>[] = [
  broken('client without a name', fc.constant({ name: undefined })),
  broken('client whose name is null', fc.constant({ name: null })),
  broken(
    'client whose name is an object',
    nested.map((name) => ({ name })),
  ),
  broken(
    'client whose name is a list',
    list.map((name) => ({ name })),
  ),
  broken('client without a contact', fc.constant({ phone: undefined, email: undefined })),
  broken('client whose contacts are null', fc.constant({ phone: null, email: null })),
  broken(
    'client whose only contact, a phone, is an object',
    nested.map((phone) => ({ phone, email: undefined })),
  ),
  broken(
    'client whose only contact, an email, is an object',
    nested.map((email) => ({ email, phone: undefined })),
  ),
];

/** Updates that break one rule: the name is no text. */
export const invalidChanges: readonly Kind<InvalidMembers>[] = [
  broken(
    'update whose name is an object',
    nested.map((name) => ({ name })),
  ),
  broken(
    'update whose name is a list',
    list.map((name) => ({ name })),
  ),
];

/** Notes that break one rule. */
export const invalidNotes: readonly Kind<InvalidMembers>[] = [
  { name: 'note without its text', cases: fc.constant({}) },
  { name: 'note that is null', cases: fc.constant({ note: null }) },
  { name: 'note that is an object', cases: nested.map((note) => ({ note })) },
  { name: 'note that is a list', cases: list.map((note) => ({ note })) },
];
