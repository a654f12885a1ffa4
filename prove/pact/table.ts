import { contract } from '../../contracts/consumer/contract.ts';
import { outside, unverifiable } from './outside.ts';
import { type Verified, whyNotDue } from './verified.ts';

/** The proof of the contract as Markdown: no times, so that it changes only with the proof. */
export function pactTable(verified: readonly Verified[]): string {
  const faults = verified.filter(({ case: { breaks } }) => breaks !== undefined);
  const variants = verified.filter(({ case: { breaks } }) => breaks === undefined);
  const beyond = faults.filter(({ case: { id } }) => outside.has(id));
  const inside = faults.filter(({ case: { id } }) => !outside.has(id));
  const covered = new Set(contract.agreed.flatMap(({ clauses }) => clauses)).size;
  const lines = [
    '# Proof of the contract',
    '',
    'Written by `node dist/prove/pact/main.js --write`. Each gateway is verified by Pact’s own verifier against the contract of Zapier, as `pact verify` does. A gateway with a fault on a clause that an interaction names must fail, a lawful one must not.',
    '',
    `- ${contract.agreed.length} interactions and messages name ${covered} clauses`,
    `- faults of these clauses: ${inside.filter(isDue).length} of ${inside.length} fail the verification; ${beyond.length} more show only where no interaction looks`,
    `- variants: ${variants.filter(isDue).length} of ${variants.length} do not fail`,
    '',
    ...section('Outside the situations of the contract', [
      'Each of these is found by `run`.',
      '',
      '| clause | a gateway that … | why the contract does not see it |',
      '|---|---|---|',
      ...beyond.map(({ case: { id, breaks, does } }) => row(clause(breaks), does, outside.get(id))),
    ]),
    ...section('Faults', [
      '| clause | a gateway that … | fails |',
      '|---|---|---|',
      ...inside.map((each) =>
        row(clause(each.case.breaks), each.case.does, isDue(each) ? 'yes' : '**no**'),
      ),
    ]),
    ...section('Variants', [
      '| variant | a gateway that … | does not fail |',
      '|---|---|---|',
      ...variants.map((each) => row(each.case.id, each.case.does, kept(each))),
    ]),
  ];
  return lines.join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [`## ${title}`, '', ...lines, ''];
}

function row(...cells: readonly (string | undefined)[]): string {
  return `| ${cells.join(' | ')} |`;
}

function clause(id: string | undefined): string {
  return `\`${id}\``;
}

function isDue(verified: Verified): boolean {
  return whyNotDue(verified) === undefined;
}

function kept(verified: Verified): string {
  const lacks = unverifiable.get(verified.case.id);
  if (!isDue(verified)) return '**no**';
  return lacks === undefined ? 'yes' : `yes, as far as it can be verified: ${lacks}`;
}
