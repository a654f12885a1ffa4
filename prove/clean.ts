import { items } from '../suites/select.ts';
import { judgeGateway } from './judge-gateway.ts';

// A developer's look at the conforming mock: what is not a pass, and what it cost.
const wanted = process.argv.slice(2);
const chosen = items.filter(
  ({ clause }) => wanted.length === 0 || wanted.some((w) => clause.id.startsWith(w)),
);
const { judgements, conducted, durationMs } = await judgeGateway([], chosen);
const counts = new Map<string, number>();
for (const [id, judgement] of judgements) {
  counts.set(judgement.verdict, (counts.get(judgement.verdict) ?? 0) + 1);
  if (judgement.verdict === 'pass') continue;
  process.stdout.write(`${judgement.verdict} ${id}: ${judgement.message ?? judgement.reason}\n`);
  for (const each of judgement.evidence) {
    process.stdout.write(`    ${JSON.stringify(each).slice(0, 900)}\n`);
  }
}
process.stdout.write(`${JSON.stringify(conducted.observations)}\n`);
process.stdout.write(
  `${[...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')} · ${JSON.stringify(conducted.requests)} · ${Math.round(durationMs)} ms · setUp: ${conducted.setUp}\n`,
);
