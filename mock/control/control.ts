import { z } from 'zod';
import { EVENTS } from '../../contracts/resources.ts';
import { bare, type GatewayAnswer, json } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { GatewayRequest } from '../request.ts';
import { readBody } from '../routes/read-body.ts';
import { conformingRules } from '../rules.ts';
import type { Sandbox } from '../sandbox.ts';
import type { GatewayState } from '../state.ts';
import type { Courier } from '../webhooks/courier.ts';
import { emit } from '../webhooks/emit.ts';

type Control = (body: () => unknown, gateway: GatewayState, courier: Courier) => GatewayAnswer;

function control<Body>(
  schema: z.ZodType<Body>,
  act: (body: Body, gateway: GatewayState, courier: Courier) => GatewayAnswer,
): Control {
  return (body, gateway, courier) => {
    const parsed = schema.safeParse(body());
    if (parsed.success) return act(parsed.data, gateway, courier);
    const [issue] = parsed.error.issues;
    throw new Refusal('invalidField', issue?.message ?? 'Invalid', {
      field: issue?.path.join('.') || 'body',
    });
  };
}

const status = z.int().min(400).max(599);

const controls: Readonly<Record<string, Control>> = {
  clock: control(z.object({ advance_seconds: z.number() }), (body, { clock }) => {
    clock.advance(body.advance_seconds);
    return json(200, { now: new Date(clock.now()).toISOString() });
  }),
  'expire-token': control(z.object({ access_token: z.string() }), (body, { grants, clock }) => {
    const token = grants.access.get(body.access_token);
    if (!token) throw new Refusal('notFound', 'No such access token');
    token.expiresAt = Math.min(token.expiresAt, clock.now());
    return bare(204);
  }),
  'fail-next': control(
    z.object({ status, method: z.string().optional(), path: z.string().optional() }),
    ({ status: planned, method, path }, { plannedFailures }) => {
      const only = { ...(method !== undefined && { method }), ...(path !== undefined && { path }) };
      plannedFailures.push({ status: planned, ...only });
      return bare(204);
    },
  ),
  reset: (_body, gateway, courier) => {
    courier.drop();
    gateway.store.clear();
    gateway.grants.clear();
    gateway.limiter.clear();
    gateway.clock.reset();
    gateway.plannedFailures.length = 0;
    return bare(204);
  },
  emit: control(z.object({ event: z.enum(EVENTS) }), ({ event }, gateway, courier) => {
    courier.tell(emit(event, gateway));
    return json(202, { event });
  }),
};

/** Answers `/__control/*` (DESIGN §5): the sandbox's own door, which no deviation and no limit touches. */
export function answerControl(
  request: GatewayRequest,
  gateway: GatewayState,
  courier: Courier,
  offered: Sandbox,
): GatewayAnswer {
  const name = request.path.replace(/^\/__control\/?/, '');
  if (name === '') return json(200, offered);
  if (!isOffered(name, offered)) throw new Refusal('unknownPath', 'There is no such control');
  const act = Object.hasOwn(controls, name) ? controls[name] : undefined;
  if (!act) throw new Refusal('unknownPath', 'There is no such control');
  if (request.method !== 'POST') {
    throw new Refusal('methodNotAllowed', 'Use POST', { headers: { allow: 'POST' } });
  }
  return act(() => readBody(request, conformingRules), gateway, courier);
}

function isOffered(name: string, { controls, stimuli }: Sandbox): boolean {
  return [...Object.values(controls), ...Object.values(stimuli)].some(
    ({ path }) => path === `/__control/${name}`,
  );
}
