// Plays one scenario against a gateway, the way `fuzz` does, and hands over its stage.

import { emptyLedger } from '../dist/harness/budget/ledger.js';
import { Inconclusive } from '../dist/harness/judging/outcome.js';
import { conduct } from '../dist/harness/scenarios/conduct.js';
import { scenario } from '../dist/harness/scenarios/scenario.js';
import { settingsSchema } from '../dist/harness/settings/settings.js';

/** The gateway's deliveries are its own work; only requests are measured. */
function withoutWebhooks(stage) {
  const watch = async () => {
    throw new Inconclusive('no webhooks while requests are measured');
  };
  return { ...stage, webhooks: { ...stage.webhooks, watch } };
}

export async function play({ url, oauth }, act, { webhooks = false } = {}) {
  let crashed;
  const settings = settingsSchema.parse({ oauth, timeout: 30 });
  await conduct({
    target: url,
    settings: { ...settings, safety: { ...settings.safety, maxWrites: Number.POSITIVE_INFINITY } },
    scenarios: [scenario('bench', (stage) => act(webhooks ? stage : withoutWebhooks(stage)))],
    addresses: [],
    ledger: emptyLedger(),
    now: Date.now,
    playing: () => {},
    announce: () => {},
    keep: (_, played) => {
      if (!('evidence' in played)) crashed = played.crashed ?? played.notArranged;
    },
  });
  if (crashed !== undefined) throw new Error(crashed);
}
