import { creations } from './creations.ts';
import { deliveries } from './deliveries.ts';
import { exchanges } from './exchanges.ts';
import type { Interaction, Message } from './interaction.ts';
import { notes } from './notes.ts';
import { refreshings } from './refreshes.ts';
import { refusals } from './refusals.ts';
import { subscriptions } from './subscriptions.ts';
import { throttled } from './throttling.ts';
import { updates } from './updates.ts';

/** What a consumer asks of a provider, in the order in which it is verified. */
export interface Contract {
  readonly consumer: string;
  readonly provider: string;
  /** The name of the generated pact file, beside this module. */
  readonly file: string;
  readonly agreed: readonly (Interaction | Message)[];
}

/** What the consumer Zapier asks of the gateway. */
export const contract: Contract = {
  consumer: 'Zapier',
  provider: 'PocketSuite Gateway',
  file: 'zapier-pocketsuite-gateway.json',
  agreed: [
    // a gateway may refuse all grants once ten requests were invalid: what needs one goes before
    ...[...exchanges, ...refusals, ...refreshings],
    ...[...creations, ...updates, ...notes],
    ...[...subscriptions, ...deliveries, throttled],
  ],
};
