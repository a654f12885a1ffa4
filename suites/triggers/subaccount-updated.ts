import type { subaccountUpdated } from '../../contracts/clauses/triggers/subaccount-updated.ts';
import type { Checks } from '../../harness/judging/check.ts';
import { isDelivered } from './enveloped.ts';
import { saysSomething } from './subaccount-body.ts';

/** The checks of §4.7. */
export const checks: Checks<typeof subaccountUpdated> = {
  delivered: isDelivered('subaccount.updated'),
  body: saysSomething('subaccount.updated'),
};
