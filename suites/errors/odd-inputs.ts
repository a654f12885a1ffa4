import type { Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import {
  type EmptyMembers,
  emptyMembers,
  type OddRequest,
  oddRequests,
} from '../../harness/fuzz/odd-requests.ts';
import { outcomeOf } from '../../harness/fuzz/outcome-of.ts';
import type { Property } from '../../harness/fuzz/property.ts';
import { responseOf, shown, succeeded } from '../../harness/judging/answers.ts';
import { memberOf } from '../../harness/judging/members.ts';
import { Broken } from '../../harness/judging/outcome.ts';
import { idOf } from '../../harness/scenarios/id-of.ts';
import type { Stage } from '../../harness/scenarios/stage.ts';
import { itemIn } from '../actions/sights.ts';
import { jsonIn } from '../triggers/json-in.ts';
import { trying } from './fuzzing.ts';
import { isCivil } from './is-civil.ts';
import { TOO_LARGE } from './look-back.ts';
import { readBack } from './read-by-id.ts';
import { refusals } from './refusals.ts';

/** Requests beside those of the other properties. */
export const oddRequest: Property<OddRequest> = {
  clause: 'errors/robustness/odd-request',
  share: 0.1,
  least: oddRequests.length,
  prepare: async (stage) => {
    const { whole: control, updated } = await stage.evidenceOf(refusals);
    return {
      control,
      kinds: oddRequests,
      attempt: async (odd) => {
        const exchange = await send(stage, odd, { created: control, updated });
        const plain = await likeIt(stage, odd, { created: control, updated });
        // what the plain request gets is told by the clause of its path
        const isTold =
          plain === 'none' || (plain && outcomeOf([plain], () => isCivil(plain)).why !== undefined);
        return isTold || isRefused(exchange, odd)
          ? { exchanges: [exchange] }
          : outcomeOf([exchange], () => isCivil(exchange));
      },
    };
  },
};

/** Optional fields without a value: refused, or left without one. */
export const emptyValues: Property<EmptyMembers> = {
  clause: 'errors/robustness/empty-values',
  share: 0.2,
  least: emptyMembers.length,
  prepare: async (stage) => {
    const { whole: control } = await stage.evidenceOf(refusals);
    return {
      control,
      kinds: emptyMembers,
      attempt: async (members) => {
        const created = await stage.gateway.createClient(
          { ...stage.a.client(), ...members },
          { label: 'fuzzed create with empty fields' },
        );
        const id = succeeded(created) ? idOf(created) : undefined;
        const read = await readBack(stage, created);
        const label = 'fuzzed update with empty fields';
        const updated = id && (await stage.gateway.updateClient(id, members, { label }));
        const readAgain = updated ? await readBack(stage, created) : undefined;
        const seen = [created, read, updated, readAgain].filter(isSent);
        return outcomeOf(seen, () => {
          for (const each of [created, updated].filter(isSent)) isCivil(each);
          for (const each of seen) staysEmpty(each, id, Object.keys(members));
        });
      },
    };
  },
};

/** The scenarios of these properties. */
export const oddRequestsTried = trying('odd requests', oddRequest);
export const emptyValuesTried = trying('creates with empty fields', emptyValues);

interface Known {
  readonly created: Exchange;
  readonly updated: Exchange | undefined;
}

async function send(stage: Stage, odd: OddRequest, known: Known): Promise<Exchange> {
  const { gateway, a } = stage;
  const label = `fuzzed request to ${odd.to === 'list' ? odd.resource : odd.to}`;
  switch (odd.to) {
    case 'webhooks':
      return gateway.api('POST', RESOURCE_PATHS.webhooks, odd.body, { label });
    case 'client':
      return updateNothing(stage, odd.names, known, label);
    case 'list':
      return gateway.read(odd.resource, { label, query: `?${odd.query}` });
    case 'nowhere':
      return gateway.api(odd.method, `/conformance-${a.word()}`, {}, { label });
    case 'clients':
      // lacks a name, lest so large a client be made
      return gateway.createClient({ line1: 'x'.repeat(odd.size) }, { label: TOO_LARGE });
  }
}

/** The plain request that an odd one is like, if it has such a one and that could be sent. */
async function likeIt(
  { gateway, a }: Stage,
  odd: OddRequest,
  { created, updated }: Known,
): Promise<Exchange | 'none' | undefined> {
  if (odd.to === 'client') return updated ?? 'none';
  if (odd.to === 'clients') return created;
  if (odd.to === 'nowhere') {
    return gateway.api('GET', `/conformance-${a.word()}`, undefined, {
      label: 'fuzzed read of nothing',
    });
  }
  if (odd.to !== 'list') return undefined;
  return gateway.read(odd.resource, { label: `fuzzed request to all ${odd.resource}` });
}

function updateNothing(
  { gateway }: Stage,
  names: 'nothing' | 'no change',
  { created, updated }: Known,
  label: string,
): Promise<Exchange> {
  const id = (succeeded(created) && idOf(created)) || 'conformance-unknown';
  if (names === 'no change') return gateway.updateClient(id, {}, { label });
  const { method, url } = updated?.request ?? { method: 'PUT', url: gateway.apiUrl('/clients') };
  return gateway.api(method, url.slice(gateway.apiUrl('').length), '', { label });
}

/** Refused in a way of its own: a hang-up on so large a body, a method that is not implemented. */
function isRefused({ failure, response }: Exchange, { to }: OddRequest): boolean {
  if (to === 'clients') return failure?.kind === 'closed';
  return (to === 'nowhere' || to === 'list') && response?.status === 501;
}

function isSent(each: Exchange | '' | undefined): each is Exchange {
  return each !== undefined && each !== '';
}

const NOTHING_IN_WORDS = /^(?:null|nil|none|undefined|nan)$/i;

/** No word for nothing may stand where nothing was sent; a default may. */
function staysEmpty(seen: Exchange, id: string | undefined, fields: readonly string[]): void {
  responseOf(seen);
  const client = id === undefined ? undefined : itemIn(jsonIn(seen), id);
  for (const field of fields) {
    const value = memberOf(client, field);
    if (typeof value !== 'string' || !NOTHING_IN_WORDS.test(value)) continue;
    throw new Broken(
      `"${field}" must have no value where none was sent; it is ${shown(value)}`,
      [seen],
      `no "${field}"`,
      shown(value),
    );
  }
}
