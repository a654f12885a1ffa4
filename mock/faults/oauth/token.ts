import type { token } from '../../../contracts/clauses/oauth/token.ts';
import type { SectionFaults } from '../section-faults.ts';
import { secretFaults } from './client-secrets.ts';
import { codeFaults } from './codes.ts';
import { grantedFaults } from './granted-answers.ts';
import { pkceFaults } from './pkce.ts';
import { refusedFaults } from './refused-answers.ts';

/** Faults of exchanging a code (§2). */
export const faults: SectionFaults<typeof token> = {
  ...grantedFaults,
  ...codeFaults,
  ...secretFaults,
  ...refusedFaults,
  ...pkceFaults,
};
