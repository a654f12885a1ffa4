import { columns } from '../columns.ts';
import { counted } from '../counted.ts';
import { curl } from '../curl.ts';
import { duration } from '../duration.ts';
import { excerpt } from '../excerpt.ts';
import { again, type Finding, findings, undecided } from '../findings.ts';
import { printable } from '../printable.ts';
import type { Run } from '../run.ts';
import { tally } from '../tally.ts';
import { trace } from '../trace.ts';
import { traffic } from '../traffic.ts';
import { verdictWords } from '../verdict-words.ts';

// GitHub cuts off a step summary at 1 MiB.
const FINDINGS_SHOWN = 50;
const BODY_SHOWN = 2000;

/** The summary of a run for a page of GitHub, e.g. `$GITHUB_STEP_SUMMARY`. */
export function markdown(run: Run): string {
  const found = findings(run);
  const { mark, word } = verdictWords[run.verdict];
  const parts = [
    `## ${mark} Gateway conformance: ${word}`,
    `${code(run.target)} · ${traffic(run)} · ${duration(run.durationMs)}`,
    table(run),
    ...(run.problems ?? []).map((text) => `**A bug of the suite:** ${prose(text)}`),
    ...(run.setUp === undefined ? [] : [`**Set-up failed:** ${prose(run.setUp)}`]),
    ...found.slice(0, FINDINGS_SHOWN).map((one) => details(one, run.target)),
    ...(found.length > FINDINGS_SHOWN
      ? [`… and ${counted(found.length - FINDINGS_SHOWN, 'finding')} more in \`report.json\`.`]
      : []),
    ...unjudged(run),
    ...observations(run),
  ];
  return `${parts.join('\n\n')}\n`;
}

function table(run: Run): string {
  const shown = columns(run);
  const rows = tally(run).map(({ area, counts }) => [
    area,
    ...shown.map(({ key }) => String(counts[key])),
  ]);
  return [['area', ...shown.map(({ title }) => title)], ['---', ...shown.map(() => '--:')], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function details(found: Finding, target: string): string {
  const [first] = found.clauses;
  const { mark, word } = verdictWords[found.verdict];
  const title =
    found.clauses.length === 1 ? first.id : `${found.clauses.length} clauses for the same reason`;
  return [
    `<details><summary>${mark} ${word} · <code>${title}</code><br>${prose(found.message)}</summary>`,
    found.clauses
      .map(({ id, section, level, says }) => `- ${code(id)} ${section} ${level}: ${prose(says)}`)
      .join('\n'),
    ...contrast('Expected', first.expected),
    ...contrast('Got', first.actual),
    ...first.evidence.slice(-3).map((item) => {
      const { asked, got, body } = trace(item, target);
      const call = item.kind === 'exchange' ? `\n\n${curl(item.exchange)}` : '';
      return fence(`${asked} → ${got}\n${excerpt(body, BODY_SHOWN)}${call}`);
    }),
    `Again: ${code(again(found))}`,
    '</details>',
  ].join('\n\n');
}

function contrast(label: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`${label}: ${prose(text)}`];
}

function unjudged(run: Run): string[] {
  const groups = undecided(run);
  if (groups.length === 0) return [];
  const lines = groups.map(
    ({ message, clauses }) =>
      `- ${prose(message)}: ${clauses.map(({ id }) => code(id)).join(', ')}`,
  );
  return [
    `<details><summary>? ${counted(run.counts.inconclusive, 'clause')} inconclusive</summary>`,
    lines.join('\n'),
    '</details>',
  ];
}

function observations(run: Run): string[] {
  if (run.observations.length === 0) return [];
  const lines = run.observations.map(
    ({ name, value, says }) => `- ${code(name)} = ${code(value)}: ${prose(says)}`,
  );
  return [
    '<details><summary>Where the document is silent</summary>',
    lines.join('\n'),
    '</details>',
  ];
}

// What a gateway sent must neither format the page nor mention people.
function prose(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>#|~&@$]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function code(text: string): string {
  const shown = printable(text);
  const ticks = longestRun(shown);
  return ticks === 0
    ? `\`${shown}\``
    : `${'`'.repeat(ticks + 1)} ${shown} ${'`'.repeat(ticks + 1)}`;
}

function fence(text: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}text\n${text}\n${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}
