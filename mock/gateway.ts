import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createClock } from './clock.ts';
import { conformingHandler } from './conforming.ts';
import { answerControl } from './control/control.ts';
import type { Deviation, Fault, Variant } from './fault.ts';
import type { Handler } from './handler.ts';
import { createLimiter } from './limiter.ts';
import { createGrants } from './oauth/grants.ts';
import { createModel, type GatewayModel } from './oauth/model.ts';
import type { Random } from './random.ts';
import { refusalAnswer } from './refusal.ts';
import { conformingRules, type Rules } from './rules.ts';
import { type Sandbox, sandbox } from './sandbox.ts';
import { createServer, PREFIX } from './server.ts';
import type { GatewayState } from './state.ts';
import { createStore } from './store.ts';
import { type Courier, createCourier } from './webhooks/courier.ts';

/** How a mock gateway is started; without options it conforms, on a free port of the loopback. */
export interface GatewayOptions {
  readonly port?: number;
  readonly host?: string;
  readonly faults?: readonly Fault[];
  readonly variants?: readonly Variant[];
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly random?: Random;
}

/** A running mock gateway. */
export interface RunningGateway {
  /** The address below which `/oauth/*` and `/v1/zapier/*` lie. */
  readonly url: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/** Starts a mock gateway: conforming at its strictest, but for the deviations asked for (DESIGN §9). */
export async function startGateway(options: GatewayOptions = {}): Promise<RunningGateway> {
  const deviations = [...(options.variants ?? []), ...(options.faults ?? [])];
  const gateway = createState(options, deviations);
  const courier = createCourier(gateway, deviations);
  const offered = deviations.reduce<Sandbox>(
    (kept, deviation) => deviation.sandbox?.(kept) ?? kept,
    sandbox,
  );
  const handler = createHandler(gateway, courier, offered, deviations);
  const server = createServer(handler, gateway.rules.bodyLimitBytes);
  const { host = '127.0.0.1', port = 0 } = options;
  await server.listen({ host, port });
  const { port: bound } = server.server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${bound}${PREFIX}`,
    sandbox: offered,
    async close() {
      await courier.close();
      await server.close();
    },
  };
}

function createState(options: GatewayOptions, deviations: readonly Deviation[]): GatewayState {
  const rules = composeRules(deviations);
  const clock = createClock(
    deviations.reduce((now, deviation) => deviation.clock?.(now) ?? now, options.now ?? Date.now),
  );
  const { invalidRequestsPerWindow: limit, windowSeconds } = rules;
  return {
    rules,
    clock,
    random: options.random ?? randomBytes,
    store: createStore(),
    grants: createGrants(),
    limiter: createLimiter({ now: clock.now, limit, windowSeconds }),
    plannedFailures: [],
    record: (client, action) =>
      deviations.reduce((kept, deviation) => deviation.record?.(kept, action) ?? kept, client),
  };
}

function composeRules(deviations: readonly Deviation[]): Rules {
  const rules = { ...conformingRules };
  for (const { rules: own } of deviations) {
    Object.assign(rules, typeof own === 'function' ? own({ ...rules }) : own);
  }
  return rules;
}

function createHandler(
  gateway: GatewayState,
  courier: Courier,
  offered: Sandbox,
  deviations: readonly Deviation[],
): Handler {
  const model = deviations.reduce<GatewayModel>(
    (kept, deviation) => deviation.model?.(kept, gateway) ?? kept,
    createModel(gateway),
  );
  const handler = deviations.reduce<Handler>(
    (next, deviation) => deviation.answer?.(next, gateway) ?? next,
    conformingHandler(gateway, model, courier),
  );
  return async (request) => {
    try {
      const isControl = /^\/__control(?:\/|$)/.test(request.path);
      return isControl ? answerControl(request, gateway, courier, offered) : await handler(request);
    } catch (thrown) {
      return refusalAnswer(thrown, conformingRules);
    }
  };
}
