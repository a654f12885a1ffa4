import type { Exchange } from '../../contracts/evidence.ts';
import type { ClientBody } from '../../harness/scenarios/data.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { type Creation, creations, customFieldsOf, mixedCaseEmail } from './creations.ts';
import { valuesOfWrites } from './elsewhere.ts';
import { type Followed, follow, type LivingClient } from './life.ts';
import { isInvalid, type Pieces, piecewise } from './piecewise.ts';
import type { Life } from './sights.ts';
import { views } from './views.ts';

/**
 * The lives of clients, side by side. The bystander is left in peace while the others are updated
 * and gets a small update at the end, which shows what it is like.
 */
export const lives = scenario('lives of clients', async (stage) => {
  const { a } = stage;
  const [born, { view }, updates] = await Promise.all([
    stage.evidenceOf(creations),
    stage.evidenceOf(views),
    stage.webhooks.watch('client.updated'),
  ]);
  const parts = { view, updates };
  const bystander = await follow(stage, parts, born.bystander);
  const [full, phoneOnly, emailOnly, text, long] = await Promise.all([
    fullLife(stage, parts, born.remainder ?? born.full, born.mixedCase),
    lead(stage, parts, born.phoneOnly, { phone: a.phone() }, { email: a.email() }),
    lead(stage, parts, born.emailOnly, { email: a.email() }, { phone: a.phone() }),
    textLife(stage, parts, born.text),
    lead(stage, parts, born.long, { city: `City ${a.word()}`, email: born.long.sent.email }),
  ]);
  await bystander.update({ utm_source: a.word() }, 'update another client');
  const elsewhere = valuesOfWrites(stage.seen());
  return {
    customFields: customFieldsOf(stage),
    plain: born.plain,
    refusedCreates: born.refusedAlone,
    full: { ...full.life, elsewhere },
    refusedUpdates: full.refusedAlone,
    phoneOnly: { ...phoneOnly, elsewhere },
    emailOnly: { ...emailOnly, elsewhere },
    text: { ...text, elsewhere },
    long: { ...long, elsewhere },
    bystander: bystander.life(),
    elsewhere,
  };
});

/** What the lives of clients leave behind. */
export type Lives = Awaited<ReturnType<(typeof lives)['play']>>;

async function lead(
  stage: Stage,
  parts: Followed,
  born: Creation,
  ...changes: readonly ClientBody[]
): Promise<Life> {
  const client = await follow(stage, parts, born);
  for (const each of changes) await client.update(each);
  return client.life();
}

async function textLife(stage: Stage, parts: Followed, born: Creation): Promise<Life> {
  const client = await follow(stage, parts, born);
  const whole = await client.update(textChanges(stage));
  if (whole !== undefined && isInvalid(whole))
    await client.update(letterChanges(stage), 'update client with letters beyond ASCII');
  return client.life();
}

async function fullLife(
  stage: Stage,
  parts: Followed,
  born: Creation,
  spare: Creation,
): Promise<{ life: Life } & Pieces> {
  const { a } = stage;
  const client = await follow(stage, parts, born);
  const named = await client.update({ name: a.name() });
  const sent: ClientBody = { ...a.changes(born.sent), email: mixedCaseEmail(a) };
  const exchange = await client.update(sent, 'update every field of a client');
  const pieces =
    exchange === undefined ? undefined : await inPieces(stage, client, spare, { sent, exchange });
  await client.update({
    phone: a.phone(),
    city: `City ${a.word()}`,
    state: sent.state === 'CA' ? 'NY' : 'CA',
  });
  tellEcho(stage, named, sent);
  return { life: client.life(), ...(pieces ?? { refusedAlone: {} }) };
}

/** Where the whole update was refused: finds out why on another client, then repeats the rest. */
function inPieces(
  stage: Stage,
  client: LivingClient,
  spare: Creation,
  whole: Creation,
): Promise<Pieces> {
  const id = idOf(spare.exchange) ?? '';
  return piecewise(
    whole,
    async (sent, field) => {
      const label = `update of ${field}`;
      const exchange =
        field === 'all other fields'
          ? ((await client.update(sent, label)) as Exchange)
          : await stage.gateway.updateClient(id, sent, { label });
      return { sent, exchange };
    },
    [],
  );
}

/** Fields that the create left empty, so that an old value cannot be taken for mangled text. */
function textChanges(stage: Stage): ClientBody {
  const { a } = stage;
  return {
    city: `Kraków 東京 ${a.word()}`,
    utm_campaign: `Frühjahr “2025” 🌷 <i>&amp; ${a.word()}`,
    utm_source: `e\u0301te\u0301 \\ / %41+1 ${a.word()}`,
    utm_content: '  Ωmega ',
    utm_medium: `Ελλάδα 🇬🇷 שלום ${a.word()}`,
  };
}

/** The same without markup, quotes and outer blanks, which a gateway may refuse on purpose. */
function letterChanges({ a }: Stage): ClientBody {
  return {
    city: `Kraków 東京 ${a.word()}`,
    utm_campaign: `Frühjahr 🌷 ${a.word()}`,
    utm_source: `e\u0301te\u0301 ${a.word()}`,
    utm_content: 'Ωmega',
    utm_medium: `Ελλάδα 🇬🇷 שלום ${a.word()}`,
  };
}

function tellEcho(stage: Stage, named: Exchange | undefined, sent: ClientBody): void {
  const body = named?.response?.body ?? '';
  const shownFields = Object.keys(sent).filter((field) => body.includes(`"${field}"`));
  const value = shownFields.length > 5 ? 'full' : 'partial';
  stage.observe('update.echo', value, `The answer to an update shows a ${value} client.`);
}
