import type { Exchange } from '../../contracts/evidence.ts';
import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import { memberOf } from '../../harness/judging/members.ts';
import type { ClientBody, MakeData } from '../../harness/scenarios/data.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import type { Creation } from './creations.ts';
import { heard } from './life.ts';
import { jsonIn } from './sights.ts';
import { views } from './views.ts';

/** The creates that must not succeed, by what is wrong with them. */
function bodies(a: MakeData) {
  const { name: _, ...fullWithoutName } = a.fullClient();
  const optional = Object.fromEntries(
    Object.entries(a.fullClient()).filter(([field]) =>
      (OPTIONAL_CLIENT_FIELDS as readonly string[]).includes(field),
    ),
  );
  return {
    'without a name': a.client({ name: undefined }),
    'without a name and an email': a.client({ name: undefined, email: undefined }),
    'without a name and a phone': a.client({ name: undefined, phone: undefined }),
    'without a name, else full': fullWithoutName,
    'whose name is null': a.client({ name: null }),
    'whose name is empty': a.client({ name: '' }),
    'whose name is a number': a.client({ name: 20_250 }),
    'whose name is an object': a.client({ name: { first: 'Jane', last: 'Smith' } }),
    'without phone and email': a.client({ phone: undefined, email: undefined }),
    'without phone and email, else full': { name: a.name(), ...optional },
    'whose phone and email are null': a.client({ phone: null, email: null }),
    'whose phone and email are empty': a.client({ phone: '', email: '' }),
  } satisfies Record<string, ClientBody>;
}

/** What is wrong with a create. */
export type Flaw = keyof ReturnType<typeof bodies>;

/** Creates that must be refused, then one that must not, up to the news of which the subscriber waits. */
export const refusedCreates = scenario('refused creates', async (stage) => {
  const { gateway, a } = stage;
  const [{ view }, created] = await Promise.all([
    stage.evidenceOf(views),
    stage.webhooks.watch('client.created'),
  ]);
  const sent = Object.entries(bodies(a));
  const answers = await Promise.all(
    sent.map(async ([flaw, body]): Promise<[string, Creation]> => {
      const exchange = await gateway.createClient(body, { label: `create client ${flaw}` });
      return [flaw, { sent: body, exchange }];
    }),
  );
  const attempts = Object.fromEntries(answers) as Record<Flaw, Creation>;
  const whole = a.client();
  const control: Creation = { sent: whole, exchange: await gateway.createClient(whole) };
  await heard(stage, created, whole.email, whole.name);
  const list = view === 'not at all' ? undefined : await gateway.read('clients');
  tellRefusals(stage, attempts);
  return {
    attempts,
    control,
    deliveries: [...created.inbox.deliveries],
    reads: list === undefined ? [] : [list],
  };
});

function tellRefusals({ observe }: Stage, attempts: Record<Flaw, Creation>): void {
  const missing = attempts['without a name'].exchange;
  const wrong = attempts['whose name is an object'].exchange;
  const contact = attempts['without phone and email'].exchange;
  const field = memberOf(jsonIn(contact), 'error.field');
  const status = (exchange: Exchange): string => String(exchange.response?.status ?? 'no answer');
  observe(
    'errors.missing-field',
    status(missing),
    `A missing field is refused with ${status(missing)}.`,
  );
  observe(
    'errors.wrong-type',
    status(wrong),
    `A field of a wrong type is refused with ${status(wrong)}.`,
  );
  observe(
    'errors.contact-field',
    `${field ?? 'none'}`,
    `A missing contact is named ${field ?? 'not at all'}.`,
  );
}
