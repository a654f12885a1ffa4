import type { refresh } from '../../../contracts/clauses/oauth/refresh.ts';
import { SCOPES } from '../../../contracts/resources.ts';
import type { Grant, RefreshRecord } from '../../oauth/grants.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { misanswers, misreads, turnedIn } from './token-answers.ts';

type Form = URLSearchParams;
const REFRESH = 'refresh';
const sent = (form: Form) => form.get('refresh_token') ?? '';
const recordOf = (form: Form, { grants }: GatewayState): RefreshRecord | undefined =>
  grants.refresh.get(sent(form));

/** Faults of the scope of a refresh. */
export const scopeFaults = {
  'scope-kept': [
    {
      name: 'refresh-gives-all-scopes',
      does: 'gives a refreshed token all scopes',
      rules: { scopesRefreshed: (_granted, asked) => asked ?? SCOPES },
      alsoBreaks: ['oauth/refresh/scope-narrowed'],
    },
    {
      name: 'refresh-drops-payments',
      does: 'drops `read:payments` at a refresh',
      rules: {
        scopesRefreshed: (granted, asked) =>
          (asked ?? granted).filter((scope) => scope !== 'read:payments'),
      },
    },
    {
      name: 'refresh-drops-writing-in-silence',
      does: 'gives a refreshed token no `write:clients` and names no scope',
      rules: {
        scopesRefreshed: (granted, asked) =>
          (asked ?? granted).filter((scope) => scope !== 'write:clients'),
      },
      answer: misanswers(REFRESH, (answer) => {
        delete (answer.body as Record<string, unknown>).scope;
      }),
    },
    {
      name: 'refresh-gives-all-scopes-in-silence',
      does: 'gives a refreshed token all scopes and names no scope',
      rules: { scopesRefreshed: (_granted, asked) => asked ?? SCOPES },
      answer: misanswers(REFRESH, (answer) => {
        delete (answer.body as Record<string, unknown>).scope;
      }),
    },
  ],
  'scope-string': [
    turnedIn(REFRESH, 'scope', 'a list', (value: unknown) => String(value).split(' ')),
    turnedIn(REFRESH, 'scope', 'words with commas', (value: unknown) =>
      String(value).replaceAll(' ', ','),
    ),
  ],
  'scope-narrowed': [
    {
      name: 'narrower-refresh-refused',
      does: 'refuses a refresh that asks for fewer scopes than were granted',
      answer: misreads(
        REFRESH,
        (form, gateway) => {
          const granted = recordOf(form, gateway)?.grant.scope ?? [];
          const asked = (form.get('scope') || granted.join(' ')).split(' ');
          return asked.length < granted.length;
        },
        (form) => form.set('scope', 'unknown'),
      ),
    },
  ],
  'scope-restored': [
    {
      name: 'refresh-narrows-for-good',
      does: 'keeps the scope of a refresh for all that come after it',
      model: (model) => ({
        ...model,
        saveToken: async (saved, client, user) => {
          const { grant } = user as { grant?: Grant };
          const answer = await model.saveToken(saved, client, user);
          if (grant && saved.scope) Object.assign(grant, { scope: saved.scope });
          return answer;
        },
      }),
    },
  ],
  'scope-not-widened': [
    {
      name: 'refresh-widens-scope',
      does: 'gives a refresh whatever scope it asks for',
      rules: { refusesWiderScope: false },
    },
    {
      name: 'refresh-widens-scope-in-silence',
      does: 'gives a refresh whatever scope it asks for and names no scope',
      rules: { refusesWiderScope: false },
      answer: misanswers(REFRESH, (answer) => {
        delete (answer.body as Record<string, unknown>).scope;
      }),
    },
  ],
} satisfies Partial<SectionFaults<typeof refresh>>;
