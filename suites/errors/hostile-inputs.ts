import type { Exchange } from '../../contracts/evidence.ts';
import { OPTIONAL_CLIENT_FIELDS } from '../../contracts/resources.ts';
import { authorizations } from '../../harness/fuzz/authorization.ts';
import { type Hostile, hostileBodies, otherTypes } from '../../harness/fuzz/hostile.ts';
import type { TextFields } from '../../harness/fuzz/hostile-members.ts';
import { outcomeOf } from '../../harness/fuzz/outcome-of.ts';
import type { Prepared, Property } from '../../harness/fuzz/property.ts';
import { written } from '../../harness/fuzz/written.ts';
import { responseOf } from '../../harness/judging/answers.ts';
import { Broken } from '../../harness/judging/outcome.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { trying } from './fuzzing.ts';
import { isCivil } from './is-civil.ts';
import { refusals } from './refusals.ts';

/** Hostile input may cause a server error even where no client could be created. */
const NOBODY = 'conformance-unknown';

const CLIENT_FIELDS: TextFields = {
  required: ['name', 'phone', 'email'],
  optional: OPTIONAL_CLIENT_FIELDS,
};
const NOTE_FIELDS: TextFields = { required: ['note'], optional: [] };

/** Hostile bodies of a create. */
export const hostileCreate: Property<Hostile> = {
  clause: 'errors/robustness/hostile-create',
  prepare: async (stage) => {
    const { gateway, a } = stage;
    const { whole: control } = await stage.evidenceOf(refusals);
    const door: Door = {
      lawful: () => a.client(),
      send: (body, headers) =>
        gateway.createClient(body, { label: 'fuzzed create with a hostile body', headers }),
    };
    return { control, ...through(door, CLIENT_FIELDS) };
  },
};

/** Hostile bodies of an update. */
export const hostileUpdate: Property<Hostile> = {
  clause: 'errors/robustness/hostile-update',
  prepare: async (stage) => {
    const { updated } = await stage.evidenceOf(refusals);
    const control = updated ?? (await stage.gateway.updateClient(NOBODY, { city: 'Springfield' }));
    const door = like(stage, control);
    return {
      control,
      ...through(door, { ...CLIENT_FIELDS, ...namedBy(door, ['id', 'client_id']) }),
    };
  },
};

/** Hostile bodies of a note. */
export const hostileNote: Property<Hostile> = {
  clause: 'errors/robustness/hostile-note',
  prepare: async (stage) => {
    const { noted } = await stage.evidenceOf(refusals);
    const note = `Conformance ${stage.a.word()}`;
    const control = noted ?? (await stage.gateway.addNote(NOBODY, { note }));
    const door = like(stage, control);
    return { control, ...through(door, { ...NOTE_FIELDS, ...namedBy(door, ['client_id', 'id']) }) };
  },
};

/** `Authorization` headers that open nothing. */
export const hostileAuthorization: Property<string> = {
  clause: 'errors/robustness/hostile-authorization',
  prepare: async (stage) => {
    const { gateway, a } = stage;
    const { whole: control } = await stage.evidenceOf(refusals);
    return {
      control,
      kinds: authorizations,
      attempt: async (header) => {
        const exchange = await gateway.createClient(a.client(), {
          authorization: header.replaceAll('{word}', a.word()),
          label: 'fuzzed create with a hostile Authorization header',
        });
        return outcomeOf([exchange], () => isCivil(exchange));
      },
    };
  },
};

/** Lawful clients, sent as something else than JSON. */
export const otherType: Property<Hostile> = {
  clause: 'errors/robustness/content-type',
  share: 0.1,
  least: otherTypes.length,
  prepare: async (stage) => {
    const { gateway, a } = stage;
    const { whole: control } = await stage.evidenceOf(refusals);
    return {
      control,
      kinds: otherTypes,
      attempt: async (hostile) => {
        const headers = 'whole' in hostile ? {} : (hostile.headers ?? {});
        const label = 'fuzzed create as another content type';
        const exchange = await gateway.createClient(a.client(), { headers, label });
        return outcomeOf([exchange], () => isGrantedOrRefused(exchange));
      },
    };
  },
};

/** The scenarios of these properties. */
export const hostileCreates = trying('hostile creates', hostileCreate);
export const hostileUpdates = trying('hostile updates', hostileUpdate);
export const hostileNotes = trying('hostile notes', hostileNote);
export const otherTypesTried = trying('creates as other content types', otherType);
export const hostileAuthorizations = trying('hostile authorizations', hostileAuthorization);

interface Door {
  readonly lawful: () => Readonly<Record<string, unknown>>;
  readonly send: (
    body: string | Uint8Array,
    headers: Readonly<Record<string, string | null>>,
  ) => Promise<Exchange>;
}

function through(
  { lawful, send }: Door,
  fields: TextFields,
): Pick<Prepared<Hostile>, 'kinds' | 'attempt'> {
  return {
    kinds: hostileBodies(fields),
    attempt: async (hostile) => {
      const headers = 'whole' in hostile ? {} : (hostile.headers ?? {});
      const exchange = await send(written(hostile, lawful()), headers);
      return outcomeOf([exchange], () => isCivil(exchange));
    },
  };
}

/** The way of a request that was granted, whichever way it names its client. */
function like({ gateway }: Stage, { request }: Exchange): Door {
  const path = request.url.slice(gateway.apiUrl('').length);
  const isNote = path.split(/[/?]/).includes('notes') || request.method === 'POST';
  const label = isNote ? 'fuzzed note with a hostile body' : 'fuzzed update with a hostile body';
  return {
    lawful: () => JSON.parse(request.body ?? '{}'),
    send: (body, headers) => gateway.api(request.method, path, body, { label, headers }),
  };
}

/** Which of these members of a lawful body names the client. */
function namedBy({ lawful }: Door, keys: readonly string[]): Pick<TextFields, 'id'> {
  const id = keys.find((key) => Object.hasOwn(lawful(), key));
  return id === undefined ? {} : { id };
}

function isGrantedOrRefused(exchange: Exchange): void {
  const { status } = responseOf(exchange);
  if (status < 500) return;
  throw new Broken(
    `${exchange.label} must be granted or refused; it is answered with ${status}`,
    [exchange],
    'status 2xx or 4xx',
    `status ${status}`,
  );
}
