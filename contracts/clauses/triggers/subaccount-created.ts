import { section } from '../../clause.ts';

/** The trigger of a new subaccount. */
export const subaccountCreated = section(
  'triggers/subaccount-created',
  '4.6',
  'Subaccount created',
  {
    delivered: ['must', 'A new subaccount is delivered to a subscriber of `subaccount.created`.'],
    body: ['must', 'The body says something of the subaccount: an object that is not empty.'],
  },
);
