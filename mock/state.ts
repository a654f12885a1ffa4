import type { Clock } from './clock.ts';
import type { Limiter } from './limiter.ts';
import type { Grants } from './oauth/grants.ts';
import type { Random } from './random.ts';
import type { ClientRecord } from './records.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';

/** An error that the next matching API request is to be answered with (`/__control/fail-next`). */
export interface PlannedFailure {
  readonly status: number;
  readonly method?: string;
  readonly path?: string;
}

/** Everything that one gateway knows; a deviation that needs more than its request gets this. */
export interface GatewayState {
  readonly rules: Rules;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly grants: Grants;
  readonly limiter: Limiter;
  readonly plannedFailures: PlannedFailure[];
  /** A stored client, after the deviations of what is stored. */
  readonly record: (client: ClientRecord, action: 'create' | 'update') => ClientRecord;
}
