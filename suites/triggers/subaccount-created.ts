import type { subaccountCreated } from '../../contracts/clauses/triggers/subaccount-created.ts';
import type { Checks } from '../../harness/judging/check.ts';
import { isDelivered } from './enveloped.ts';
import { saysSomething } from './subaccount-body.ts';

/** The checks of §4.6. */
export const checks: Checks<typeof subaccountCreated> = {
  delivered: isDelivered('subaccount.created'),
  body: saysSomething('subaccount.created'),
};
