import { duration } from '../duration.ts';
import { excerpt } from '../excerpt.ts';
import { type Finding, findings, undecided as undecidedOf } from '../findings.ts';
import { outcome } from '../outcome.ts';
import { printable } from '../printable.ts';
import type { Run, Screen } from '../run.ts';
import { areaTable } from '../terminal/area-table.ts';
import { finding } from '../terminal/finding.ts';
import { type Style, styleOf } from '../terminal/style.ts';
import { undecided } from '../terminal/undecided.ts';
import { wrap } from '../terminal/wrap.ts';
import { traffic } from '../traffic.ts';

const SHOWN_IN_FULL = 25;

/** What a reader at a terminal needs: first what needs attention, then the counts. */
export function terminal(run: Run, screen: Screen): string {
  const style = styleOf(screen);
  const parts = [
    style.dim(wrap(heading(run, style), style.width).join('\n')),
    ...troubles(run, style),
    ...told(run, style),
    // a target that could not be set up has one thing to say, not one a clause
    ...(run.setUp === undefined ? judged(run, style) : []),
    closing(run, style),
  ];
  return `${parts.join('\n\n')}\n`;
}

function judged(run: Run, style: Style): string[] {
  return [
    ...undecidedOf(run).map((found) => undecided(found, style)),
    ...drifted(run, style),
    ...observations(run, style),
    ...(run.clauses.length === 0 ? [] : [areaTable(run, style)]),
  ];
}

function heading({ tool, target }: Run, style: Style): string {
  return [`${tool.name} ${tool.version}`, printable(target)].join(style.dot);
}

function troubles({ setUp, problems = [] }: Run, style: Style): string[] {
  return [
    ...problems.map((text) => trouble('error', 'a bug of the suite', text, style)),
    ...(setUp === undefined ? [] : [trouble('fail', 'SET-UP', setUp, style)]),
  ];
}

// Of a target that breaks everything the first findings say enough; report.json has all.
function told(run: Run, style: Style): string[] {
  const all = findings(run);
  const more = all.slice(SHOWN_IN_FULL).map((found) => inShort(found, style));
  return [
    ...all.slice(0, SHOWN_IN_FULL).map((found) => finding(found, run.target, style)),
    ...(more.length === 0 ? [] : [more.join('\n')]),
  ];
}

function inShort({ verdict, message, clauses: [first, ...rest] }: Finding, style: Style): string {
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
  const text = `${first.id}${more}: ${message}`;
  const mark = style.colour[verdict](style.mark[verdict]);
  return `${mark} ${excerpt(text, style.width - 2, style.ellipsis)}`;
}

function trouble(verdict: 'error' | 'fail', title: string, text: string, style: Style): string {
  const head = style.colour[verdict](style.bold(`${style.mark[verdict]} ${title}`));
  const lines = wrap(printable(text), style.width - 4).map((line) => `    ${line}`);
  return [head, ...lines].join('\n');
}

function drifted({ drift = [] }: Run, style: Style): string[] {
  if (drift.length === 0) return [];
  const lines = drift.map(({ name, locked, seen }) =>
    printable(`    ${name}: was ${locked}, is ${seen}`),
  );
  return [[style.bold('Changed since the dialect was locked'), ...lines].join('\n')];
}

function observations(run: Run, style: Style): string[] {
  if (run.observations.length === 0) return [];
  const facts = run.observations.map(({ name, value }) => printable(`${name} = ${value}`));
  const title = 'Where the document is silent: ';
  const lines = wrap(title + facts.join(style.dot), style.width);
  return [style.dim(lines.join('\n'))];
}

function closing(run: Run, style: Style): string {
  const verdict = run.verdict === 'nothing-judged' ? 'fail' : run.verdict;
  const words = run.verdict.replace('-', ' ');
  const [first = '', ...rest] = wrap(outcome(run), style.width - words.length - 4);
  const hanging = ' '.repeat(words.length + 4);
  return [
    ...wrap(`${traffic(run)}${style.dot}${duration(run.durationMs)}`, style.width).map(style.dim),
    `${style.colour[verdict](style.bold(`${style.mark[verdict]} ${words}`))}  ${first}`,
    ...rest.map((line) => hanging + line),
  ].join('\n');
}
