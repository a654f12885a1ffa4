import type { Exchange } from '../../contracts/evidence.ts';
import type { Evidence } from '../../contracts/verdict.ts';
import { counted } from '../counted.ts';
import { curl } from '../curl.ts';
import { excerpt } from '../excerpt.ts';
import { again, type Finding } from '../findings.ts';
import { printable } from '../printable.ts';
import type { ClauseResult } from '../run.ts';
import { trace } from '../trace.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

const INDENT = '    ';
const EXCHANGES_SHOWN = 3;
// A case of the fuzzer may have megabytes.
const PROSE_SHOWN = 1000;
const CURL_SHOWN = 4000;

/**
 * A finding in full: clause, rule, what came, the exchanges, and how to repeat it. Commands are
 * never wrapped, so that they can be copied.
 */
export function finding(found: Finding, target: string, style: Style): string {
  const [first] = found.clauses;
  return [
    ...(found.clauses.length === 1 ? single(found, first, style) : several(found, style)),
    ...contrast(first, style),
    ...evidence(first, target, style),
    `${INDENT}Again: ${again(found)}`,
  ].join('\n');
}

function single({ message, verdict }: Finding, clause: ClauseResult, style: Style): string[] {
  return [
    `${badge(verdict, style)}  ${style.bold(clause.id)}  ${style.dim(standing(clause, style))}`,
    ...prose(clause.says, style),
    ...prose(message, style).map(style.colour[verdict]),
  ];
}

function several({ message, verdict, clauses }: Finding, style: Style): string[] {
  const widest = Math.max(...clauses.map(({ id }) => id.length));
  return [
    `${badge(verdict, style)}  ${style.bold(counted(clauses.length, 'clause'))} for the same reason`,
    ...prose(message, style).map(style.colour[verdict]),
    ...clauses.flatMap((clause) => [
      `${INDENT}${style.bold(clause.id.padEnd(widest))}  ${style.dim(standing(clause, style))}`,
      ...prose(clause.says, style, `${INDENT}  `),
    ]),
  ];
}

function badge(verdict: Finding['verdict'], style: Style): string {
  return style.colour[verdict](style.bold(`${style.mark[verdict]} ${verdict.toUpperCase()}`));
}

function standing({ section, level }: ClauseResult, style: Style): string {
  return `${style.section(section)}${style.dot}${level}`;
}

function prose(text: string, style: Style, indent = INDENT): string[] {
  if (text === '') return [];
  return cut(text, PROSE_SHOWN, style)
    .split('\n')
    .flatMap((line) => wrap(printable(line), style.width - indent.length))
    .map((line) => indent + line);
}

function cut(text: string, length: number, { ellipsis }: Style): string {
  return text.length <= length ? text : text.slice(0, length - ellipsis.length) + ellipsis;
}

function contrast({ expected, actual }: ClauseResult, style: Style): string[] {
  return [...labelled('Expected', expected, style), ...labelled('Got     ', actual, style)];
}

function labelled(label: string, text: string | undefined, style: Style): string[] {
  if (text === undefined) return [];
  const hanging = ' '.repeat(INDENT.length + label.length + 2);
  return prose(text, style, hanging).map((line, at) =>
    at === 0 ? `${INDENT}${style.dim(label)}  ${line.trimStart()}` : line,
  );
}

function evidence(clause: ClauseResult, target: string, style: Style): string[] {
  // The last exchange is the one that decided; those before it led there.
  const shown = clause.evidence.slice(-EXCHANGES_SHOWN);
  const hidden = clause.evidence.length - shown.length;
  return [
    ...(hidden > 0
      ? [style.dim(`${INDENT}${counted(hidden, 'exchange')} before these, see report.json`)]
      : []),
    ...shown.flatMap((item) => oneOf(item, target, style)),
  ];
}

function oneOf(item: Evidence, target: string, style: Style): string[] {
  const { asked, got, took, body } = trace(item, target);
  const time = took === undefined ? '' : style.dim(`${style.dot}${took}`);
  const room = style.width - INDENT.length - 2;
  return [
    `${INDENT}${cut(asked, room, style)} ${style.arrow} ${style.bold(got)}${time}`,
    ...(body === '' ? [] : [style.dim(`${INDENT}  ${excerpt(body, room, style.ellipsis)}`)]),
    ...(item.kind === 'exchange' ? [`${INDENT}  ${command(item.exchange)}`] : []),
  ];
}

function command(exchange: Exchange): string {
  const line = curl(exchange);
  if (line.length <= CURL_SHOWN) return line;
  return `(its curl line has ${line.length} characters: see report.html)`;
}
