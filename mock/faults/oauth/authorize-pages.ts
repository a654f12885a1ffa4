import type { authorize } from '../../../contracts/clauses/oauth/authorize.ts';
import { at } from '../../at.ts';
import { onAnswer, withHeader } from '../../handler.ts';
import type { SectionFaults } from '../section-faults.ts';

const shown = { ...at.consentPage, status: 200 } as const;

/** Faults of the consent page. */
export const pageFaults = {
  'page-html': [
    {
      name: 'consent-page-without-type',
      does: 'sends the consent page without a content type',
      answer: onAnswer(shown, withHeader('content-type', undefined)),
    },
  ],
  'page-not-framed': [
    {
      name: 'consent-page-framed',
      does: 'lets any site frame the consent page',
      rules: (conforming) => ({
        pageHeaders: () => {
          const {
            'x-frame-options': _,
            'content-security-policy': __,
            ...rest
          } = conforming.pageHeaders();
          return rest;
        },
      }),
    },
    {
      name: 'consent-page-framed-by-policy',
      does: 'overrides `X-Frame-Options` with `frame-ancestors *`',
      rules: (conforming) => ({
        pageHeaders: () => ({
          ...conforming.pageHeaders(),
          'content-security-policy': "default-src 'none'; frame-ancestors *",
        }),
      }),
    },
    {
      name: 'consent-page-allowall',
      does: 'sends the consent page with `X-Frame-Options: ALLOWALL`',
      rules: (conforming) => ({
        pageHeaders: () => ({
          ...conforming.pageHeaders(),
          'x-frame-options': 'ALLOWALL',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        }),
      }),
    },
  ],
  'page-names-access': [
    {
      name: 'consent-to-something',
      does: 'asks for consent without saying who asks and what for',
      answer: onAnswer(shown, (answer) => {
        const form = /<form[\s\S]*<\/form>/.exec(String(answer.text))?.[0] ?? '';
        answer.text = `<!doctype html><title>Sign in</title><p>Please sign in and decide.</p>${form}`;
      }),
    },
  ],
  'page-url-clean': [
    {
      name: 'sign-in-by-get',
      does: 'sends the sign-in form by GET, the password in its URL',
      answer: (next) => async (request) => {
        const isForm = request.method === 'GET' && request.query.has('password');
        if (!isForm || request.path !== '/oauth/authorize') {
          const answer = await next(request);
          answer.text &&= String(answer.text).replace('<form method="post"', '<form method="get"');
          return answer;
        }
        const headers = {
          ...request.headers,
          'content-type': 'application/x-www-form-urlencoded',
        };
        const body = Buffer.from(request.query.toString());
        return next({ ...request, method: 'POST', headers, body, query: new URLSearchParams() });
      },
    },
  ],
  'page-not-stored': [
    {
      name: 'consent-page-cached',
      does: 'lets caches keep the consent page for five minutes',
      answer: onAnswer(shown, withHeader('cache-control', 'public, max-age=300')),
    },
    {
      name: 'consent-page-without-cache-control',
      does: 'sends the consent page without `Cache-Control`',
      answer: onAnswer(shown, withHeader('cache-control', undefined)),
    },
  ],
} satisfies Partial<SectionFaults<typeof authorize>>;
