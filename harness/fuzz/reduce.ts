import { EMAILS, type ValidClient, type ValidNote } from './payloads.ts';
import { smallestPart, smallestText } from './smallest.ts';
import type { Reduce } from './trial.ts';

/** Fields whose values have a format that a shorter text would break. */
const FORMATTED: readonly string[] = ['state', 'country_code', 'postal_code', 'birthday'];

/** The fewest fields with the shortest texts. */
export const reduceClient: Reduce<ValidClient> = async (found, { fails, suspect }) => {
  let best = found;
  const isSmaller = async (candidate: ValidClient): Promise<boolean> => {
    if (!isWhole(candidate) || !(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  const fields = Object.keys(found.members);
  const named = suspect();
  const certain = fields.filter((field) => field === named);
  const alone = { ...found, members: only(found, certain) };
  if (certain.length === 0 || !(await isSmaller(alone))) {
    // what was seen to change stays, so that only what makes it change is looked for
    await smallestPart(
      fields.filter((field) => !certain.includes(field)),
      (some) => isSmaller({ ...found, members: only(found, [...certain, ...some]) }),
    );
  }
  await fewestContacts(best, isSmaller);
  for (const field of Object.keys(best.members)) {
    const text = best.members[field];
    if (text === undefined || FORMATTED.includes(field)) continue;
    await smallestText(text, (shorter) =>
      isSmaller({ ...best, members: { ...best.members, [field]: shorter } }),
    );
  }
};

async function fewestContacts(
  best: ValidClient,
  isSmaller: (candidate: ValidClient) => Promise<boolean>,
): Promise<void> {
  const { email, ...others } = best;
  const fewer: readonly ValidClient[] = [
    { ...others, phone: false },
    { ...others, phone: true },
    { ...others, phone: false, email: EMAILS[0] },
    { ...best, phone: false },
  ];
  for (const each of fewer) if (await isSmaller(each)) return;
}

/** An update needs something to do; a client without a contact is sent with a phone. */
function isWhole({ phone, email, members }: ValidClient): boolean {
  return phone || email !== undefined || Object.keys(members).length > 0;
}

function only({ members }: ValidClient, fields: readonly string[]): ValidClient['members'] {
  return Object.fromEntries(Object.entries(members).filter(([field]) => fields.includes(field)));
}

/** The shortest text. */
export const reduceNote: Reduce<ValidNote> = async (found, { fails }) => {
  await smallestText(found.note, (note) => fails({ ...found, note }));
};
