import type { bearer } from '../../../contracts/clauses/oauth/bearer.ts';
import { at } from '../../at.ts';
import type { SectionFaults } from '../section-faults.ts';
import { admits, answers, changing, tokenOf } from './admit.ts';
import { found } from './found.ts';
import { serverError } from './token-answers.ts';

/** Faults of taking for a token what is none. */
export const tokenFaults = {
  'truncated-token': [
    {
      name: 'token-by-prefix',
      does: 'takes the beginning of a token for the whole',
      ...found('access', (sent, token) => sent.length > 20 && token.startsWith(sent)),
    },
    {
      name: 'short-token-400',
      does: 'answers a token that is too short with 400',
      answer: changing(
        at.api,
        (request) => (tokenOf(request)?.length ?? 43) < 43,
        (answer) => {
          answer.status = 400;
        },
      ),
      alsoBreaks: ['errors/statuses/unauthorized-401'],
    },
    {
      name: 'token-by-its-first-forty',
      does: 'compares the first 40 characters of a token',
      ...found('access', (sent, token) => sent.slice(0, 40) === token.slice(0, 40)),
      alsoBreaks: ['oauth/bearer/extended-token'],
    },
  ],
  'extended-token': [
    {
      name: 'token-cut-at-its-column',
      does: 'cuts a token at the length of its column',
      ...found('access', (sent, token) => sent.startsWith(token)),
    },
    {
      name: 'long-token-403',
      does: 'answers a token that is too long with 403',
      answer: changing(
        at.api,
        (request) => (tokenOf(request)?.length ?? 43) > 43,
        (answer) => {
          answer.status = 403;
        },
      ),
    },
  ],
  'empty-token': [
    {
      name: 'empty-token-400',
      does: 'answers a Bearer header without a token with 400',
      answer: changing(
        at.api,
        ({ headers }) => /^bearer *$/i.test(headers.authorization ?? ''),
        (answer) => {
          answer.status = 400;
        },
      ),
    },
    {
      name: 'empty-token-open',
      does: 'carries out a create with a Bearer header without a token',
      answer: admits(at.createClient, ({ headers }) =>
        /^bearer *$/i.test(headers.authorization ?? ''),
      ),
    },
    {
      name: 'empty-token-500',
      does: 'answers a Bearer header without a token with 500',
      answer: answers(
        at.api,
        ({ headers }) => /^bearer *$/i.test(headers.authorization ?? ''),
        serverError,
      ),
      alsoBreaks: ['errors/robustness/never-5xx', 'errors/robustness/hostile-authorization'],
    },
  ],
  'other-scheme': [
    {
      name: 'any-scheme',
      does: 'takes the token under any scheme',
      rules: {
        readsToken: ({ headers }) => /^\S+ +(\S+)$/.exec(headers.authorization ?? '')?.[1],
      },
    },
    {
      name: 'other-scheme-400',
      does: 'answers a scheme other than Bearer with 400',
      answer: changing(
        at.api,
        ({ headers }) => /^(?!bearer\b)\S+ /i.test(headers.authorization ?? ''),
        (answer) => {
          answer.status = 400;
        },
      ),
    },
  ],
  'no-scheme': [
    {
      name: 'bare-token',
      does: 'takes the bare token without a scheme',
      rules: {
        readsToken: ({ headers }) =>
          /^(?:bearer +)?([^\s]+)$/i.exec(headers.authorization ?? '')?.[1],
      },
    },
    {
      name: 'bare-token-400',
      does: 'answers a header without a scheme with 400',
      answer: changing(
        at.api,
        ({ headers }) => /^\S{20,}$/.test(headers.authorization ?? ''),
        (answer) => {
          answer.status = 400;
        },
      ),
    },
  ],
  'refresh-token-refused': [
    {
      name: 'refresh-token-opens',
      does: 'takes a refresh token for an access token',
      model: (model, { grants }) => ({
        ...model,
        getAccessToken: async (value) => {
          const { grant } = grants.refresh.get(value) ?? {};
          const own = [...grants.access.values()].find((one) => grant && one.grant === grant);
          return model.getAccessToken(own?.token ?? value);
        },
      }),
    },
  ],
  'code-refused': [
    {
      name: 'code-opens',
      does: 'takes a code for an access token',
      model: (model, { grants }) => ({
        ...model,
        getAccessToken: async (value) => {
          const { clientId } = grants.codes.get(value) ?? {};
          const own = [...grants.access.values()].find(({ grant }) => grant.clientId === clientId);
          return model.getAccessToken(own?.token ?? value);
        },
      }),
    },
  ],
  'query-token': [
    {
      name: 'token-from-query',
      does: 'takes a token from the query of the URL',
      rules: (conforming) => ({
        readsToken: (request) =>
          conforming.readsToken(request) ?? request.query.get('access_token') ?? undefined,
      }),
    },
  ],
  'scheme-any-case': [
    {
      name: 'scheme-with-capital',
      does: 'knows the scheme as `Bearer` only',
      rules: {
        readsToken: ({ headers }) => /^Bearer +(\S+)$/.exec(headers.authorization ?? '')?.[1],
      },
    },
    {
      name: 'scheme-never-in-capitals',
      does: 'knows the scheme as `Bearer` and `bearer`, not as `BEARER`',
      rules: {
        readsToken: ({ headers }) => /^[Bb]earer +(\S+)$/.exec(headers.authorization ?? '')?.[1],
      },
    },
  ],
} satisfies Partial<SectionFaults<typeof bearer>>;
