import { section } from '../../clause.ts';

/** The trigger of a modified subaccount. */
export const subaccountUpdated = section(
  'triggers/subaccount-updated',
  '4.7',
  'Subaccount updated',
  {
    delivered: [
      'must',
      'A modified subaccount is delivered to a subscriber of `subaccount.updated`.',
    ],
    body: ['must', 'The body says something of the subaccount: an object that is not empty.'],
  },
);
