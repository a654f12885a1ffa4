import { scenario } from '../../harness/scenarios/scenario.ts';
import { endAccepted } from '../triggers/refused-subscriptions.ts';
import { fewerScopes } from './scopes-grants.ts';

/** A subscription to clients by a token that may write them alone, beside one of the main token. */
export const subscriptionWithout = scenario('subscribe without the scope', async (stage) => {
  const { gateway, webhooks } = stage;
  const { writing } = await stage.evidenceOf(fewerScopes);
  const { subscribed: control } = await webhooks.watch('client.created');
  const token = writing.grant.connection?.accessToken;
  if (token === undefined) return { writing, control };
  const { url } = webhooks.open('subscribed without read:clients');
  const label = 'subscribe to client.created with a token without read:clients';
  const refused = await gateway.subscribe('client.created', url, { token, label });
  await endAccepted(stage, refused, url);
  return { writing, control, refused };
});
