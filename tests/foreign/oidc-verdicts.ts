import type { Verdict } from '../../contracts/verdict.ts';

/** Every verdict on `oidc-provider` that is no `pass`, and why that is the right one. */
export type Differences = Readonly<Record<string, readonly [verdict: Verdict, why: string]>>;

const NO_LIMITER = 'Nothing limits invalid requests, so what a limit does is never seen.';
const NO_CLOCK = 'Nothing moves the clock of the provider.';
const NOTES = 'The front has no notes, so even a note with a valid token gets 404.';
const WEBHOOKS = 'The front has no webhooks, so even a subscription with a valid token gets 404.';
const READS = 'The front only creates and updates clients; every read gets 404, which is lawful.';
const TRACES = 'The front neither lists nor announces clients, so silence proves nothing.';

/** The differences of the provider as it comes. */
export const asItComes: Differences = {
  'oauth/authorize/page-not-framed': [
    'warn',
    'The development pages have neither `X-Frame-Options` nor a content security policy.',
  ],
  'oauth/token/pragma': [
    'warn',
    'The provider sends `Cache-Control: no-store` alone; RFC 6749 §5.1 asks for `Pragma` too.',
  ],
  'oauth/token/redirect-uri-required': [
    'fail',
    'It fills in the one registered redirect URI, where RFC 6749 §4.1.3 requires it to be sent again.',
  ],
  'oauth/token/code-expires': ['inconclusive', NO_CLOCK],
  'oauth/token/expires-in-holds': ['inconclusive', NO_CLOCK],
  'oauth/throttling/eleventh-429': [
    'fail',
    'The provider has no limiter: §7 wants one before it, and the front has none.',
  ],
  'oauth/throttling/stays-limited': ['inconclusive', NO_LIMITER],
  'oauth/throttling/error-format': ['inconclusive', NO_LIMITER],
  'oauth/throttling/retry-after-seconds': ['inconclusive', NO_LIMITER],
  'oauth/throttling/expired-still-401': ['inconclusive', NO_LIMITER],
  'oauth/throttling/api-unaffected': ['inconclusive', NO_LIMITER],
  'oauth/throttling/authorization-unaffected': ['inconclusive', NO_LIMITER],
  'oauth/throttling/per-address': ['inconclusive', NO_LIMITER],
  'oauth/throttling/other-client-limited': ['inconclusive', NO_LIMITER],
  'oauth/throttling/forwarded-address': ['inconclusive', NO_LIMITER],
  'oauth/throttling/not-lifted-early': ['inconclusive', NO_CLOCK],
  'oauth/throttling/holds-half-an-hour': ['inconclusive', NO_CLOCK],
  'oauth/throttling/lifted-after-hour': ['inconclusive', NO_CLOCK],
  'oauth/bearer/note-needs-token': ['inconclusive', NOTES],
  'oauth/bearer/note-unknown-token': ['inconclusive', NOTES],
  'oauth/bearer/subscribe-needs-token': ['inconclusive', WEBHOOKS],
  'oauth/bearer/subscribe-unknown-token': ['inconclusive', WEBHOOKS],
  'oauth/scopes/subscription-needs-read-clients': ['inconclusive', WEBHOOKS],
  'oauth/bearer/read-needs-token': ['not-applicable', READS],
  'oauth/bearer/read-unknown-token': ['not-applicable', READS],
  'oauth/bearer/refused-stores-nothing': ['inconclusive', TRACES],
  'oauth/scopes/refused-creates-nothing': ['inconclusive', TRACES],
  'oauth/scopes/read-clients-reads': ['not-applicable', READS],
  'oauth/scopes/read-bookings-reads': ['not-applicable', READS],
  'oauth/scopes/read-payments-reads': ['not-applicable', READS],
  'oauth/scopes/read-subaccounts-reads': ['not-applicable', READS],
  'oauth/scopes/clients-need-read-clients': ['not-applicable', READS],
  'oauth/scopes/bookings-need-read-bookings': ['not-applicable', READS],
  'oauth/scopes/payments-need-read-payments': ['not-applicable', READS],
  'oauth/scopes/subaccounts-need-read-subaccounts': ['not-applicable', READS],
};

const { 'oauth/token/redirect-uri-required': _, ...others } = asItComes;

/** The differences where the redirect URI may not be left out, as RFC 6749 has it. */
export const asTheRfcHasIt: Differences = others;
