import type { Exchange } from '../../contracts/evidence.ts';
import {
  type InvalidMembers,
  invalidChanges,
  invalidClients,
  invalidNotes,
} from '../../harness/fuzz/invalid.ts';
import { outcomeOf } from '../../harness/fuzz/outcome-of.ts';
import type { Property } from '../../harness/fuzz/property.ts';
import type { Attempt } from '../../harness/fuzz/trial.ts';
import { refused } from '../../harness/judging/answers.ts';
import { documented, namesField } from '../../harness/judging/errors.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken } from '../../harness/judging/outcome.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import { notes } from '../actions/notes.ts';
import { jsonIn } from '../triggers/json-in.ts';
import { trying } from './fuzzing.ts';
import { type Refusals, refusals } from './refusals.ts';

const CONTACTS = ['phone', 'email'];

/** Clients that break one rule; each must be refused in the documented format, which names the field. */
export const invalidCreate: Property<InvalidMembers> = {
  clause: 'errors/robustness/invalid-create-refused',
  prepare: async (stage) => {
    const { gateway, a } = stage;
    const seen = await stage.evidenceOf(refusals);
    const nameable = fieldsNamed(seen);
    return {
      control: seen.whole,
      kinds: invalidClients,
      attempt: async (members) => {
        const exchange = await gateway.createClient(
          { ...a.client(), ...members },
          { label: 'fuzzed create of an invalid client' },
        );
        return isRefused(exchange, 'name' in members ? ['name'] : CONTACTS, nameable);
      },
    };
  },
};

/** Updates that break one rule, likewise. */
export const invalidUpdate: Property<InvalidMembers> = {
  clause: 'errors/robustness/invalid-update-refused',
  share: 0.1,
  least: invalidChanges.length,
  prepare: async (stage) => {
    const { whole, updated: control, wrongUpdate } = await stage.evidenceOf(refusals);
    const id = idOf(whole);
    if (control === undefined || id === undefined) {
      return notArranged('no client could be created to update', whole);
    }
    isPlainlyRefused(wrongUpdate);
    const nameable = new Set(names(wrongUpdate, ['name']) ? ['name'] : []);
    return {
      control,
      kinds: invalidChanges,
      attempt: async (members) => {
        const label = 'fuzzed invalid update';
        const exchange = await stage.gateway.updateClient(id, members, { label });
        return isRefused(exchange, ['name'], nameable);
      },
    };
  },
};

/** Notes that break one rule, likewise. */
export const invalidNote: Property<InvalidMembers> = {
  clause: 'errors/robustness/invalid-note-refused',
  share: 0.1,
  least: invalidNotes.length,
  prepare: async (stage) => {
    const { noted: control, notedId: id, whole } = await stage.evidenceOf(refusals);
    if (control === undefined || id === undefined) {
      return notArranged('no client could be created to add notes to', whole);
    }
    const { refusals: plain } = await stage.evidenceOf(notes);
    for (const each of [plain.missing, plain.isNull, plain.object]) isPlainlyRefused(each);
    const nameable = new Set(
      names(plain.missing, ['note']) && names(plain.object, ['note']) ? ['note'] : [],
    );
    return {
      control,
      kinds: invalidNotes,
      attempt: async (members) => {
        const label = 'fuzzed invalid note';
        const exchange = await stage.gateway.addNote(id, members, { label });
        return isRefused(exchange, ['note'], nameable);
      },
    };
  },
};

/** The scenarios of these properties. */
export const invalidCreates = trying('invalid creates', invalidCreate);
export const invalidUpdates = trying('invalid updates', invalidUpdate);
export const invalidAdditions = trying('invalid notes', invalidNote);

/** Refused in the documented format; what is named there is the field that is wrong. */
function isRefused(
  exchange: Exchange,
  fields: readonly string[],
  nameable: ReadonlySet<string>,
): Attempt {
  return outcomeOf([exchange], () => {
    refused(exchange);
    documented(exchange);
    const named = memberOf(jsonIn(exchange), 'error.field') ?? undefined;
    // that a plain refusal names its field is the matter of other clauses
    if (named !== undefined && fields.some((each) => nameable.has(each))) {
      namesField(exchange, ...fields);
    }
  });
}

/** Ends the play where not even a plain request is refused as it must be, as other clauses tell. */
function isPlainlyRefused(plain: Exchange | undefined): asserts plain is Exchange {
  if (plain === undefined) notArranged('no plain request of the kind was refused');
  const { why } = isRefused(plain, [], new Set());
  if (why !== undefined) notArranged(`a plain one is not refused as it must be: ${why}`, plain);
}

/** The fields that plain refusals name rightly. */
function fieldsNamed({
  withoutName,
  wrongName,
  withoutContact,
  wrongPhone,
}: Refusals): ReadonlySet<string> {
  const right = (fields: readonly string[], ...of: readonly (Exchange | undefined)[]): string[] =>
    of.every((each) => each !== undefined && names(each, fields)) ? [...fields] : [];
  return new Set([
    ...right(['name'], withoutName, wrongName),
    ...right(CONTACTS, withoutContact, wrongPhone),
  ]);
}

function names(exchange: Exchange, fields: readonly string[]): boolean {
  try {
    namesField(exchange, ...fields);
    return true;
  } catch (thrown) {
    if (thrown instanceof Broken) return false;
    throw thrown;
  }
}
