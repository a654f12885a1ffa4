import type { subaccountUpdated } from '../../../contracts/clauses/triggers/subaccount-updated.ts';
import { onDelivery } from '../../handler.ts';
import type { SectionFaults } from '../section-faults.ts';
import { undelivered } from './misdeliver.ts';

const EVENT = 'subaccount.updated';

/** Faults of §4.7. */
export const faults: SectionFaults<typeof subaccountUpdated> = {
  delivered: [undelivered(EVENT)],
  body: [
    {
      name: 'subaccount-updated-empty',
      does: 'delivers `subaccount.updated` with an empty object',
      deliver: onDelivery(EVENT, (delivery) => {
        delivery.body = {};
      }),
    },
  ],
};
