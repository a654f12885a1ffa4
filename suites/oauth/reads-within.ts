import { scenario } from '../../harness/scenarios/scenario.ts';
import { narrowGrant } from './exchanges.ts';
import { ifArranged } from './if-arranged.ts';
import { readWith } from './read-with.ts';
import { type Asked, fewerScopes, type Readable, reads, readsWithout } from './scopes-grants.ts';

/** Each resource read by a token of fewer scopes than five, the one that it needs among them. */
export const readsWithin = scenario(
  'read with fewer scopes',
  async (stage) => {
    const { reading } = await stage.evidenceOf(fewerScopes);
    const { others } = await stage.evidenceOf(readsWithout);
    const attempt = (resource: Readable, { scopes, grant }: Asked) =>
      readWith(stage, resource, scopes, grant);
    const [clients, payments, subaccounts] = await Promise.all([
      attempt('clients', reading),
      attempt('payments', others),
      attempt('subaccounts', others),
    ]);
    const narrow = (await ifArranged(stage, narrowGrant))?.bookings;
    const bookings = narrow ?? (await attempt('bookings', reading));
    const within = { clients, bookings, payments, subaccounts };
    return { main: await stage.evidenceOf(reads), within };
  },
  'main',
  [narrowGrant, fewerScopes, readsWithout],
);
