import { succeeded } from '../../harness/judging/answers.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import { mistakes } from './authorize-walks.ts';
import { type Creation, tracesOf } from './bearer-traces.ts';
import { ifArranged } from './if-arranged.ts';
import { everyScope, fewerScopes, reads, readsWithout } from './scopes-grants.ts';
import { subscriptionWithout } from './scopes-subscriptions.ts';

/** Creates and updates by tokens with and without `write:clients`. */
export const writes = scenario('write with fewer scopes', async (stage) => {
  const { gateway, webhooks, a } = stage;
  const { writing, reading } = await stage.evidenceOf(fewerScopes);
  const writer = writing.grant.connection?.accessToken;
  const reader = reading.grant.connection?.accessToken;
  const subscription = await webhooks.watch('client.created');
  const create = async (token: string | undefined, whose: string): Promise<Creation[]> => {
    if (token === undefined) return [];
    const sent = a.client();
    const label = `create client with a token ${whose}`;
    return [{ sent, exchange: await gateway.createClient(sent, { token, label }) }];
  };
  const refused = await create(reader, 'without write:clients');
  const status = refused[0]?.exchange.response?.status;
  if (status !== undefined) {
    stage.observe('scope.refusal', `${status}`, `A missing scope is answered with ${status}.`);
  }
  const created = await create(writer, 'with write:clients alone');
  const traces = await tracesOf(stage, subscription, refused, created[0]);
  const id = idOf(traces.granted.exchange);
  const update = async (token: string | undefined, whose: string) =>
    id === undefined || token === undefined
      ? []
      : [
          await gateway.updateClient(
            id,
            { city: `Springfield ${a.word()}` },
            { token, label: `update client with a token ${whose}` },
          ),
        ];
  // one after the other: updates of one client at once may lawfully conflict
  const refusedUpdate = await update(reader, 'without write:clients');
  const updated = await update(writer, 'with write:clients alone');
  const control = updated.some(succeeded)
    ? updated
    : await update((await stage.connection()).accessToken, 'of every scope');
  return {
    writing,
    reading,
    traces,
    create: { refused: refused[0], granted: created[0], control: traces.granted.exchange },
    update: { refused: refusedUpdate[0], granted: updated[0], control: control[0] },
  };
});

/** Every answer to a request without the scope that it needs. */
export const scopeRefusals = scenario('answers without the scope', async (stage) => {
  const written = await ifArranged(stage, writes);
  const { clients, bookings, payments, subaccounts } =
    (await ifArranged(stage, readsWithout)) ?? {};
  return [
    written?.create.refused?.exchange,
    written?.update.refused,
    (await ifArranged(stage, subscriptionWithout))?.refused,
    ...[clients, bookings, payments, subaccounts].map((each) => each?.read),
  ].flatMap((each) => each ?? []);
});

/** Every grant beside the main one, for what its answer says of its scope. */
export const grantedScopes = scenario('scopes of every grant', async (stage) => {
  const fewer = await ifArranged(stage, fewerScopes);
  const without = await ifArranged(stage, readsWithout);
  const mistaken = await ifArranged(stage, mistakes);
  const whole = await ifArranged(stage, everyScope);
  return {
    every: whole?.every,
    fewer: [fewer?.writing, fewer?.reading, without?.others].flatMap((each) => each ?? []),
    unknown: mistaken?.exchange,
    // what the main token cannot read tells of its own scope only
    reads: whole?.isMain ? await ifArranged(stage, reads) : undefined,
  };
});
