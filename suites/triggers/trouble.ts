import { setTimeout as sleep } from 'node:timers/promises';
import { succeeded } from '../../harness/judging/answers.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';
import { createCast, isAbout, makers } from './cast.ts';

type Plan = Parameters<Subscription['inbox']['answerWith']>[0];

/** Subscribers in trouble, and one that is well. */
const SUBSCRIBERS: Readonly<Record<string, Plan>> = {
  'that is well': () => ({ status: 200 }),
  'that answers after 10 s': () => ({ status: 200, delayMs: 10_000 }),
  'that answers 500': () => ({ status: 500 }),
  'that answers 503': () => ({ status: 503, headers: { 'retry-after': '1' } }),
  'that hangs up': () => ({ status: 200, close: true }),
  'that redirects': () => ({ status: 302, headers: { location: '/elsewhere' } }),
  'that answers 410': () => ({ status: 410 }),
};

const SLICE_MS = 250;

/**
 * What subscribers in trouble get, which the document leaves open: looked at only where the settings
 * give it time (`webhooks.observe`).
 */
export const trouble = scenario('subscribers in trouble', async (stage) => {
  const seconds = stage.settings.webhooks.observe;
  if (seconds === 0) return { observed: 0 };
  const all = await Promise.all(
    Object.entries(SUBSCRIBERS).map(async ([who, plan]) => {
      const inbox = stage.webhooks.open(`subscriber ${who}`);
      inbox.answerWith((attempt, each) =>
        /troubled/i.test(each.body) ? plan(attempt, each) : { status: 200 },
      );
      return { who, subscription: await stage.webhooks.subscribe('client.created', inbox) };
    }),
  );
  const client = await createCast(
    stage,
    'create client for subscribers in trouble',
    makers.troubled,
  );
  // in slices, so that an interrupted run does not wait to the end
  for (let left = seconds * 1000; left > 0; left -= SLICE_MS) {
    await sleep(SLICE_MS);
    if (stage.webhooks.isOver()) break;
  }
  for (const { who, subscription } of all) {
    const came = subscription.inbox.deliveries.filter((each) => isAbout(each, client));
    tell(
      stage,
      who,
      came.map(({ receivedAt }) => receivedAt - client.created.startedAt),
    );
  }
  const granted = all.filter(({ subscription }) => succeeded(subscription.subscribed));
  await Promise.all(granted.map(({ subscription }) => stage.webhooks.unsubscribe(subscription)));
  return { observed: seconds };
});

function tell({ observe, settings }: Stage, who: string, times: readonly number[]): void {
  const value = `${times.length} ${times.length === 1 ? 'attempt' : 'attempts'}`;
  const written = times.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(', ');
  const within = `within ${settings.webhooks.observe} s`;
  observe(
    `webhooks.subscriber-${who.replaceAll(' ', '-')}`,
    value,
    `A subscriber ${who} gets ${value} ${within}${written === '' ? '' : `, after ${written}`}.`,
  );
}
