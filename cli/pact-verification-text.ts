import type { Verdict } from '../contracts/verdict.ts';
import type { InteractionResult, Verification } from '../pact/verification.ts';
import type { Screen } from '../reporters/run.ts';
import { type Style, styleOf } from '../reporters/terminal/style.ts';
import { brokenClausesText, clausesText } from './pact-clauses-text.ts';

/** What a verification is told with, and how it ends. */
export interface VerificationText {
  readonly text: string;
  readonly code: 0 | 1 | 3;
}

/** One line an interaction, its differences and clauses below it, and what it all comes to. */
export function verificationText(
  verification: Verification,
  parts: { readonly screen: Screen; readonly target: string; readonly mayBeEmpty: boolean },
): VerificationText {
  const { results, complaints, notices, templates } = verification;
  const style = styleOf(parts.screen);
  const consumers = [...new Set(results.map(({ consumer }) => consumer))];
  const lines = consumers.flatMap((consumer) => [
    style.bold(`${consumer} ${style.arrow} ${parts.target}`),
    ...results.filter((each) => each.consumer === consumer).flatMap((each) => line(each, style)),
  ]);
  const code = codeOf(verification, parts.mayBeEmpty);
  const told = [
    ...notices.map((notice) => `${notice}\n`),
    ...lines,
    ...complaints.map((each) => style.colour.fail(each)),
    ...(templates.length > 0 ? ['', ...paste(templates)] : []),
    '',
    summary(verification, parts.mayBeEmpty),
  ];
  return { text: `${told.join('\n')}\n`, code };
}

const VERDICTS: Readonly<Record<InteractionResult['verdict'], Verdict>> = {
  pass: 'pass',
  fail: 'fail',
  inconclusive: 'inconclusive',
  pending: 'warn',
};

function line({ description, verdict, clauses, says }: InteractionResult, style: Style): string[] {
  const known = VERDICTS[verdict];
  const mark = style.colour[known](style.mark[known]);
  const head = `  ${mark} ${description}${verdict === 'pending' ? ' (pending)' : ''}`;
  if (clauses.length === 0) return [head, ...says.map((each) => `      ${each}`)];
  if (verdict === 'pass') return [`${head}  ${style.dim(clausesText(clauses))}`];
  const ids = style.dim(brokenClausesText(clauses, says));
  return [head, ...says.map((each) => `      ${each}`), `      ${ids}`];
}

function paste(templates: readonly string[]): string[] {
  return [
    'Paste this into a module, fill it in, and give it with --states:',
    '',
    'export default {',
    ...templates,
    '};',
  ];
}

function codeOf({ results, complaints }: Verification, mayBeEmpty: boolean): 0 | 1 | 3 {
  if (results.some(({ verdict }) => verdict === 'fail')) return 1;
  if (complaints.length > 0) return 3;
  if (results.length === 0) return mayBeEmpty ? 0 : 3;
  return results.some(({ verdict }) => verdict === 'inconclusive') ? 3 : 0;
}

function summary({ results, complaints }: Verification, mayBeEmpty: boolean): string {
  if (results.length === 0 && complaints.length > 0) {
    return 'No pact could be read, so nothing was verified.';
  }
  if (results.length === 0) {
    return mayBeEmpty
      ? 'No pact was found, as --allow-empty allows.'
      : 'No pact was found, so nothing was verified; --allow-empty lets that pass.';
  }
  const counts = (['pass', 'fail', 'inconclusive', 'pending'] as const).flatMap((verdict) => {
    const count = results.filter((each) => each.verdict === verdict).length;
    return count > 0 ? [`${count} ${WORDS[verdict]}`] : [];
  });
  return `${results.length} interactions: ${counts.join(', ')}`;
}

const WORDS: Readonly<Record<InteractionResult['verdict'], string>> = {
  pass: 'kept',
  fail: 'broken',
  inconclusive: 'not verified',
  pending: 'broken but pending, which does not fail the verification',
};
