import { INVALID_TOKEN_REQUESTS_PER_HOUR as TEN } from '../../contracts/resources.ts';
import { affordableFrom, type Budget } from '../budget/allot.ts';
import { Inconclusive } from '../judging/outcome.ts';
import type { HttpCall } from '../settings/settings.ts';
import { askPerson } from '../stimuli/ask-person.ts';
import { callRequest } from '../stimuli/request.ts';
import { stimulate } from '../stimuli/stimulate.ts';
import { endSubscription } from './end-subscription.ts';
import type { RunParts, RunState } from './run-state.ts';
import { notArranged } from './scenario.ts';
import { askConsent, signIn } from './sign-in.ts';
import type { Stage } from './stage.ts';

/** What a stage needs beside the run's parts and state. */
export interface StageParts {
  readonly run: RunParts;
  readonly state: RunState;
  /** The local address that the scenario sends from, `undefined` for the default. */
  readonly from: string | undefined;
  readonly takeAddress: () => string | undefined;
  readonly budget: Budget;
  readonly evidenceOf: Stage['evidenceOf'];
  readonly announce: (sentence: string) => void;
  readonly readLine: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** Told that the scenario has to do with deliveries. */
  readonly subscribes: () => void;
  readonly fuzz: Stage['fuzz'];
}

/** The stage of one scenario. */
export function setStage(parts: StageParts): Stage {
  const { run, state } = parts;
  return {
    settings: run.settings,
    gateway: state.gatewayFrom(parts.from),
    client: run.client,
    a: run.data,
    now: run.now,
    targetNow: () => run.now() + state.clock.movedMs,
    clockWasMoved: () => state.clock.movedMs > 0,
    connection: state.connection,
    otherAccount: state.otherAccount,
    hasEnded: run.recorder.hasEnded,
    mainGrant: state.mainGrant,
    renew: state.renew,
    reconnect: () => needsConsent(parts, state).reconnect(),
    ...grantsOf(parts),
    secondClient: () =>
      run.settings.oauth?.secondClient ??
      notArranged('no second client is known; give `oauth.secondClient`'),
    webhooks: webhooksOf(parts),
    stimulate: (event, arrived) => causeEvent(parts, event, arrived),
    controls: controlsOf(parts),
    limit: limitOf(parts),
    fuzz: parts.fuzz,
    seen: run.recorder.seen,
    evidenceOf: parts.evidenceOf,
    observe: run.observe,
  };
}

function grantsOf(parts: StageParts): Pick<Stage, 'consent' | 'grant' | 'code' | 'connect'> {
  const signInParts = parts.state.signInParts(parts.from);
  const grant: Stage['grant'] = (request) => signIn(needsConsent(parts, signInParts), request);
  const consent: Stage['consent'] = (request) =>
    askConsent(needsConsent(parts, signInParts), request);
  return {
    consent,
    grant,
    code: async (request) => {
      const { code, walk } = await consent(request);
      return (
        code ??
        notArranged(
          `no code could be obtained: ${walk.stopped ?? 'the redirect has none'}`,
          ...walk.exchanges,
        )
      );
    },
    connect: async (request) => {
      const { connection, consent, exchange } = await grant(request);
      return (
        connection ??
        notArranged(
          'no access token could be obtained',
          ...(exchange ? [exchange] : consent.walk.exchanges),
        )
      );
    },
  };
}

function limitOf({ run, budget, takeAddress }: StageParts): Stage['limit'] {
  return {
    otherAddresses: budget.addresses,
    takeAddress: () =>
      takeAddress() ??
      notArranged('needs another local address to send from; give `sourceAddresses`'),
    refusedFrom: run.recorder.refusedFrom,
    grantedFrom: run.recorder.grantedFrom,
    spentBefore: (address) => budget.spent(address).length,
    wholeAgain: () => affordableFrom(budget.spent(), budget.now, TEN),
  };
}

function needsConsent<Value>({ run }: StageParts, value: Value): Value {
  if (run.settings.oauth?.consent.driver === 'token') {
    notArranged(
      'needs a new grant, which the consent driver `token` cannot give; use `form`, `browser` or `manual`',
    );
  }
  return value;
}

/** Why nothing can be said of deliveries once no sender reaches us. */
export function unreachable(why: string): string {
  return `the webhook receiver could be reached no more in the middle of the run: ${why}`;
}

function webhooksOf({ run, state, subscribes }: StageParts): Stage['webhooks'] {
  const { waits } = state;
  const within = run.settings.webhooks.within * 1000;
  const isOver = (): boolean => run.isInterrupted() || run.receiver.lost() !== undefined;
  return {
    open: (name) => {
      subscribes();
      return run.receiver.open(name);
    },
    isOver,
    arrival: async (inbox, matches, withinMs) => {
      const startedAt = run.now();
      const ms = withinMs ?? waits.limit(inbox, within);
      const came = await inbox.waitFor(matches, isOver() ? 0 : ms);
      const lost = run.receiver.lost();
      if (withinMs === undefined && !isOver()) {
        waits.learn(inbox, came === undefined ? undefined : run.now() - startedAt);
      }
      if (came === undefined && lost !== undefined) notArranged(unreachable(lost));
      return came;
    },
    subscribe: state.subscribe,
    watch: (event) => {
      subscribes();
      return state.watch(event);
    },
    unsubscribe: (subscription, label) => endSubscription(state, subscription, undefined, label),
  };
}

async function causeEvent(
  { run, announce, readLine }: StageParts,
  event: keyof RunParts['settings']['stimuli'] & string,
  arrived: ((withinMs: number) => Promise<unknown>) | undefined,
): Promise<void> {
  const stimulus = run.settings.stimuli[event];
  if (stimulus === undefined) {
    notArranged(`nothing is known to cause ${event}; give \`stimuli['${event}']\``);
  }
  const outcome = await stimulate(stimulus, {
    event,
    target: run.target,
    send: (request) => run.recorder.send(request),
    ask: (sentence, seconds) =>
      askPerson(sentence, {
        event,
        seconds,
        announce,
        readLine,
        // who cannot tell takes the person at their word
        arrived: async (ms) => arrived === undefined || (await arrived(ms)) !== undefined,
      }),
    timeoutMs: run.settings.timeout * 1000,
  });
  if (!outcome.ok) notArranged(`the stimulus of ${event} failed: ${outcome.why}`);
}

function controlsOf({ run, state }: StageParts): Stage['controls'] {
  const call = async (
    name: 'advanceClock' | 'expireToken' | 'failNext',
    values: Record<string, string | number>,
  ): Promise<void> => {
    const control: HttpCall | undefined = run.settings.controls[name];
    if (control === undefined)
      notArranged(`the target has no such control; give \`controls.${name}\``);
    const request = callRequest(control, { target: run.target, values });
    const exchange = await run.recorder.send({ label: `control ${name}`, ...request });
    const status = exchange.response?.status ?? 0;
    if (status < 200 || status >= 300) {
      throw new Inconclusive(
        `the control \`${name}\` failed with ${status || exchange.failure?.message}`,
        [exchange],
      );
    }
  };
  return {
    has: (name) => run.settings.controls[name] !== undefined,
    advanceClock: async (seconds) => {
      await call('advanceClock', { seconds });
      state.clock.movedMs += seconds * 1000;
    },
    expireToken: (accessToken) => call('expireToken', { accessToken }),
    failNext: (status) => call('failNext', { status }),
  };
}
