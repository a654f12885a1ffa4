import type { ClausesOf } from './clauses-of.ts';
import { type Mismatch, sayMismatch } from './say-mismatch.ts';
import type { Scene } from './scene.ts';
import type { InteractionResult, Verification } from './verification.ts';

/** What Pact's verifier writes with `--json`. */
export interface VerifierReport {
  readonly result?: boolean;
  readonly interactionResults?: readonly { description: string; result: string }[];
  readonly errors?: readonly ReportedError[];
  readonly pendingErrors?: readonly ReportedError[];
  readonly notices?: readonly ({ readonly text?: string } | string)[];
  readonly output?: readonly string[];
}

interface ReportedError {
  readonly interaction: string;
  readonly mismatch: {
    readonly type: string;
    readonly message?: string;
    readonly mismatches?: readonly Mismatch[];
  };
}

/** Puts the verifier's report into our words, with what the scenes know of each interaction. */
export function readVerdicts(
  report: VerifierReport,
  { scenes, clausesOf }: { readonly scenes: readonly Scene[]; readonly clausesOf: ClausesOf },
): Pick<Verification, 'results' | 'complaints' | 'notices'> {
  const errors = [...(report.errors ?? [])];
  const pending = [...(report.pendingErrors ?? [])];
  const consumers = consumersOf(report.output ?? []);
  const results = (report.interactionResults ?? []).map(({ description, result }, at) => {
    const known = {
      consumer: consumers[at] ?? '',
      description,
      clauses: clausesOf(description),
    };
    if (result === 'OK') return { ...known, verdict: 'pass' as const, says: [] };
    const problem = scenes[at]?.problem;
    const error = take(errors, description);
    const isPending =
      error === undefined && pending.some(({ interaction }) => interaction.endsWith(description));
    const told = error ?? take(pending, description);
    const failed: InteractionResult['verdict'] = problem?.kind ?? 'fail';
    return {
      ...known,
      verdict: isPending ? ('pending' as const) : failed,
      says: problem === undefined ? differences(told, scenes[at]?.stands) : [problem.says],
    };
  });
  return {
    results,
    complaints: [...errors, ...pending].map(complaint),
    notices: (report.notices ?? []).map((each) =>
      typeof each === 'string' ? each : (each.text ?? ''),
    ),
  };
}

function take(errors: ReportedError[], description: string): ReportedError | undefined {
  const at = errors.findIndex(({ interaction }) => interaction.endsWith(description));
  return at < 0 ? undefined : errors.splice(at, 1)[0];
}

function differences(
  error: ReportedError | undefined,
  stands: Scene['stands'] = new Map(),
): readonly string[] {
  if (error === undefined) return ['the verifier does not say why'];
  const { mismatches = [], message } = error.mismatch;
  const apart = mismatches.filter((each, at) => !isOfBefore(each, mismatches.slice(0, at)));
  return apart.length > 0
    ? apart.map((each) => asSent(sayMismatch(each), stands))
    : [message ?? error.mismatch.type];
}

/** With what was really sent in place of the examples: nobody has seen those. */
function asSent(sentence: string, stands: Scene['stands']): string {
  let sent = sentence;
  for (const [ours, example] of stands) {
    sent = sent
      .replaceAll(`'${example}'`, `'${ours}'`)
      .replaceAll(JSON.stringify(example), JSON.stringify(ours));
  }
  return sent;
}

/** One rule on a member suffices: what has the wrong type breaks every other, too. */
function isOfBefore({ type, path }: Mismatch, before: readonly Mismatch[]): boolean {
  return type === 'BodyMismatch' && before.some((each) => each.type === type && each.path === path);
}

function complaint({ interaction, mismatch }: ReportedError): string {
  return `${interaction}: ${mismatch.message ?? mismatch.type}`;
}

/** Whose pact it is stands only in what the verifier prints, one heading an interaction. */
function consumersOf(output: readonly string[]): readonly string[] {
  const consumers: string[] = [];
  let consumer = '';
  for (const line of output.flatMap((each) => each.split('\n'))) {
    consumer = /^Verifying a pact between (.+) and .+$/.exec(line)?.[1] ?? consumer;
    if (/^ {2}\S.* verification\)( \[PENDING\])?$/.test(line)) consumers.push(consumer);
  }
  return consumers;
}
