import type { Rules } from '../rules.ts';

/** Does some things for any account, whoever owns what they are about. */
export function forAnybody(...uses: readonly string[]): (conforming: Rules) => Partial<Rules> {
  return ({ ownsRecord }) => ({
    ownsRecord: (user, record, use) => uses.includes(use) || ownsRecord(user, record, use),
  });
}
