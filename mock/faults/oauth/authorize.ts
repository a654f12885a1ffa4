import type { authorize } from '../../../contracts/clauses/oauth/authorize.ts';
import type { SectionFaults } from '../section-faults.ts';
import { mistakeFaults } from './authorize-mistakes.ts';
import { pageFaults } from './authorize-pages.ts';
import { redirectFaults } from './authorize-redirects.ts';
import { strangerFaults } from './strange-uris.ts';

/** Faults of the authorization endpoint (§2). */
export const faults: SectionFaults<typeof authorize> = {
  ...redirectFaults,
  ...strangerFaults,
  ...mistakeFaults,
  ...pageFaults,
};
