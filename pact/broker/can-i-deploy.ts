import { SetUpError } from '../../harness/settings/set-up-error.ts';
import { UsageError } from '../../harness/settings/usage-error.ts';
import type { ClausesOf } from '../clauses-of.ts';
import { isUnverified } from '../unverified.ts';
import { askBroker } from './ask-broker.ts';
import { type BrokerCommandParts, brokerCommand } from './broker-command.ts';
import { plain } from './plain.ts';
import { type PublishedMismatch, sayPublished } from './say-published.ts';
import { whyUnknown } from './why-unknown.ts';

/** Whether a version may be deployed. */
export interface Deployable {
  /** `missing` where the broker lacks a verification that it would need to decide. */
  readonly verdict: 'yes' | 'failed' | 'missing';
  readonly reason: string;
  /** What failed, one an interaction. */
  readonly failures: readonly FailedInteraction[];
}

/** An interaction that a published verification says is broken. */
export interface FailedInteraction {
  readonly description: string;
  readonly clauses: readonly string[];
  readonly says: readonly string[];
  /** Whether it could be compared with the contract at all. */
  readonly isVerified: boolean;
}

/** What is to be deployed, and where. */
export interface Deployment {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
  /** How often to ask again, ten seconds apart, while a verification is missing. */
  readonly retries?: number;
}

interface Answer {
  readonly summary?: { readonly deployable?: boolean | null; readonly reason?: string };
  readonly matrix?: readonly {
    readonly verificationResult?: {
      readonly success?: boolean;
      readonly _links?: { readonly self?: { readonly href?: string } };
    } | null;
  }[];
}

interface PublishedResult {
  readonly testResults?: readonly PublishedTest[] | { readonly tests?: readonly PublishedTest[] };
}

interface PublishedTest {
  readonly success?: boolean;
  readonly interactionDescription?: string;
  readonly mismatches?: readonly PublishedMismatch[];
}

const INTERVAL_SECONDS = 10;
const NOT_VERIFIED = 'it could not be verified; the output of that `pact verify` says why';

/**
 * Asks the broker, and looks up what a failed verification found.
 *
 * @throws UsageError for an environment or a pacticipant that the broker does not know
 */
export async function canIDeploy(
  { pacticipant, version, environment, retries = 0 }: Deployment,
  parts: BrokerCommandParts & { readonly clausesOf: ClausesOf },
): Promise<Deployable> {
  const { said } = await brokerCommand(
    [
      ...['can-i-deploy', '--pacticipant', pacticipant, '--version', version],
      ...['--to-environment', environment, '--output', 'json'],
      ...(retries > 0
        ? ['--retry-while-unknown', String(retries), '--retry-interval', String(INTERVAL_SECONDS)]
        : []),
    ],
    parts,
  );
  const answer = answerIn(said);
  if (answer?.summary === undefined) {
    const why = whyUnknown(said, { pacticipant, version, environment });
    if (why !== undefined) throw new UsageError(why);
    throw new SetUpError(`The broker does not say whether: ${plain(said)}`);
  }
  const { deployable, reason = '' } = answer.summary;
  const failed = (answer.matrix ?? []).filter((row) => row.verificationResult?.success === false);
  const links = failed.flatMap((row) => row.verificationResult?._links?.self?.href ?? []);
  const results = await Promise.all(links.map((url) => askBroker(parts.broker, url)));
  const found = results.map((result) =>
    failures(result as PublishedResult | undefined, parts.clausesOf),
  );
  // the broker calls broken what only could not be verified
  const open = found.filter(
    (each) => each.length > 0 && each.every(({ isVerified }) => !isVerified),
  );
  const isBroken = failed.length > open.length;
  return {
    verdict: deployable === true ? 'yes' : isBroken ? 'failed' : 'missing',
    reason,
    failures: found.flat(),
  };
}

function failures(
  result: PublishedResult | undefined,
  clausesOf: ClausesOf,
): readonly FailedInteraction[] {
  const { testResults = [] } = result ?? {};
  const tests = 'tests' in testResults ? (testResults.tests ?? []) : testResults;
  return (tests as readonly PublishedTest[])
    .filter(({ success }) => success === false)
    .map(({ interactionDescription: description = '', mismatches = [] }) => {
      const isVerified = !mismatches.some(isUnverified);
      return {
        description,
        clauses: clausesOf(description),
        says: isVerified ? mismatches.map(sayPublished) : [NOT_VERIFIED],
        isVerified,
      };
    });
}

/** The client may say more than the JSON that was asked for. */
function answerIn(said: string): Answer | undefined {
  const from = said.indexOf('{');
  const to = said.lastIndexOf('}');
  try {
    return JSON.parse(said.slice(from, to + 1)) as Answer;
  } catch {
    return undefined;
  }
}
