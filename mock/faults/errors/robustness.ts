import type { robustness } from '../../../contracts/clauses/errors/robustness.ts';
import { API_BASE, OPTIONAL_CLIENT_FIELDS } from '../../../contracts/resources.ts';
import { type GatewayAnswer, json, page } from '../../answer.ts';
import { at } from '../../at.ts';
import type { Fault } from '../../fault.ts';
import {
  bodyOf,
  instead,
  type Match,
  onAnswer,
  onRequest,
  withBody,
  withMember,
} from '../../handler.ts';
import type { GatewayRequest } from '../../request.ts';
import { withTexts } from '../actions/mangle.ts';
import { granted } from '../actions/misanswer.ts';
import { along } from '../along.ts';
import type { SectionFaults } from '../section-faults.ts';
import { losesUpdate, misplacesNote, writesBackWhole } from './in-turn.ts';

const EMPTY = 'errors/robustness/empty-values';
const NEVER_5XX = 'errors/robustness/never-5xx';
const UNTHROTTLED = 'oauth/throttling/api-unaffected';
const NEVER_HANGS = 'errors/robustness/never-hangs';

type Is = (request: GatewayRequest) => boolean;

const text = ({ body }: GatewayRequest): string => Buffer.from(body).toString();
const typeOf = ({ headers }: GatewayRequest): string => headers['content-type'] ?? '';
const isAuthenticated: Is = ({ headers }) => /^Bearer \S+$/.test(headers.authorization ?? '');

