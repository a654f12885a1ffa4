import type { Exchange } from '../../contracts/evidence.ts';
import { CUSTOM_FIELDS } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { ClientBody, MakeData } from '../../harness/scenarios/data.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { valuesOfWrites } from './elsewhere.ts';
import { isInvalid, piecewise } from './piecewise.ts';
import { views } from './views.ts';

/** A client as it was sent, with the answer. */
export interface Creation {
  readonly sent: ClientBody;
  readonly exchange: Exchange;
}

/** Clients of every lawful kind, created side by side. */
export const creations = scenario('create clients', async (stage) => {
  const { a } = stage;
  const create: Create = async (sent, label) => ({
    sent,
    exchange: await stage.gateway.createClient(sent, { label }),
  });
  const createText = async (): Promise<Creation> => {
    const whole = await create(textClient(a), 'create client beyond ASCII');
    if (!isInvalid(whole.exchange)) return whole;
    return create(letterClient(a), 'create client with letters beyond ASCII');
  };
  const createLong = async (): Promise<Creation> => {
    const whole = await create(longClient(a, 300), 'create client with very long values');
    if (!isInvalid(whole.exchange) && whole.exchange.response?.status !== 413) return whole;
    return create(longClient(a, 200), 'create client with long values');
  };
  const [{ sent, created }, mixedCase, phoneOnly, emailOnly, text, long, another, full] =
    await Promise.all([
      stage.evidenceOf(views),
      create(a.client({ email: mixedCaseEmail(a) }), 'create client with a mixed-case email'),
      create(a.client({ email: undefined }), 'create client without an email'),
      create(a.client({ phone: undefined }), 'create client without a phone'),
      createText(),
      createLong(),
      createInUtf8(stage),
      create(a.fullClient(), 'create full client'),
    ]);
  const plain = { sent, exchange: created };
  const pieces = await piecewise(full, (sent, field) =>
    create(a.client(sent), `create client with ${field}`),
  );
  const more = await oddities(stage, create, plain);
  const elsewhere = valuesOfWrites(stage.seen());
  const made = { plain, mixedCase, phoneOnly, emailOnly, text, long, ...another, full };
  return { ...made, ...more, ...pieces, elsewhere };
});

/** Another client, its body said to be in UTF-8, as many HTTP clients say it; else a plain one. */
async function createInUtf8({
  gateway,
  a,
}: Stage): Promise<{ readonly inUtf8: Exchange; readonly bystander: Creation }> {
  const sent = a.client({ city: `City ${a.word()}`, utm_term: a.word() });
  const label = 'create another client';
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const inUtf8 = await gateway.createClient(sent, { label, headers });
  const exchange = succeeded(inUtf8) ? inUtf8 : await gateway.createClient(sent, { label });
  return { inUtf8, bystander: { sent, exchange } };
}

type Create = (sent: ClientBody, label: string) => Promise<Creation>;

/**
 * A second client without an email and a second one without a phone, which are no duplicates of the
 * first ones: nobody's empty field is another's. They have what is lawful and rarer, for which a
 * gateway may refuse them: a phone of another country, a tag in the email; and a name that is taken.
 */
async function oddities(
  { a }: Stage,
  create: Create,
  plain: Creation,
): Promise<{ readonly phoneOnlyAgain: Creation; readonly emailOnlyAgain: Creation }> {
  const either = async (label: string, ...bodies: readonly [ClientBody, ClientBody]) => {
    const first = await create(bodies[0], label);
    return isInvalid(first.exchange) ? create(bodies[1], `${label}, plainer`) : first;
  };
  const { name } = plain.sent;
  const tagged = `conformance+tag.${a.word()}@example.com`;
  const [phoneOnlyAgain, emailOnlyAgain] = await Promise.all([
    either(
      'create second client without an email',
      a.client({ email: undefined, phone: a.longPhone() }),
      a.client({ email: undefined }),
    ),
    either(
      'create second client without a phone, of a name that is taken',
      a.client({ name, phone: undefined, email: tagged }),
      a.client({ name, phone: undefined }),
    ),
  ]);
  return { phoneOnlyAgain, emailOnlyAgain };
}

/** The custom fields that the run uses. */
export function customFieldsOf({ settings }: Stage): readonly string[] {
  return settings.dialect.customFields ?? CUSTOM_FIELDS;
}

/** An email that shows whether letters keep their case. */
export function mixedCaseEmail(a: MakeData): string {
  return `Conformance.Mixed.${a.word()}@example.com`;
}

/** Scripts, an astral character, markup, quotes, a combining mark that NFC would swallow, spaces. */
function textClient(a: MakeData): ClientBody {
  return a.client({
    name: `Zoë Re\u0301my Ωmega 漢字 😀 O'Neil "q" <b> & \\ ${a.word()}`,
    line1: `Cafe\u0301 Straße 7 \u2013 100 % %41+1 ${a.word()}`,
    line2: '  Ünter den  Linden ',
    utm_term: `Здравствуй 👩‍👧 ${a.word()}`,
  });
}

/** The same without markup, quotes and outer blanks, which a gateway may refuse on purpose. */
function letterClient(a: MakeData): ClientBody {
  return a.client({
    name: `Zoë Re\u0301my Ωmega 漢字 😀 ${a.word()}`,
    line1: `Cafe\u0301 Straße 7 ${a.word()}`,
    line2: 'Ünter den Linden',
    utm_term: `Здравствуй 👩‍👧 ${a.word()}`,
  });
}

/** Values of as many characters, each in a field without an evident format. */
function longClient(a: MakeData, length: number): ClientBody {
  const long = (): string => `${a.word()} ${'Sphinx of black quartz, judge my vow. '.repeat(9)}`;
  const fields = ['name', 'line1', 'utm_campaign', 'google_click_id'];
  return a.client(
    Object.fromEntries(fields.map((field) => [field, `${long().slice(0, length - 1)}.`])),
  );
}
