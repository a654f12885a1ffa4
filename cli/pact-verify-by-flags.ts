import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileLedger } from '../harness/budget/ledger.ts';
import { localAddresses } from '../harness/client/local-addresses.ts';
import { readEnvironment } from '../harness/settings/read-environment.ts';
import { SetUpError } from '../harness/settings/set-up-error.ts';
import { UsageError } from '../harness/settings/usage-error.ts';
import { countInteractions } from '../pact/clauses-of.ts';
import { ownPact } from '../pact/own-pact.ts';
import { ownStates } from '../pact/states/own-states.ts';
import type { PactSource } from '../pact/verifier-arguments.ts';
import { verifyPacts } from '../pact/verify-pacts.ts';
import { chooseTarget } from './choose-target.ts';
import type { Host } from './host.ts';
import { pactProgress } from './pact-progress.ts';
import { pactSource } from './pact-source.ts';
import { verificationText } from './pact-verification-text.ts';
import type { PactVerifyFlags } from './pact-verify-flags.ts';
import { settingsOf } from './settings-of.ts';
import { stateFolder } from './state-folder.ts';

/** Verifies what the options of `pact verify` say, tells of it, and returns the exit code. */
export async function verifyByFlags(flags: PactVerifyFlags, host: Host): Promise<number> {
  const { cwd, out, now } = host;
  const source = sourceOf(flags, { cwd, env: readEnvironment(cwd, host.env) });
  const states = flags.states === undefined ? [] : await ownStates(resolve(cwd, flags.states));
  const chosen = await chosenBy(flags, host);
  const progress = pactProgress(
    host,
    source.kind === 'files' ? countInteractions(source.paths) : undefined,
  );
  try {
    if (chosen.setUp !== undefined) throw new SetUpError(chosen.setUp);
    const { target, settings } = chosen;
    const verification = await verifyPacts({
      target,
      settings,
      provider: flags.provider,
      source,
      states,
      addresses: settings.sourceAddresses ?? (await localAddresses(target)),
      ledger: fileLedger(join(stateFolder(host), 'budget.json'), now),
      env: host.env,
      now,
      announce: progress.announce,
      began: progress.began,
      signal: host.interrupted,
    }).finally(progress.end);
    if (verification.setUp !== undefined) throw new SetUpError(verification.setUp);
    const { text, code } = verificationText(verification, {
      screen: out.screen,
      target,
      mayBeEmpty: flags.allowEmpty === true,
    });
    out.write(text);
    return code;
  } finally {
    await chosen.close();
  }
}

async function chosenBy(flags: PactVerifyFlags, host: Host) {
  const { target, config, allowProduction } = flags;
  return chooseTarget(await settingsOf({ target, config, safety: { allowProduction } }, host));
}

function sourceOf(flags: PactVerifyFlags, { cwd, env }: Pick<Host, 'cwd' | 'env'>): PactSource {
  const { pact, broker, pactUrl } = flags;
  if (pact !== undefined && (broker ?? pactUrl) !== undefined) {
    throw new UsageError('Give --pact or --broker, not both.');
  }
  const isBroker = broker !== undefined || pactUrl !== undefined;
  if (isBroker) return pactSource(flags, { cwd, env });
  const paths = pact?.map((path) => resolve(cwd, path)) ?? [ownPact.file];
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) throw new UsageError(`--pact: ${missing} does not exist.`);
  return { kind: 'files', paths };
}
