import type { Deployable, Deployment } from '../pact/broker/can-i-deploy.ts';
import { brokenClausesText } from './pact-clauses-text.ts';

/** The broker's answer with what failed, and the exit code: 1 where it failed, 3 where nobody knows. */
export function deployableText(
  { pacticipant, version, environment }: Deployment,
  { verdict, reason, failures }: Deployable,
): { readonly text: string; readonly code: 0 | 1 | 3 } {
  const what = `${pacticipant} ${version} may`;
  const head = {
    yes: `Yes: ${what} be deployed to ${environment}.`,
    failed: `No: ${what} not be deployed to ${environment}; a verification failed.`,
    missing: `No: ${what} not be deployed to ${environment}; a verification is missing.`,
  }[verdict];
  const lines = failures.flatMap(({ description, clauses, says }) => [
    `  ${description}`,
    ...says.map((each) => `      ${each}`),
    ...(clauses.length > 0 ? [`      ${brokenClausesText(clauses, says)}`] : []),
  ]);
  const told = [head, ...(verdict === 'yes' ? [] : [reason]), ...lines];
  return {
    text: `${told.join('\n')}\n`,
    code: { yes: 0, failed: 1, missing: 3 }[verdict] as 0 | 1 | 3,
  };
}
