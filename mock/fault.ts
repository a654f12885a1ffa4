/**
 * How the mock is made to deviate. Each seam with an example, all of them one to five lines:
 *
 * - a named decision: `rules: { isNameMissing: () => false }`, or with the conforming one at hand
 *   `rules: (conforming) => ({ retryAfter: (left) => conforming.retryAfter(left * 60) })`
 * - the HTTP handler: `answer: onAnswer({ ...at.createClient, status: 201 }, without('created_date'))`
 * - what is stored: `record: (client) => ({ ...client, values: { ...client.values, city: 'Berlin' } })`
 * - a delivery: `deliver: onDelivery('booking.created', withMember('data.total', '150.00'))`
 * - the OAuth model: `model: (model) => ({ ...model, revokeAuthorizationCode: async () => true })`
 * - the clock: `clock: (now) => () => now() + 3_600_000`
 * - what it offers to testers: `sandbox: (offered) => ({ ...offered, controls: {} })`
 *
 * A memory (a counter, the first answer) belongs inside the outer function of `rules`, `answer`,
 * `deliver`, `model` or `clock`: it is called once per gateway, so gateways never share it.
 */
import type { Handler } from './handler.ts';
import type { GatewayModel } from './oauth/model.ts';
import type { ClientRecord } from './records.ts';
import type { Rules } from './rules.ts';
import type { Sandbox } from './sandbox.ts';
import type { GatewayState } from './state.ts';
import type { Deliver } from './webhooks/delivery.ts';

/** A way in which the mock differs from its conforming self (DESIGN §9). */
export interface Deviation {
  /** Kebab-case, unique among its kind. */
  readonly name: string;
  /** Completes "a gateway that …". */
  readonly does: string;
  readonly rules?: Partial<Rules> | ((conforming: Rules) => Partial<Rules>);
  readonly answer?: (next: Handler, gateway: GatewayState) => Handler;
  readonly record?: (client: ClientRecord, action: 'create' | 'update') => ClientRecord;
  readonly deliver?: (next: Deliver, gateway: GatewayState) => Deliver;
  readonly model?: (model: GatewayModel, gateway: GatewayState) => GatewayModel;
  readonly clock?: (now: () => number) => () => number;
  /** What the gateway offers beside its API: credentials, controls, stimuli. */
  readonly sandbox?: (offered: Sandbox) => Sandbox;
}

/** A deviation that breaks a clause; `alsoBreaks` are the ids of others that it cannot but break. */
export interface Fault extends Deviation {
  readonly alsoBreaks?: readonly string[];
}

/** A deviation that is lawful: it changes no verdict, only observations. */
export interface Variant extends Deviation {}