const isNoUtf8: Is = ({ body }) => !Buffer.from(text({ body } as GatewayRequest)).equals(body);
const hasMark: Is = (request) => text(request).startsWith('\ufeff');
const isNested: Is = (request) => /(?:\[\s*){60}|(?:\{"a":){60}/.test(text(request));
const isLong: Is = ({ body }) => body.length > 4096;
const hasSurrogate: Is = (request) => /\\ud[89a-f]/i.test(text(request));
const isOtherType: Is = (request) => !/^application\/json$/i.test(typeOf(request));
const hasManyMembers: Is = (request) => Object.keys(bodyOf(request)).length > 100;
const isInChunks: Is = ({ headers }) => headers['transfer-encoding'] !== undefined;
const isNoObject: Is = (request) => {
  try {
    const value: unknown = JSON.parse(text(request));
    return typeof value !== 'object' || value === null || Array.isArray(value);
  } catch {
    return false;
  }
};
const isNoJson: Is = (request) => {
  try {
    JSON.parse(text(request));
    return false;
  } catch {
    return true;
  }
};
const hasKeyTwice: Is = (request) => {
  const keys = [...text(request).matchAll(/[{,]"(\w+)":/g)].map(([, key]) => key);
  return text(request).startsWith('{') && new Set(keys).size < keys.length;
};

const KNOWN: readonly string[] = [
  'id',
  'client_id',
  'name',
  'phone',
  'email',
  'note',
  ...OPTIONAL_CLIENT_FIELDS,
];
function withNullsAsText(request: GatewayRequest): GatewayRequest | undefined {
  const body = bodyOf(request);
  const nulls = OPTIONAL_CLIENT_FIELDS.filter((field) => body[field] === null);
  if (nulls.length === 0) return undefined;
  const texts = Object.fromEntries(nulls.map((field) => [field, 'null']));
  return withBody(request, { ...body, ...texts });
}

const hasUnknownMember: Is = (request) =>
  Object.keys(bodyOf(request)).some(
    (key) => !KNOWN.includes(key) && !/^custom_field|^\d+$/.test(key),
  );
const hasOddBirthday: Is = (request) => {
  const { birthday } = bodyOf(request);
  return (
    typeof birthday === 'string' && birthday !== '' && !/^(?:19|20)\d\d-\d\d-\d\d$/.test(birthday)
  );
};

const failure = (): GatewayAnswer =>
  json(500, { error: { code: 'server_error', message: 'Something failed' } });
const sorry = (): GatewayAnswer => page(400, '<!doctype html><h1>Bad Request</h1>');
const silence = (): GatewayAnswer => ({ ...json(200, {}), fate: 'hang' });

/** Something else than the gateway's answer to authenticated requests that meet a condition. */
function over(
  match: Match,
  is: Is,
  name: string,
  does: string,
  answer: () => GatewayAnswer,
): Fault {
  return {
    name,
    does,
    answer: instead(
      { ...match, when: (request) => isAuthenticated(request) && is(request) },
      answer,
    ),
  };
}

const failsOver = (match: Match, is: Is, name: string, does: string): Fault => ({
  ...over(match, is, name, does, failure),
  alsoBreaks: [NEVER_5XX],
});

/** What creates, or updates, store of text. */
const stored = (
  action: 'create' | 'update',
  change: (value: string, field: string) => string,
): Pick<Fault, 'record' | 'rules'> =>
  action === 'create'
    ? {
        record: (client, done) =>
          done === 'create' ? { ...client, values: withTexts(client.values, change) } : client,
      }
    : {
        rules: (conforming) => ({
          valuesAfterUpdate: (before, changed, cleared) =>
            conforming.valuesAfterUpdate(before, withTexts(changed, change), cleared),
        }),
      };

const withoutRightToLeft = (value: string): string => value.replace(/[\u0590-\u08ff]/g, '');
const withoutThai = (value: string): string => value.replace(/[\u0e00-\u0e7f]/g, '');
const decomposedHangul = (value: string): string =>
  value.replace(/[\uac00-\ud7a3]/g, (syllable) => syllable.normalize('NFD'));
const halfKana = (value: string): string => value.replace(/[\u3041-\u3096]/g, '?');

const lostWithout = (field: string, other: string): Fault => ({
  name: `create-loses-${field}-without-${other}`.replaceAll('_', '-'),
  does: `creates a client without its \`${field}\` where it has no \`${other}\``,
  record: (client, action) => {
    const { [field]: _, ...rest } = client.values;
    const isLost = action === 'create' && !Object.hasOwn(client.values, other);
    return isLost ? { ...client, values: rest } : client;
  },
});

/** Faults of §6 on what no input may cause. */
export const faults: SectionFaults<typeof robustness> = {
  'never-5xx': [
    {
      name: 'notes-unreadable',
      does: 'fails over a read of notes',
      answer: instead({ ...at.listNotes, when: isAuthenticated }, failure),
    },
    {
      name: 'subscriptions-unreadable',
      does: 'answers a read of subscriptions with 503',
      answer: onAnswer({ ...at.listSubscriptions, status: 200 }, (answer) => {
        answer.status = 503;
      }),
      alsoBreaks: ['errors/robustness/odd-request'],
    },
    {
      name: 'twentieth-client-unreadable',
      does: 'answers every twentieth read of one client with 502',
      answer: (next) => {
        let count = 0;
        return onAnswer({ ...at.getClient, status: 200 }, (answer) => {
          count += 1;
          if (count % 20 === 0) answer.status = 502;
        })(next);
      },
    },
  ],
  'never-hangs': [
    {
      name: 'notes-unanswered',
      does: 'never answers a read of notes',
      answer: instead({ ...at.listNotes, when: isAuthenticated }, silence),
    },
    {
      name: 'subscriptions-reset',
      does: 'cuts the connection at a read of subscriptions',
      answer: onAnswer({ ...at.listSubscriptions, status: 200 }, (answer) => {
        answer.fate = 'reset';
      }),
      alsoBreaks: ['errors/robustness/odd-request'],
    },
    {
      name: 'notes-cut',
      does: 'breaks off in the middle of the list of notes',
      answer: onAnswer({ ...at.listNotes, status: 200 }, (answer) => {
        answer.fate = 'cut';
      }),
    },
  ],
  'hostile-create': [
    failsOver(
      at.createClient,
      isNested,
      'create-nested-500',
      'fails over a create with deep nesting',
    ),
    failsOver(
      at.createClient,
      isNoUtf8,
      'create-no-utf8-500',
      'fails over a create that is no UTF-8',
    ),
    failsOver(
      at.createClient,
      hasSurrogate,
      'create-surrogate-500',
      'fails over a create with a lone surrogate',
    ),
    failsOver(
      at.createClient,
      hasUnknownMember,
      'create-unknown-member-500',
      'fails over a create with a member that is no field',
    ),
    {
      ...failsOver(
        at.createClient,
        hasOddBirthday,
        'create-odd-birthday-500',
        'fails over a birthday that is no date',
      ),
      alsoBreaks: [NEVER_5XX, EMPTY],
    },
    over(
      at.createClient,
      isLong,
      'create-long-as-page',
      'answers a long create with a web page',
      sorry,
    ),
    over(
      at.createClient,
      hasMark,
      'create-mark-as-page',
      'answers a create with a byte order mark with a web page',
      sorry,
    ),
    {
      ...over(
        at.createClient,
        hasManyMembers,
        'create-many-members-unanswered',
        'never answers a create with more than a hundred members',
        silence,
      ),
      alsoBreaks: [NEVER_HANGS],
    },
  ],
  'hostile-update': [
    failsOver(
      at.updateClient,
      isNoObject,
      'update-no-object-500',
      'fails over an update that is no JSON object',
    ),
    failsOver(
      at.updateClient,
      hasKeyTwice,
      'update-key-twice-500',
      'fails over an update with a key twice',
    ),
    failsOver(
      at.updateClient,
      isNoUtf8,
      'update-no-utf8-500',
      'fails over an update that is no UTF-8',
    ),
    over(
      at.updateClient,
      isOtherType,
      'update-other-type-as-page',
      'answers an update of another content type with a web page',
      sorry,
    ),
    {
      ...over(
        at.updateClient,
        isNested,
        'update-nested-reset',
        'cuts the connection at an update with deep nesting',
        () => ({ ...json(200, {}), fate: 'reset' }),
      ),
      alsoBreaks: [NEVER_HANGS],
    },
  ],
  'hostile-note': [
    {
      ...failsOver(at.createNote, isLong, 'note-long-500', 'fails over a long note'),
      alsoBreaks: [NEVER_5XX, 'actions/add-client-note/long-note-unchanged'],
    },
    failsOver(
      at.createNote,
      (request) => /"note":\s*(?:\[|\{)/.test(text(request)) && isNested(request),
      'note-nested-500',
      'fails over a note with deep nesting',
    ),
    failsOver(
      at.createNote,
      hasSurrogate,
      'note-surrogate-500',
      'fails over a note with a lone surrogate',
    ),
    over(
      at.createNote,
      isNoUtf8,
      'note-no-utf8-as-page',
      'answers a note that is no UTF-8 with a web page',
      sorry,
    ),
    over(
      at.createNote,
      isOtherType,
      'note-other-type-in-words',
      'answers a note of another content type in words',
      () => ({ status: 415, headers: { 'content-type': 'text/plain' }, text: 'Unsupported' }),
    ),
  ],
  'odd-request': [
    {
      ...failsOver(
        at.subscribe,
        isNoJson,
        'subscription-that-is-no-json-500',
        'fails over a subscription that is no JSON',
      ),
      alsoBreaks: [NEVER_5XX, 'errors/robustness/hostile-subscription'],
    },
    failsOver(
      at.updateClient,
      (request) => /^\{"id":"[^"]*"\}$/.test(text(request)),
      'update-of-nothing-500',
      'fails over an update that names the client alone',
    ),
    failsOver(
      at.listClients,
      ({ query }) => query.has('page'),
      'second-page-500',
      'fails over a page of clients',
    ),
    over(
      { method: 'POST' },
      ({ path }) => /^\/v1\/zapier\/conformance-/.test(path),
      'unknown-path-as-a-page',
      'answers a POST to an unknown path with a web page',
      () => page(404, '<!doctype html><h1>Cannot POST</h1>'),
    ),
    over(
      at.createClient,
      ({ problem }) => problem === 'tooLarge',
      'too-large-as-a-page',
      'answers a body that is too large with a web page',
      () => page(413, '<h1>413 Request Entity Too Large</h1>'),
    ),
    failsOver(
      at.createClient,
      ({ problem }) => problem === 'tooLarge',
      'too-large-500',
      'fails over a body that is too large',
    ),
  ],
  'odd-framing': [
    failsOver(at.createClient, isInChunks, 'chunks-500', 'fails over a create in chunks'),
    {
      ...over(
        at.createClient,
        ({ headers }) => headers.expect !== undefined,
        'go-ahead-reset',
        'cuts the connection at a create that expects a go-ahead',
        () => ({ ...json(200, {}), fate: 'reset' }),
      ),
      alsoBreaks: [NEVER_HANGS],
    },
    {
      name: 'chunks-lost',
      does: 'creates a client without the end of its name where it comes in chunks',
      answer: onRequest({ ...at.createClient, when: isInChunks }, (request) => {
        const body = bodyOf(request);
        return withBody(request, { ...body, name: String(body.name).slice(0, -1) });
      }),
    },
  ],
  'empty-values': [
    failsOver(
      at.createClient,
      (request) => OPTIONAL_CLIENT_FIELDS.some((field) => bodyOf(request)[field] === ''),
      'empty-field-500',
      'fails over a create with an optional field that is empty',
    ),
    {
      name: 'null-as-text-on-update',
      does: 'writes the text "null" where an update names an optional field that is null',
      answer: onRequest(at.updateClient, withNullsAsText),
    },
    {
      name: 'null-as-text',
      does: 'creates a client with the text "null" for an optional field that is null',
      answer: onRequest(at.createClient, withNullsAsText),
    },
  ],
  'hostile-authorization': [
    {
      name: 'token-beyond-ascii-500',
      does: 'fails over a token beyond ASCII',
      answer: instead(
        { ...at.createClient, when: ({ headers }) => /[^ -~\t]/.test(headers.authorization ?? '') },
        failure,
      ),
      alsoBreaks: [NEVER_5XX],
    },
    {
      name: 'long-token-431',
      does: 'answers a long token with an empty 431',
      answer: instead(
        { ...at.createClient, when: ({ headers }) => (headers.authorization ?? '').length > 400 },
        () => ({ status: 431, headers: {} }),
      ),
    },
    {
      name: 'jwt-500',
      does: 'fails over a token that looks like a JWT and is none',
      answer: instead(
        {
          ...at.createClient,
          when: ({ headers }) =>
            /^Bearer [\w-]*\.[\w-]+\.[\w-]*$/.test(headers.authorization ?? ''),
        },
        failure,
      ),
      alsoBreaks: [NEVER_5XX],
    },
    {
      name: 'basic-as-page',
      does: 'answers credentials that are no base64 with a web page',
      answer: instead(
        {
          ...at.createClient,
          when: ({ headers }) => /^Basic \S*[:=%]/.test(headers.authorization ?? ''),
        },
        () => page(401, '<!doctype html><h1>401</h1>'),
      ),
    },
  ],
  'hostile-subscription': [
    failsOver(
      at.subscribe,
      isNested,
      'subscription-nested-500',
      'fails over a subscription with deep nesting',
    ),
    over(
      at.subscribe,
      isNoUtf8,
      'subscription-no-utf8-as-page',
      'answers a subscription that is no UTF-8 with a web page',
      sorry,
    ),
  ],
  'content-type': along(
    ['errors/robustness/hostile-create'],
    [
      failsOver(
        at.createClient,
        (request) => /^text\/plain/.test(typeOf(request)),
        'create-as-text-500',
        'fails over a create sent as `text/plain`',
      ),
      failsOver(
        at.createClient,
        (request) => typeOf(request) === '',
        'create-without-type-500',
        'fails over a create without a content type',
      ),
      failsOver(
        at.createClient,
        (request) => /multipart/.test(typeOf(request)),
        'create-as-multipart-500',
        'fails over a create sent as `multipart/form-data` without a boundary',
      ),
      failsOver(
        at.createClient,
        (request) => /charset=utf-16/.test(typeOf(request)),
        'create-as-utf-16-500',
        'fails over a create sent as JSON in UTF-16',
      ),
    ],
  ),
  'valid-create-unchanged': [
    {
      name: 'create-loses-right-to-left',
      does: 'creates a client without the letters that are written from right to left',
      ...stored('create', withoutRightToLeft),
    },
    {
      name: 'create-loses-thai',
      does: 'creates a client without its Thai letters',
      ...stored('create', withoutThai),
    },
    {
      name: 'create-takes-hangul-apart',
      does: 'creates a client with Hangul taken apart',
      ...stored('create', decomposedHangul),
    },
    {
      name: 'create-refuses-kana',
      does: 'refuses a client with kana in its name',
      answer: onRequest(at.createClient, (request) => {
        const body = bodyOf(request);
        const hasKana = /[\u3040-\u30ff]/.test(String(body.name));
        return hasKana ? withBody(request, { ...body, name: {} }) : undefined;
      }),
    },
    lostWithout('utm_content', 'utm_source'),
    lostWithout('city', 'line1'),
  ],
  'invalid-create-refused': [
    {
      name: 'create-takes-names-in-list',
      does: 'creates a client whose name is a list with the parts of the list',
      answer: onRequest(at.createClient, (request) => {
        const body = bodyOf(request);
        if (!Array.isArray(body.name)) return undefined;
        return withBody(request, { ...body, name: body.name.join(' ') || 'Unnamed' });
      }),
    },
    {
      name: 'create-takes-object-email',
      does: 'creates a client with the text of an object for its email',
      answer: onRequest(at.createClient, (request) => {
        const body = bodyOf(request);
        if (typeof body.email !== 'object' || body.email === null) return undefined;
        return withBody(request, { ...body, email: JSON.stringify(body.email) });
      }),
    },
    {
      name: 'create-refuses-lists-flatly',
      does: 'refuses a client whose name is a list with `{message}`',
      answer: onAnswer({ ...at.createClient, status: 422 }, (answer, request) => {
        if (Array.isArray(bodyOf(request).name)) answer.body = { message: 'Invalid name' };
      }),
    },
    {
      name: 'create-refuses-lists-with-409',
      does: 'refuses a client whose name is a list with 409',
      answer: onAnswer({ ...at.createClient, status: 422 }, (answer, request) => {
        if (Array.isArray(bodyOf(request).name)) answer.status = 409;
      }),
    },
  ],
  'invalid-update-refused': [
    {
      name: 'update-takes-names-in-list',
      does: 'renames a client to the parts of a list',
      answer: onRequest(at.updateClient, (request) => {
        const body = bodyOf(request);
        if (!Array.isArray(body.name)) return undefined;
        return withBody(request, { ...body, name: body.name.join(' ') || 'Unnamed' });
      }),
    },
    {
      name: 'update-refuses-lists-flatly',
      does: 'refuses an update of the name to a list with `{message}`',
      answer: onAnswer({ ...at.updateClient, status: 422 }, (answer, request) => {
        if (Array.isArray(bodyOf(request).name)) answer.body = { message: 'Invalid name' };
      }),
    },
  ],
  'invalid-note-refused': [
    {
      name: 'note-takes-lists',
      does: 'adds the parts of a list as one note',
      answer: onRequest(at.createNote, (request) => {
        const body = bodyOf(request);
        if (!Array.isArray(body.note)) return undefined;
        return withBody(request, { ...body, note: body.note.join(' ') || 'Empty' });
      }),
    },
    {
      name: 'note-refuses-lists-with-409',
      does: 'refuses a note that is a list with 409',
      answer: onAnswer({ ...at.createNote, status: 422 }, (answer, request) => {
        if (Array.isArray(bodyOf(request).note)) answer.status = 409;
      }),
    },
  ],
  'valid-update-unchanged': [
    {
      name: 'update-loses-thai',
      does: 'updates a client without its Thai letters',
      ...stored('update', withoutThai),
    },
    {
      name: 'update-takes-hangul-apart',
      does: 'updates a client with Hangul taken apart',
      ...stored('update', decomposedHangul),
    },
    {
      name: 'update-marks-kana',
      does: 'updates a client with ? for hiragana',
      ...stored('update', halfKana),
    },
    {
      name: 'tenth-update-lost',
      does: 'answers the tenth update of a client and does not make it',
      answer: losesUpdate(10),
    },
    {
      name: 'new-line1-empties-line2',
      does: 'empties `line2` where an update names `line1` and not `line2`',
      rules: (conforming) => ({
        valuesAfterUpdate: (before, changed, cleared) => {
          const { line2: _, ...others } = before;
          const isEmptied = 'line1' in changed && !('line2' in changed);
          return conforming.valuesAfterUpdate(isEmptied ? others : before, changed, cleared);
        },
      }),
      alsoBreaks: ['errors/robustness/sequences-keep'],
    },
    {
      name: 'new-medium-takes-the-source',
      does: 'empties `utm_source` where an update names `utm_medium` and not `utm_source`',
      rules: (conforming) => ({
        valuesAfterUpdate: (before, changed, cleared) => {
          const { utm_source: _, ...others } = before;
          const isEmptied = 'utm_medium' in changed && !('utm_source' in changed);
          return conforming.valuesAfterUpdate(isEmptied ? others : before, changed, cleared);
        },
      }),
      alsoBreaks: ['errors/robustness/sequences-keep'],
    },
  ],
  'valid-note-unchanged': [
    {
      name: 'note-loses-right-to-left',
      does: 'adds a note without the letters that are written from right to left',
      rules: { noteText: withoutRightToLeft },
    },
    {
      name: 'note-takes-hangul-apart',
      does: 'adds a note with Hangul taken apart',
      rules: { noteText: decomposedHangul },
    },
    {
      name: 'note-loses-thai',
      does: 'adds a note without its Thai letters',
      rules: { noteText: withoutThai },
    },
    {
      name: 'note-refuses-devanagari',
      does: 'refuses a note in Devanagari',
      rules: (conforming) => ({
        isNoteInvalid: (note) =>
          conforming.isNoteInvalid(note) || /[\u0900-\u097f]/.test(String(note)),
      }),
    },
    {
      name: 'note-answered-once-more-escaped',
      does: 'answers a note with letters beyond the Latin ones as character references',
      answer: onAnswer(
        granted.note,
        withMember('note', (note: unknown) =>
          String(note).replace(/[\u0621-\u0e7f]/g, (letter) => `&#${letter.charCodeAt(0)};`),
        ),
      ),
    },
  ],
  'sequences-keep': [
    {
      name: 'fourth-update-of-a-client-lost',
      does: 'answers the fourth update of a client and does not make it',
      answer: losesUpdate(4),
      alsoBreaks: ['errors/robustness/valid-update-unchanged'],
    },
    {
      name: 'second-note-elsewhere',
      does: 'adds the second note of a client to the client before it',
      answer: misplacesNote(2),
    },
    {
      name: 'update-loses-other',
      does: 'loses one of two updates of a client that are made at once',
      answer: writesBackWhole(),
    },
  ],
  'works-afterwards': [
    {
      name: 'create-locked-out',
      does: 'refuses every create after one that is no UTF-8',
      answer: (next) => {
        let isLocked = false;
        return async (request) => {
          const answer = await next(request);
          const isCreate = request.method === 'POST' && request.path === `${API_BASE}/clients`;
          if (!isCreate || !isAuthenticated(request)) return answer;
          isLocked ||= isNoUtf8(request);
          return isLocked && answer.status === 201
            ? json(403, { error: { code: 'blocked', message: 'You have been blocked' } })
            : answer;
        };
      },
      alsoBreaks: [UNTHROTTLED],
    },
    {
      name: 'create-broken-for-good',
      does: 'fails over every create after one with deep nesting',
      answer: (next) => {
        let isBroken = false;
        return async (request) => {
          const answer = await next(request);
          const isCreate = request.method === 'POST' && request.path === `${API_BASE}/clients`;
          if (!isCreate || !isAuthenticated(request)) return answer;
          isBroken ||= isNested(request);
          return isBroken && answer.status === 201 ? failure() : answer;
        };
      },
      alsoBreaks: [
        NEVER_5XX,
        'errors/robustness/hostile-create',
        'errors/robustness/content-type',
        'errors/robustness/odd-framing',
        EMPTY,
        UNTHROTTLED,
      ],
    },
  ],
};
