import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { notArranged, scenario } from '../../harness/scenarios/scenario.ts';
import type { Connection, Stage } from '../../harness/scenarios/stage.ts';
import { ownGrant } from './own-grant.ts';
import { readAgain, reads } from './scopes-grants.ts';

/** Requests by a token that has expired. */
export const expired = scenario('requests with an expired token', async (stage) => {
  const { gateway, a } = stage;
  const { grant } = await ownGrant(stage, 'read:clients');
  const { connection = notArranged('no access token could be obtained') } = grant;
  const { accessToken } = connection;
  const control = await gateway.createClient(a.client(), { token: accessToken });
  await expire(stage, connection, grant.exchange);
  const label = (what: string) => ({ token: accessToken, label: `${what} with an expired token` });
  const id = idOf(control);
  const { clients } = await stage.evidenceOf(reads);
  const { url } = stage.webhooks.open('subscriptions with an expired token');
  return {
    control,
    connection,
    answers: [
      await gateway.createClient(a.client(), label('create client')),
      ...(succeeded(clients) ? [await readAgain(stage, clients, label('read clients'))] : []),
      await gateway.subscribe('client.updated', url, label('subscribe')),
      ...(id === undefined
        ? []
        : [
            await gateway.updateClient(id, { city: 'Springfield' }, label('update client')),
            await gateway.addNote(id, { note: 'Conformance' }, label('add client note')),
          ]),
    ],
  };
});

/** A token that expires by itself within this many seconds is waited for. */
const SHORT_LIFE_S = 5;

async function expire(
  { controls }: Stage,
  { accessToken }: Connection,
  exchange: Exchange | undefined,
): Promise<void> {
  if (controls.has('expireToken')) return controls.expireToken(accessToken);
  const life = lifetimeOf(exchange);
  if (!(life <= SHORT_LIFE_S)) {
    notArranged(
      `no token expires in this run; give \`controls.expireToken\`, or let the target issue tokens of at most ${SHORT_LIFE_S} s`,
      ...(exchange === undefined ? [] : [exchange]),
    );
  }
  await sleep(life * 1000 + 250);
}

/** The lifetime that a token answer names, in seconds; not a number where it names none. */
export function lifetimeOf(exchange: Exchange | undefined): number {
  return Number(/"expires_in"\s*:\s*"?(\d+)/.exec(exchange?.response?.body ?? '')?.[1]);
}
