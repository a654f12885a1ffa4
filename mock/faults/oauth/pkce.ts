import { createHash } from 'node:crypto';
import type { token } from '../../../contracts/clauses/oauth/token.ts';
import { at } from '../../at.ts';
import { onRequest } from '../../handler.ts';
import type { CodeRecord } from '../../oauth/grants.ts';
import type { GatewayState } from '../../state.ts';
import type { SectionFaults } from '../section-faults.ts';
import { misreads } from './token-answers.ts';

type Form = URLSearchParams;
const EXCHANGE = 'exchange';
const codeOf = (form: Form, { grants }: GatewayState): CodeRecord | undefined =>
  grants.codes.get(form.get('code') ?? '');
const isChallenged = (form: Form, gateway: GatewayState) =>
  codeOf(form, gateway)?.challenge !== undefined;

/** Faults of PKCE. */
export const pkceFaults = {
  'pkce-accepted': [
    {
      name: 'pkce-in-hex',
      does: 'compares the PKCE challenge in hexadecimal and so refuses every verifier',
      answer: misreads(EXCHANGE, isChallenged, (form) =>
        form.set('code_verifier', Buffer.from(form.get('code_verifier') ?? '').toString('hex')),
      ),
    },
    {
      name: 'pkce-unknown-parameter',
      does: 'refuses a token request with a parameter that it does not know, such as a verifier',
      answer: misreads(
        EXCHANGE,
        (form) => form.has('code_verifier'),
        (form) => form.delete('grant_type'),
      ),
    },
  ],
  'pkce-wrong-verifier': [
    {
      name: 'verifier-in-any-case',
      does: 'compares the hash of a PKCE verifier with the challenge without regard to case',
      answer: misreads(EXCHANGE, isChallenged, (form, gateway) => {
        const code = codeOf(form, gateway);
        const verifier = form.get('code_verifier') ?? '';
        const hashed = createHash('sha256').update(verifier).digest('base64url');
        if (code?.challenge?.toLowerCase() === hashed.toLowerCase()) code.challenge = hashed;
      }),
    },
    {
      name: 'any-verifier',
      does: 'exchanges a code with any PKCE verifier',
      rules: { verifierMayBeWrong: true },
    },
    {
      name: 'challenge-taken-for-verifier',
      does: 'takes the PKCE challenge itself for a verifier',
      answer: misreads(
        EXCHANGE,
        (form, gateway) =>
          isChallenged(form, gateway) &&
          form.get('code_verifier') === codeOf(form, gateway)?.challenge,
        (form, gateway) => {
          delete codeOf(form, gateway)?.challenge;
          form.delete('code_verifier');
        },
      ),
    },
  ],
  'pkce-method-unknown': [
    {
      name: 'unknown-challenge-method-is-s256',
      does: 'takes a PKCE challenge of an unknown method for one of S256',
      answer: onRequest(
        {
          ...at.consentPage,
          when: ({ query }) =>
            !['S256', 'plain', null].includes(query.get('code_challenge_method')),
        },
        (request) => {
          const query = new URLSearchParams(request.query);
          query.set('code_challenge_method', 'S256');
          return { ...request, query };
        },
      ),
    },
  ],
  'pkce-plain-verified': [
    {
      name: 'plain-challenge-dropped',
      does: 'grants a request with a plain PKCE challenge as if it had none',
      answer: onRequest(
        { ...at.consentPage, when: ({ query }) => query.get('code_challenge_method') === 'plain' },
        (request) => {
          const query = new URLSearchParams(request.query);
          query.delete('code_challenge');
          query.delete('code_challenge_method');
          return { ...request, query };
        },
      ),
      rules: { refusesVerifierWithoutChallenge: false },
    },
    {
      name: 'plain-challenge-unverified',
      does: 'takes plain PKCE challenges and exchanges their codes with any verifier',
      rules: { isChallengeMethodSupported: (method = 'plain') => /^(S256|plain)$/.test(method) },
      answer: misreads(
        EXCHANGE,
        (form, gateway) => codeOf(form, gateway)?.challengeMethod === 'plain',
        (form, gateway) => form.set('code_verifier', codeOf(form, gateway)?.challenge ?? ''),
      ),
    },
  ],
  'pkce-missing-verifier': [
    {
      name: 'verifier-omitted',
      does: 'exchanges a code that was asked for with a PKCE challenge without a verifier',
      rules: { verifierMayBeOmitted: true },
    },
  ],
} satisfies Partial<SectionFaults<typeof token>>;
