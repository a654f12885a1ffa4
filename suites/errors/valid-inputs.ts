import type { Exchange } from '../../contracts/evidence.ts';
import { CUSTOM_FIELDS } from '../../contracts/resources.ts';
import { outcomeOf } from '../../harness/fuzz/outcome-of.ts';
import type { ValidClient } from '../../harness/fuzz/payloads.ts';
import type { Property } from '../../harness/fuzz/property.ts';
import type { Attempt } from '../../harness/fuzz/trial.ts';
import { ODD_NAMES, validClients } from '../../harness/fuzz/valid.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import type { ClientBody, MakeData } from '../../harness/scenarios/data.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { jsonIn } from '../triggers/json-in.ts';
import { arrivals, delivered, faithfulFields, type Watched } from './arrivals.ts';
import { comesBack, grantedInLetters, isTaken, type Sent, type Shown } from './comes-back.ts';
import { trying } from './fuzzing.ts';
import { fieldsOf, readBack, shownByRead } from './read-by-id.ts';
import { refusals } from './refusals.ts';

/** What tells where lawful clients come back. */
interface Windows {
  /** Fields that the answer to a plain create has. */
  readonly answered: ReadonlySet<string>;
  /** Fields that a read shows of any client; none where clients cannot be read. */
  readonly read?: ReadonlySet<string>;
  readonly watched?: Watched;
}

/** Lawful clients; each must be created and come back as it was sent. */
export const validCreate: Property<ValidClient> = {
  clause: 'errors/robustness/valid-create-unchanged',
  prepare: async (stage) => {
    const { whole } = await stage.evidenceOf(refusals);
    const off = { control: whole, kinds: [], attempt: async () => ({ exchanges: [] }) };
    if (stage.settings.fuzz.runs === 0) return off;
    const { control, custom, windows, keepsAny } = await createPlain(stage);
    return {
      control,
      kinds: validClients({ custom, keepsAny }),
      attempt: (client) => create(stage, client, windows),
    };
  },
};

/** The scenario of this property. */
export const validCreates = trying('valid creates', validCreate);

async function create(stage: Stage, client: ValidClient, windows: Windows): Promise<Attempt> {
  const { gateway, a } = stage;
  const body = bodyOf(client, a);
  const sent: Sent = { body, demand: client.demand };
  const sentAt = stage.now();
  const label = 'fuzzed create of a valid client';
  const exchange = await gateway.createClient(body, { label });
  const plainer = await grantedInLetters(exchange, client.demand, body, (plain) =>
    gateway.createClient(plain, { label }),
  );
  if (plainer !== undefined) return { exchanges: [exchange, plainer] };
  const answered = outcomeOf([exchange], () => {
    if (isTaken(exchange, sent.demand)) comesBack(sent, shownByAnswer(exchange, windows.answered));
  });
  const id = succeeded(exchange) ? idOf(exchange) : undefined;
  if (answered.why !== undefined || answered.untold !== undefined || id === undefined)
    return answered;
  const read = windows.read && (await readBack(stage, exchange));
  const stored = outcomeOf([exchange, ...(read ? [read] : [])], () => {
    if (read && windows.read) comesBack(sent, shownByRead(read, id, windows.read));
  });
  if (stored.why !== undefined || windows.watched === undefined) return stored;
  const { watched } = windows;
  const later = async (): Promise<Attempt> => {
    const told = await delivered(watched, { id, sentAt, sent });
    return told === undefined ? stored : outcomeOf(stored.exchanges, told.judge);
  };
  return { ...stored, later };
}

/** What an answer shows at its top level. */
export function shownByAnswer(exchange: Exchange, always: ReadonlySet<string>): Shown {
  const body = jsonIn(exchange);
  return {
    client: typeof body === 'object' && body !== null ? (body as Shown['client']) : {},
    seen: exchange,
    where: `the answer to ${exchange.label}`,
    always,
  };
}

/** A plain client with custom fields, or without them, where the account has no such ones. */
async function createPlain(stage: Stage) {
  const { gateway, a } = stage;
  const plain = a.client();
  const custom = customFieldsOf(stage);
  const values = Object.fromEntries(custom.map((field) => [field, a.word()]));
  const unknown = { [`field_${a.word()}`]: a.word() };
  let sent: ClientBody = { ...plain, ...values };
  let control: Exchange | undefined;
  const label = 'fuzzed create of a plain client';
  const watched = await arrivals(stage, 'client.created', {
    sent: plain,
    cause: async () => {
      control = await gateway.createClient(sent, { label });
      if (!succeeded(control)) {
        sent = plain;
        control = await gateway.createClient(plain, { label });
      }
      return succeeded(control) ? idOf(control) : undefined;
    },
  });
  control ??= await gateway.createClient(plain, { label });
  const id = idOf(control) ?? '';
  const read = await readBack(stage, control);
  const keepsAny = read !== undefined && (await keepsUnknown(stage, { ...a.client(), ...unknown }));
  const windows: Windows = {
    answered: faithfulFields(shownByAnswer(control, new Set()).client, sent),
    ...(read && { read: fieldsShown(fieldsOf(read, id), custom, keepsAny) }),
    ...(watched && {
      watched: { arrivals: watched.arrivals, fields: faithfulFields(watched.shown, plain) },
    }),
  };
  return {
    control,
    custom: sent === plain ? [] : custom,
    windows,
    keepsAny,
  };
}

/** Custom fields stand in a read only where they have a value; where one is kept, all must be. */
function fieldsShown(
  fields: ReadonlySet<string>,
  custom: readonly string[],
  keepsAny: boolean,
): ReadonlySet<string> {
  const kept = custom.some((field) => fields.has(field)) ? custom : [];
  return new Set([...fields, ...kept, ...(keepsAny ? ODD_NAMES : [])]);
}

/** Whether custom fields of any name are kept. */
async function keepsUnknown(stage: Stage, sent: ClientBody): Promise<boolean> {
  const exchange = await stage.gateway.createClient(sent, {
    label: 'fuzzed create with an unknown field',
  });
  const read = await readBack(stage, exchange);
  const client = read && shownByRead(read, idOf(exchange) ?? '', new Set()).client;
  return client !== undefined && Object.keys(sent).every((field) => field in client);
}

/** The custom fields that the run uses. */
export function customFieldsOf({ settings }: Stage): readonly string[] {
  return settings.dialect.customFields ?? CUSTOM_FIELDS;
}

/** A client as it is sent: recognisable, and at an address and a number of its own. */
export function bodyOf(
  { phone, email, members: { name, ...members } }: ValidClient,
  a: MakeData,
): Record<string, string> {
  return {
    name: name === undefined ? a.name() : `${a.name()} ${name}`,
    ...members,
    ...(phone || email === undefined ? { phone: a.phone() } : {}),
    ...(email === undefined ? {} : { email: email.replace('{word}', a.word()) }),
  };
}
