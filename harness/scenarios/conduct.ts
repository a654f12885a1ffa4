import { randomBytes } from 'node:crypto';
import { CUSTOM_FIELDS } from '../../contracts/resources.ts';
import { learnSettings } from '../client/learn-settings.ts';
import { createMasking } from '../client/masking.ts';
import { createTransport } from '../client/transport.ts';
import { consentDriver } from '../consent/consent-driver.ts';
import { asOtherAccount } from '../consent/other-account.ts';
import type { Settings } from '../settings/settings.ts';
import { type Leftovers, noLeftovers } from '../webhooks/leftovers.ts';
import { startReachableReceiver } from '../webhooks/reachable-receiver.ts';
import { makeData } from './data.ts';
import { setUpMistake } from './diagnose.ts';
import { endSubscription } from './end-subscription.ts';
import { newestToken } from './newest-token.ts';
import { type PlayOptions, playAll } from './play-all.ts';
import { createRecorder } from './recorder.ts';
import { createRunState, type RunParts, type RunState } from './run-state.ts';
import { signIn } from './sign-in.ts';
import { budgetOf, freeTheHour, remember, type Spending } from './spending.ts';
import { sweep } from './sweep.ts';

/** What is to be conducted. */
export interface ConductOptions extends Omit<PlayOptions, 'budget'>, Spending {
  readonly target: string;
  readonly settings: Settings;
  /** Where subscriptions are remembered in case this run dies; nowhere by default. */
  readonly leftovers?: Leftovers;
  /** A folder for screenshots of the browser driver. */
  readonly artifacts?: string;
}

/** What a conducted run tells beside its evidence. */
export interface Conducted {
  /** Why the run was not possible, where it was not. */
  readonly setUp: string | undefined;
  /** What the run was going to spend of the hour's ten, and what it could not afford. */
  readonly plan: readonly string[];
  readonly observations: readonly Observed[];
  readonly requests: {
    readonly total: number;
    /** Of these, the generated cases and what shrinking them sent. */
    readonly fuzzed: number;
    readonly invalidTokenRequests: number;
    readonly deliveries: number;
  };
}

interface Observed {
  readonly name: string;
  readonly value: string;
  readonly says: string;
}

/** Plays the scenarios against the target, phase by phase, and cleans up behind them. */
export async function conduct(options: ConductOptions): Promise<Conducted> {
  const observations = new Map<string, Observed>();
  const run = await prepare(options, (name, value, says) =>
    observations.set(name, { name, value, says }),
  );
  const state = createRunState(run);
  options.signal?.addEventListener('abort', () => {
    run.recorder.halt(true);
    run.receiver.letGo();
  });
  const outcome = await play(run, state, options).finally(async () => {
    remember(run, options);
    await cleanUp(run, state);
  });
  const { total, fuzzed, invalidTokenRequests } = run.recorder.counts();
  return {
    ...outcome,
    observations: run.masking.mask([...observations.values()]),
    requests: {
      total,
      fuzzed,
      invalidTokenRequests,
      deliveries: run.receiver.deliveryCount(),
    },
  };
}

async function play(
  run: RunParts,
  state: RunState,
  options: ConductOptions,
): Promise<Pick<Conducted, 'setUp' | 'plan'>> {
  await freeTheHour(run, options);
  const mistake = setUpMistake(await state.mainGrant(), run.settings);
  if (mistake !== undefined) {
    const { setUp, plan } = notConducted(
      run.masking.mask(mistake),
      options.scenarios,
      options.keep,
    );
    return { setUp, plan };
  }
  await sweep(run, state, { ...options, leftovers: run.leftovers });
  const { afforded, plan } = await playAll(
    { ...options, budget: budgetOf(run, options) },
    run,
    state,
  );
  if (afforded.length > 0) options.ledger.recordPlayed(run.target, afforded);
  return { setUp: undefined, plan };
}

/** Leaves word for every scenario why none of them was played. */
export function notConducted(
  setUp: string,
  scenarios: ConductOptions['scenarios'],
  keep: ConductOptions['keep'],
): Conducted {
  for (const each of scenarios) keep(each, { notArranged: setUp, seen: [] });
  return {
    setUp,
    plan: [],
    observations: [],
    requests: { total: 0, fuzzed: 0, invalidTokenRequests: 0, deliveries: 0 },
  };
}

async function prepare(options: ConductOptions, observe: RunParts['observe']): Promise<RunParts> {
  const { settings, now, announce } = options;
  const client = settings.oauth;
  if (client === undefined) throw new TypeError('settings.oauth must be given before a run');
  const target = options.target.replace(/\/+$/, '');
  const masking = createMasking();
  learnSettings(masking, settings);
  const transport = createTransport({ timeoutMs: settings.timeout * 1000 });
  const recorder = createRecorder(transport, {
    tokenUrl: `${target}${settings.paths.token}`,
    apiUrl: `${target}${settings.paths.api}`,
    masking,
    maxWrites: settings.safety.maxWrites,
  });
  const pictures = options.artifacts === undefined ? {} : { artifacts: options.artifacts };
  const other = asOtherAccount(client.consent);
  return {
    target,
    settings,
    client,
    recorder,
    masking,
    driver: consentDriver(client.consent, { transport: recorder, announce, ...pictures }),
    ...(other && { otherDriver: consentDriver(other, { transport: recorder, announce }) }),
    receiver: await startReachableReceiver(settings.webhooks, { transport, now }),
    leftovers: options.leftovers ?? noLeftovers,
    isInterrupted: () => options.signal?.aborted === true,
    data: makeData(
      `c${randomBytes(4).toString('hex')}`,
      settings.dialect.customFields ?? CUSTOM_FIELDS,
    ),
    now,
    newState: () => randomBytes(16).toString('base64url'),
    observe,
  };
}

async function cleanUp(run: RunParts, state: RunState): Promise<void> {
  run.recorder.halt(false);
  const [first, ...others] = state.open;
  if (first !== undefined) {
    // the clock that a scenario moved may have outdated the run's own token
    let token = newestToken(run.recorder.seen());
    // without any token it cannot even be asked, which is no reason to leave the rest
    await Promise.allSettled([endSubscription(state, first, token)]);
    if (state.open.has(first)) {
      token = (await signIn(state.signInParts())).connection?.accessToken;
    }
    const left = state.open.has(first) ? [first, ...others] : others;
    await Promise.allSettled(left.map((each) => endSubscription(state, each, token)));
  }
  await Promise.allSettled([run.driver.close(), run.otherDriver?.close(), run.receiver.close()]);
  await run.recorder.close();
}
