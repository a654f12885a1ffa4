import type { subaccountCreated } from '../../../contracts/clauses/triggers/subaccount-created.ts';
import { onDelivery } from '../../handler.ts';
import type { SectionFaults } from '../section-faults.ts';
import { undelivered } from './misdeliver.ts';

const EVENT = 'subaccount.created';

/** Faults of §4.6. */
export const faults: SectionFaults<typeof subaccountCreated> = {
  delivered: [undelivered(EVENT)],
  body: [
    {
      name: 'subaccount-created-empty',
      does: 'delivers `subaccount.created` with an empty object',
      deliver: onDelivery(EVENT, (delivery) => {
        delivery.body = {};
      }),
    },
  ],
};
