import { clauses } from '../contracts/clauses/index.ts';
import { isProved, type Outcome } from './case.ts';

/** The proof as Markdown, for `docs/proof.md`: no times, so that it changes only with the proof. */
export function proofTable(outcomes: readonly Outcome[]): string {
  const faults = outcomes.filter(({ case: { breaks } }) => breaks !== undefined);
  const variants = outcomes.filter(({ case: { breaks } }) => breaks === undefined);
  const lines = [
    '# Proof of the suite',
    '',
    'Written by `npm run prove -- --write`. Each fault is one deviation of the conforming mock; the suite must call the clause it breaks broken, and no other of its area (with `--thorough`, no other at all). Each variant is a lawful choice; the suite must call nothing broken. What the Pact contract makes of the same gateways: [proof of the contract](proof-pact.md).',
    '',
    summary('must', faults),
    summary('should', faults),
    `- variants and pairs: ${variants.filter(isProved).length} of ${variants.length} without a false alarm`,
    '',
    '## Faults',
    '',
    '| clause | a gateway that … | also breaks | found |',
    '|---|---|---|---|',
    ...faults.map(
      ({ case: each, ...outcome }) =>
        `| \`${each.breaks}\` | ${each.does} | ${each.alsoBreaks.map((id) => `\`${id}\``).join(', ')} | ${isProved({ case: each, ...outcome }) ? 'yes' : '**no**'} |`,
    ),
    '',
    '## Variants',
    '',
    '| variant | a gateway that … | no alarm |',
    '|---|---|---|',
    ...variants.map(
      (outcome) =>
        `| ${outcome.case.id} | ${outcome.case.does} | ${isProved(outcome) ? 'yes' : '**no**'} |`,
    ),
    '',
  ];
  return lines.join('\n');
}

function summary(level: 'must' | 'should', faults: readonly Outcome[]): string {
  const ids = new Set(clauses.filter((each) => each.level === level).map(({ id }) => id));
  const ours = faults.filter(({ case: { breaks } }) => ids.has(breaks ?? ''));
  return `- faults of \`${level}\` clauses: ${ours.filter(isProved).length} of ${ours.length} found on their clause and on no other`;
}

/** How the proof went, by area, for a terminal. */
export function countsTable(outcomes: readonly Outcome[]): string {
  const areas = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const { id, breaks } = outcome.case;
    const kind = breaks === undefined ? (id.includes(' + ') ? 'pairs' : 'variants') : 'faults';
    const area = kind === 'pairs' ? kind : `${kind} of ${id.split(/[/:]/)[0]}`;
    areas.set(area, [...(areas.get(area) ?? []), outcome]);
  }
  return [...areas]
    .map(([area, all]) => {
      const proved = all.filter(isProved).length;
      return `${area.padEnd(20)} ${String(proved).padStart(4)} of ${String(all.length).padStart(4)}`;
    })
    .join('\n');
}
