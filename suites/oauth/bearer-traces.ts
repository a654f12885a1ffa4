import type { Delivery, Exchange } from '../../contracts/evidence.ts';
import { shown, succeeded } from '../../harness/judging/answers.ts';
import { broken, inconclusive } from '../../harness/judging/outcome.ts';
import { touch } from '../../harness/judging/touched.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';
import type { Stage, Subscription } from '../../harness/scenarios/stage.ts';

/** A create with what was sent. */
export interface Creation {
  readonly sent: ClientBody;
  readonly exchange: Exchange;
}

/** What refused creates left behind, beside a later create that was granted. */
export interface Traces {
  readonly granted: Creation;
  /** The delivery that tells of the granted create, and those that tell of refused ones. */
  readonly arrived?: Delivery;
  readonly announced: readonly Delivery[];
  /** The list of clients, and who of them stands in it. */
  readonly list: Exchange;
  readonly listed: { readonly granted: boolean; readonly refused: readonly string[] };
}

/**
 * Creates a client, waits until it is announced and lists the clients; silence before that is silence.
 *
 * @param later a create that came after the refused ones, which will do where it was granted
 */
export async function tracesOf(
  stage: Stage,
  { subscribed, inbox }: Pick<Subscription, 'subscribed' | 'inbox'>,
  refused: readonly Creation[],
  later?: Creation,
): Promise<Traces> {
  const { gateway, webhooks } = stage;
  const isGranted = later !== undefined && succeeded(later.exchange);
  const granted = isGranted ? later : await createOne(stage);
  const { sent } = granted;
  const tells = ({ body }: Delivery, of: ClientBody): boolean => body.includes(String(of.email));
  const arrived =
    succeeded(subscribed) && succeeded(granted.exchange)
      ? await webhooks.arrival(inbox, (delivery) => tells(delivery, sent))
      : undefined;
  const list = await gateway.read('clients');
  const stands = (of: ClientBody): boolean =>
    list.response?.body.includes(String(of.email)) ?? false;
  const lawless = refused.filter(({ exchange }) => !succeeded(exchange));
  return {
    granted,
    ...(arrived === undefined ? {} : { arrived }),
    announced: inbox.deliveries.filter((delivery) =>
      lawless.some((each) => tells(delivery, each.sent)),
    ),
    list,
    listed: {
      granted: succeeded(list) && stands(sent),
      refused: lawless.filter((each) => stands(each.sent)).map(({ exchange }) => exchange.label),
    },
  };
}

async function createOne({ gateway, a }: Stage): Promise<Creation> {
  const sent = a.client();
  return { sent, exchange: await gateway.createClient(sent) };
}

/** Refused creates must be neither announced nor stored, as far as the granted one was. */
export function leftNothing({ granted, arrived, announced, list, listed }: Traces): void {
  const [delivery] = announced;
  if (delivery !== undefined) broken('a refused create must not be announced; it was', delivery);
  if (listed.refused.length > 0) {
    broken(`a refused create must not be stored; listed is ${shown(listed.refused)}`, list);
  }
  if (arrived !== undefined) touch(arrived);
  if (listed.granted) touch(list);
  if (arrived !== undefined || listed.granted) return;
  inconclusive(
    'even a granted create was neither announced nor listed, so silence proves nothing',
    granted.exchange,
  );
}
