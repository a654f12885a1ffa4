import { authorizationRules } from './rules/authorization.ts';
import { bearerRules } from './rules/bearer.ts';
import { clientRules } from './rules/clients.ts';
import { errorRules } from './rules/errors.ts';
import { limitingRules } from './rules/limiting.ts';
import { tokenRules } from './rules/tokens.ts';
import { webhookRules } from './rules/webhooks.ts';

/** The mock's named decisions, each replaceable by a deviation (DESIGN §9). */
export type Rules = typeof authorizationRules &
  typeof bearerRules &
  typeof clientRules &
  typeof errorRules &
  typeof limitingRules &
  typeof tokenRules &
  typeof webhookRules;

/** The decisions of a gateway that keeps the document at its strictest. */
export const conformingRules: Rules = {
  ...authorizationRules,
  ...bearerRules,
  ...clientRules,
  ...errorRules,
  ...limitingRules,
  ...tokenRules,
  ...webhookRules,
};
