import { describe, expect, it } from 'vitest';
import { emptyLedger, type Ledger } from '../../harness/budget/ledger.ts';
import { conduct } from '../../harness/scenarios/conduct.ts';
import { type Played, scenario, spending } from '../../harness/scenarios/scenario.ts';
import { type SettingsInput, settingsSchema } from '../../harness/settings/settings.ts';
import { startGateway } from '../../mock/gateway.ts';
import { sandbox } from '../../mock/sandbox.ts';
import type { GatewayState } from '../../mock/state.ts';

const conducted = async (
  scenarios: Parameters<typeof conduct>[0]['scenarios'],
  settings: SettingsInput = {},
  ledger: Ledger = emptyLedger(),
) => {
  let state: GatewayState | undefined;
  const peek = {
    name: 'peek',
    does: 'shows its state to the test',
    answer: <Next>(next: Next, gateway: GatewayState): Next => {
      state = gateway;
      return next;
    },
  };
  const gateway = await startGateway({ variants: [peek] });
  const { oauth, controls, stimuli } = gateway.sandbox;
  const played = new Map<string, Played>();
  try {
    const result = await conduct({
      target: gateway.url,
      settings: settingsSchema.parse({ oauth, controls, stimuli, ...settings }),
      scenarios,
      addresses: [],
      ledger,
      now: Date.now,
      keep: ({ name }, each) => played.set(name, each),
      playing: () => {},
      announce: () => {},
    });
    return { result, played, state };
  } finally {
    await gateway.close();
  }
};

const subscribed = scenario('a subscription', async ({ webhooks }) => {
  const { subscribed: exchange } = await webhooks.subscribe('client.created', webhooks.open('one'));
  return { status: exchange.response?.status };
});
const dayLater = scenario(
  'a day later',
  async ({ controls }) => {
    await controls.advanceClock(86_400);
    return {};
  },
  'clock',
);

describe('conducting a run', () => {
  it('ends every subscription, also where the clock outdated the token', async () => {
    const { played, state } = await conducted([subscribed, dayLater]);
    expect(played.get('a subscription')).toEqual({ evidence: { status: 201 } });
    expect(state?.store.subscriptions.size).toBe(0);
  });

  it('masks the tokens that a play puts into its evidence', async () => {
    const leak = scenario('a leak', async ({ connection }) => ({ all: await connection() }));
    const { played } = await conducted([leak]);
    expect(played.get('a leak')).toMatchObject({
      evidence: { all: { accessToken: '$ACCESS_TOKEN', refreshToken: '$REFRESH_TOKEN' } },
    });
  });

  it('plays a scenario once, whoever asks for it', async () => {
    let times = 0;
    const once = scenario('once', () => Promise.resolve({ times: ++times }));
    const asks = (name: string) => scenario(name, ({ evidenceOf }) => evidenceOf(once));
    const { played } = await conducted([asks('one'), asks('two'), once]);
    expect([...played.values()]).toEqual(Array(3).fill({ evidence: { times: 1 } }));
  });

  it('takes a throw for a bug of ours, and a state that was not reached for none', async () => {
    const buggy = scenario('buggy', () => Promise.reject(new TypeError('oops')));
    const unlucky = scenario('unlucky', ({ stimulate }) => stimulate('booking.created'));
    const { played } = await conducted([buggy, unlucky], { stimuli: {} });
    expect(played.get('buggy')).toMatchObject({ crashed: expect.stringContaining('oops') });
    expect(played.get('unlucky')).toMatchObject({
      notArranged: expect.stringContaining("stimuli['booking.created']"),
    });
  });

  it('refuses two scenarios of one name', async () => {
    const [one, other] = [1, 2].map((value) => scenario('same', () => Promise.resolve({ value })));
    if (one === undefined || other === undefined) throw new Error('unreachable');
    await expect(conducted([one, other])).rejects.toThrow(/two scenarios are called "same"/);
  });

  it('stops where the run may write no more', async () => {
    const writes = scenario('writes', async ({ gateway, a }) => {
      for (let count = 0; count < 5; count += 1) await gateway.createClient(a.client());
      return {};
    });
    const { played } = await conducted([writes], { safety: { maxWrites: 3 } });
    expect(played.get('writes')).toMatchObject({
      notArranged: expect.stringContaining('maxWrites'),
    });
  });

  describe('after a run that spent the hour', () => {
    const { reset: _, ...controls } = sandbox.controls;
    const spent = (forget: () => void): Ledger => {
      let isFree = false;
      return {
        ...emptyLedger(),
        spent: () => (isFree ? [] : Array(10).fill(Date.now())),
        forget: () => {
          isFree = true;
          forget();
        },
      };
    };
    const spends = spending('spends', 1, () => Promise.resolve({ spent: true }));

    it('moves the clock past it, where it can', async () => {
      let forgotten = 0;
      const ledger = spent(() => (forgotten += 1));
      const { played, state, result } = await conducted([spends], { controls }, ledger);
      expect(played.get('spends')).toEqual({ evidence: { spent: true } });
      expect(forgotten).toBe(1);
      expect((state?.clock.now() ?? 0) - Date.now()).toBeGreaterThan(3_600_000);
      expect(result.plan).toEqual([expect.stringContaining('1 from this address')]);
    });

    it('plays no scenario that it cannot afford, and says so', async () => {
      const { played, result } = await conducted(
        [spends],
        { controls: {} },
        spent(() => {}),
      );
      expect(played.get('spends')).toMatchObject({
        notArranged: expect.stringMatching(/a run from \d\d:\d\d UTC on can afford it/),
      });
      expect(result.plan).toHaveLength(2);
    });
  });
});
