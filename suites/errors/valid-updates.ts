import type { Exchange } from '../../contracts/evidence.ts';
import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import { Altered } from '../../harness/fuzz/altered.ts';
import { outcomeOf } from '../../harness/fuzz/outcome-of.ts';
import type { ValidClient } from '../../harness/fuzz/payloads.ts';
import type { Property } from '../../harness/fuzz/property.ts';
import { type Demand, isAsDemanded } from '../../harness/fuzz/texts.ts';
import type { Attempt } from '../../harness/fuzz/trial.ts';
import { validChanges } from '../../harness/fuzz/valid.ts';
import { shown, succeeded } from '../../harness/judging/answers.ts';
import type { MakeData } from '../../harness/scenarios/data.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import { notArranged } from '../../harness/scenarios/scenario.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { arrivals, delivered, faithfulFields, type Watched } from './arrivals.ts';
import { comesBack, grantedInLetters, isSameDay, isTaken, type Sent } from './comes-back.ts';
import { trying } from './fuzzing.ts';
import { readById, shownByRead } from './read-by-id.ts';
import { refusals } from './refusals.ts';
import { customFieldsOf, shownByAnswer } from './valid-inputs.ts';

/** How many clients are updated side by side. */
const CLIENTS = 5;

/** Updates of one client, in a long run: what was long in it once would make every delivery long. */
const LIFE = 40;

/** A client on which one update follows another. */
interface Patient {
  readonly id: string;
  /** The custom fields that it was created with. */
  readonly custom: readonly string[];
  /** What could last be read of the client, `undefined` where it cannot be read. */
  shown: Members | undefined;
  /** Whether it was not read, but taken for what it was created as. */
  readonly isAssumed: boolean;
  /** Fields that a read showed as they were created. */
  readonly faithful: ReadonlySet<string>;
  /** How many updates were made, each of which is delivered. */
  updates: number;
  /** When the first of them was made. */
  readonly since: number;
}

type Members = Readonly<Record<string, unknown>>;

/** Lawful updates, each compared with what can be read before and after it. */
export const validUpdate: Property<ValidClient> = {
  clause: 'errors/robustness/valid-update-unchanged',
  prepare: async (stage) => {
    const { whole: created, updated: control } = await stage.evidenceOf(refusals);
    if (control === undefined) return notArranged('no client could be created to update', created);
    const nothing = { control, kinds: [], attempt: async () => ({ exchanges: [] }) };
    if (stage.settings.fuzz.runs === 0 || !succeeded(control)) return nothing;
    const patients = await Promise.all(Array.from({ length: CLIENTS }, () => admit(stage)));
    const [first] = patients;
    const watched = first && (await watch(stage, first));
    return {
      control,
      kinds: validChanges({ custom: first?.custom ?? [], keepsAny: false }),
      lanes: CLIENTS,
      attempt: async (named, lane) => {
        if ((patients[lane]?.updates ?? 0) >= LIFE) patients[lane] = await admit(stage);
        const patient = patients[lane];
        if (patient !== undefined) return update(stage, patient, named, watched);
        // a search for a smaller case needs clients that nothing was done to
        const fresh = await admit(stage, first?.faithful);
        const came = await update(stage, fresh, named, watched);
        return { ...came, requests: came.exchanges.length + 1 };
      },
    };
  },
};

/** The scenario of this property. */
export const validUpdates = trying('valid updates', validUpdate);

async function update(
  stage: Stage,
  patient: Patient,
  named: ValidClient,
  watched: Watched | undefined,
): Promise<Attempt> {
  const { id, shown: before } = patient;
  const label = 'fuzzed valid update';
  let sent = { body: changesOf(named, stage.a), demand: named.demand };
  const sentAt = stage.now();
  let exchange = await stage.gateway.updateClient(id, sent.body, { label });
  const plainer = await grantedInLetters(exchange, sent.demand, sent.body, (plain) => {
    sent = { ...sent, body: { ...plain } };
    return stage.gateway.updateClient(id, plain, { label });
  });
  exchange = plainer ?? exchange;
  const answered = outcomeOf([exchange], () => {
    if (isTaken(exchange, sent.demand)) comesBack(sent, shownByAnswer(exchange, new Set()));
  });
  const view = before && (await readById(stage, id));
  patient.shown = view && shownByRead(view, id, new Set()).client;
  const { shown: after } = patient;
  if (answered.why !== undefined || answered.untold !== undefined) return answered;
  const seen = [exchange, ...(view ? [view] : [])];
  const stored = outcomeOf(seen, () => {
    const done = succeeded(exchange) ? sent : { ...sent, body: {} };
    if (before && after) changesOnly(done, { patient, before, after, seen });
  });
  if (succeeded(exchange)) patient.updates += 1;
  if (watched === undefined || stored.why !== undefined || !succeeded(exchange)) return stored;
  const all = { since: patient.since, count: () => patient.updates };
  const later = async (): Promise<Attempt> => {
    const told = await delivered(watched, { id, sentAt, sent, all });
    return told === undefined ? stored : outcomeOf(seen, told.judge);
  };
  return { ...stored, later };
}

