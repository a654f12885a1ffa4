import type { Exchange } from '../../contracts/evidence.ts';
import { type InvalidMembers, invalidClients } from '../../harness/fuzz/invalid.ts';
import { outcomeOf } from '../../harness/fuzz/outcome-of.ts';
import type { Property } from '../../harness/fuzz/property.ts';
import { refused } from '../../harness/judging/answers.ts';
import { documented, namesField } from '../../harness/judging/errors.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken } from '../../harness/judging/outcome.ts';
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
        return outcomeOf([exchange], () => {
          refused(exchange);
          documented(exchange);
          const broken = 'name' in members ? ['name'] : CONTACTS;
          const named = memberOf(jsonIn(exchange), 'error.field') ?? undefined;
          // that a plain refusal names its field is the matter of other clauses
          if (named !== undefined && broken.some((each) => nameable.has(each))) {
            namesField(exchange, ...broken);
          }
        });
      },
    };
  },
};

/** The scenario of this property. */
export const invalidCreates = trying('invalid creates', invalidCreate);

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
