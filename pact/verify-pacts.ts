import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../harness/budget/ledger.ts';
import { conduct } from '../harness/scenarios/conduct.ts';
import { type Played, scenario } from '../harness/scenarios/scenario.ts';
import type { Stage } from '../harness/scenarios/stage.ts';
import { SetUpError } from '../harness/settings/set-up-error.ts';
import type { Settings } from '../harness/settings/settings.ts';
import { whyShut } from './broker/why-shut.ts';
import { clausesOf } from './clauses-of.ts';
import { programPath, runPactProgram } from './pact-program.ts';
import { readVerdicts, type VerifierReport } from './read-verdicts.ts';
import { setScenes } from './set-scene.ts';
import { startStandIn } from './stand-in.ts';
import type { State } from './states/state.ts';
import type { Verification } from './verification.ts';
import { type PactSource, verifierArguments } from './verifier-arguments.ts';

/** What is to be verified, and at which target. */
export interface VerifyOptions {
  readonly target: string;
  readonly settings: Settings;
  readonly provider: string;
  readonly source: PactSource;
  /** Only the interactions of these descriptions. */
  readonly only?: readonly string[];
  /** The user's own states; they go before ours. */
  readonly states: readonly State[];
  readonly addresses: readonly string[];
  readonly ledger: Ledger;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly announce: (sentence: string) => void;
  /** Told how many interactions were begun, whenever another is. */
  readonly began?: (count: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Verifies a gateway against pacts: the whole of it is one scenario of a run, so that tokens,
 * subscriptions and the budget of invalid requests are dealt with as ever.
 *
 * @throws SetUpError where Pact's program is missing
 */
export async function verifyPacts(options: VerifyOptions): Promise<Verification> {
  // told before anything is asked of the target
  programPath();
  let played: Played | undefined;
  const { setUp } = await conduct({
    ...options,
    scenarios: [
      scenario('pact verification', (stage) => verifyOn(stage, options).catch(notStarted)),
    ],
    keep: (_, kept) => {
      played = kept;
    },
    playing: () => {},
  });
  if (setUp !== undefined) return notVerified(setUp);
  if (played !== undefined && 'evidence' in played) return played.evidence as Verification;
  if (played !== undefined && 'notArranged' in played) return notVerified(played.notArranged);
  throw new Error(played?.crashed ?? 'the verification was not played');
}

function notVerified(setUp: string): Verification {
  return { setUp, results: [], complaints: [], notices: [], templates: [] };
}

/** To the run that surrounds it, what the machine lacks would be a bug of ours. */
function notStarted(error: unknown): Verification {
  if (error instanceof SetUpError) return notVerified(error.message);
  throw error;
}

async function verifyOn(stage: Stage, options: VerifyOptions): Promise<Verification> {
  const { source, states, provider, only, env, signal } = options;
  const scenes = setScenes(stage, states, options.began);
  const standIn = await startStandIn(stage, scenes);
  const folder = await mkdtemp(join(tmpdir(), 'conformance-verify-'));
  const report = join(folder, 'report.json');
  try {
    const { err, out } = await runPactProgram(
      verifierArguments(source, { standIn, report, provider, ...(only && { only }) }),
      {
        env: source.kind === 'broker' ? env : { ...env, ...(await withoutCertificates(folder)) },
        ...(source.kind === 'broker' && { secrets: source.secrets }),
        ...(signal && { signal }),
      },
    );
    const written = await readFile(report, 'utf8').catch(() => undefined);
    if (written === undefined) return silent(err || out);
    const paths = source.kind === 'files' ? source.paths : [];
    const read = readVerdicts(JSON.parse(written) as VerifierReport, {
      scenes: scenes.all,
      clausesOf: clausesOf(paths),
    });
    const shut =
      source.kind === 'broker' && read.results.length === 0
        ? whyShut(read.complaints.join(' '), source.url)
        : undefined;
    return {
      ...read,
      ...(shut !== undefined && { setUp: shut }),
      templates: [...scenes.templates.values()],
    };
  } finally {
    await standIn.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * For each interaction the verifier reads all certificates of the system, which takes most of its
 * time; where it speaks to nobody but us, it needs none.
 */
async function withoutCertificates(folder: string): Promise<Readonly<Record<string, string>>> {
  const none = join(folder, 'no-certificates.pem');
  await writeFile(none, '');
  return { SSL_CERT_FILE: none, SSL_CERT_DIR: folder };
}

/** Without a report there is only what the program wrote. */
function silent(written: string): Verification {
  const lines = written.split('\n').filter((line) => line.trim() !== '');
  const complaints = [lines.slice(-3).join(' ') || 'Pact’s verifier left no report'];
  return { results: [], complaints, notices: [], templates: [] };
}