/**
 * Creates a client to update.
 *
 * @param faithful fields that a read shows as they were created, where that was read before
 */
async function admit(stage: Stage, faithful?: ReadonlySet<string>): Promise<Patient> {
  const { gateway, a } = stage;
  const label = 'fuzzed client to update';
  const sent = a.fullClient();
  const unchanged = { updates: 0, since: stage.now() };
  const full = await gateway.createClient(sent, { label });
  const created = succeeded(full) ? full : await gateway.createClient(a.client(), { label });
  const id = succeeded(created) ? idOf(created) : undefined;
  if (id === undefined) return notArranged('no client could be created to update', created);
  const custom = succeeded(full) ? customFieldsOf(stage) : [];
  if (faithful !== undefined && faithful.size > 0) {
    const known = Object.entries(sent).filter(([field]) => faithful.has(field));
    const assumed = Object.fromEntries(known);
    return { id, custom, shown: assumed, isAssumed: true, faithful, ...unchanged };
  }
  const read = await readById(stage, id);
  const shown = read && shownByRead(read, id, new Set()).client;
  const same = succeeded(full) ? faithfulFields(shown ?? {}, sent) : new Set<string>();
  return { id, custom, shown, isAssumed: false, faithful: same, ...unchanged };
}

async function watch(stage: Stage, patient: Patient): Promise<Watched | undefined> {
  const sent = patient.custom.length > 0 ? stage.a.fullClient() : stage.a.client();
  const watched = await arrivals(stage, 'client.updated', {
    sent,
    cause: async () => {
      const exchange = await stage.gateway.updateClient(patient.id, sent, {
        label: 'fuzzed plain update',
      });
      if (succeeded(exchange)) patient.updates += 1;
      const read = await readById(stage, patient.id);
      patient.shown = read && shownByRead(read, patient.id, new Set()).client;
      return succeeded(exchange) ? patient.id : undefined;
    },
  });
  return watched && { arrivals: watched.arrivals, fields: faithfulFields(watched.shown, sent) };
}

/** What an update names: a new name keeps the mark of the run. */
function changesOf({ phone, email, members }: ValidClient, a: MakeData): Record<string, string> {
  const { name, ...others } = members;
  return {
    ...(name === undefined ? {} : { name: `${a.name()} ${name}` }),
    ...others,
    ...(phone ? { phone: a.phone() } : {}),
    ...(email === undefined ? {} : { email: email.replace('{word}', a.word()) }),
  };
}

/** What an update names has its value afterwards, and everything else the value it had. */
function changesOnly(
  { body, demand }: Sent,
  {
    patient,
    before: earlier,
    after: later,
    seen,
  }: {
    readonly patient: Patient;
    readonly before: Members;
    readonly after: Members;
    readonly seen: readonly Exchange[];
  },
): void {
  const known = ['name', 'email', 'phone', ...OPTIONAL_CLIENT_FIELDS, ...patient.custom];
  for (const field of new Set([...known, ...Object.keys(body)])) {
    const isNamed = Object.hasOwn(body, field);
    const expected = isNamed ? body[field] : valueIn(earlier, field);
    const value = valueIn(later, field);
    if (isKept({ field, value, expected, isNamed, demand })) continue;
    const wasShown = Object.hasOwn(earlier, field);
    // a field that is never shown tells nothing
    if (!wasShown && (patient.isAssumed ? !isNamed : !Object.hasOwn(later, field))) continue;
    throw new Altered(
      `"${field}" of a client must be ${shown(expected)} after an update that ${isNamed ? 'names it' : 'does not name it'}; it is ${shown(value)}`,
      seen,
      { field, expected, actual: value },
    );
  }
}

interface Change {
  readonly field: string;
  readonly value: unknown;
  readonly expected: unknown;
  readonly isNamed: boolean;
  readonly demand: Demand;
}

function isKept({ field, value, expected, isNamed, demand }: Change): boolean {
  if (Object.is(value, expected)) return true;
  if (!isNamed) return false;
  return field === 'birthday' ? isSameDay(value, expected) : isAsDemanded(value, expected, demand);
}

/** A field without a value is null or absent. */
function valueIn(client: Members, field: string): unknown {
  return Object.hasOwn(client, field) ? (client[field] ?? null) : null;
}
