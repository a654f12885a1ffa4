import { counted } from '../counted.ts';
import { curl } from '../curl.ts';
import { difference } from '../difference.ts';
import { duration } from '../duration.ts';
import type { FuzzRun, ToldCounterexample } from '../fuzz-run.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../run.ts';
import { type Style, styleOf } from './style.ts';

const ANSWERS_SHOWN = 25;
const CASE_SHOWN = 600;
const CURL_SHOWN = 4_000;

/** What `fuzz` prints at its end. */
export function fuzzTerminal(run: FuzzRun, screen: Screen): string {
  const style = styleOf(screen);
  const parts = [
    answers(run, style),
    ...run.counterexamples.map((each) => counterexample(each, style)),
    ...run.fixed.map((each) => fixed(each, style)),
    ...Object.entries(run.untold).map(([clause, reason]) => untold(clause, reason, style)),
    verdict(run, style),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function answers({ answers: all }: FuzzRun, style: Style): string {
  if (all.length === 0) return '';
  const shown = all.slice(0, ANSWERS_SHOWN);
  const widest = Math.max(...shown.map(({ operation }) => operation.length));
  const rows = shown.map(({ operation, status, shape, count }) => {
    const row = `${String(count).padStart(9)}  ${operation.padEnd(widest)}  ${String(status).padEnd(4)}  ${printable(shape)}`;
    return row.length > style.width
      ? row.slice(0, style.width - style.ellipsis.length) + style.ellipsis
      : row;
  });
  const hidden = all.length - shown.length;
  const rest =
    hidden > 0
      ? [style.dim(`${' '.repeat(11)}and ${counted(hidden, 'rarer answer')}, see fuzz.json`)]
      : [];
  return [style.bold('Answers seen'), ...rows, ...rest].join('\n');
}

function counterexample(found: ToldCounterexample, style: Style): string {
  const { clause, why, kind, seed, path, exchanges } = found;
  const [last] = exchanges.slice(-1);
  const [first] = exchanges;
  return [
    `${style.colour.fail(style.bold(`${style.mark.fail} ${clause}`))}  ${style.dim(kind)}`,
    `    ${printable(why)}`,
    ...compared(found, style),
    `    ${style.dim('Smallest')}  ${cut(printable(JSON.stringify(found.case)), CASE_SHOWN, style)}`,
    `    ${style.dim('Again   ')}  --seed ${seed}, path ${path}; ${standing(found)}`,
    ...(first === undefined ? [] : [`    ${command(curl(first))}`]),
    ...(last === undefined || last === first ? [] : [`    ${command(curl(last))}`]),
  ].join('\n');
}

function compared({ difference: found }: ToldCounterexample, style: Style): string[] {
  if (found === undefined) return [];
  const [expected, actual] = difference(found.expected, found.actual);
  return [
    `    ${style.dim('Expected')}  ${found.field}: ${expected}`,
    `    ${style.dim('Got     ')}  ${found.field}: ${actual}`,
  ];
}

function standing({ failed, sent, requests, isKept }: ToldCounterexample): string {
  if (isKept) return 'found by an earlier run, and fails still';
  return failed < sent
    ? `flaky, it failed ${failed} of ${sent} times`
    : `made small with ${counted(requests, 'request')}`;
}

function command(line: string): string {
  return line.length <= CURL_SHOWN
    ? line
    : `(its curl line has ${line.length} characters: see fuzz.json)`;
}

function fixed({ clause, kind, why }: FuzzRun['fixed'][number], style: Style): string {
  return `${style.colour.pass(`${style.mark.pass} fixed`)}  ${clause}  ${style.dim(kind)}\n    ${printable(why)}`;
}

function untold(clause: string, reason: string, style: Style): string {
  return `${style.colour.inconclusive(`${style.mark.inconclusive} ${clause}`)}\n    ${printable(reason)}`;
}

function verdict(run: FuzzRun, style: Style): string {
  const { cases, requests, durationMs, seed, counterexamples } = run;
  const rate = durationMs > 0 ? Math.round(cases / (durationMs / 1000)) : 0;
  const facts = [
    counted(cases, 'case'),
    `${rate} a second`,
    counted(requests, 'request'),
    duration(durationMs),
    `seed ${seed}`,
  ].join(style.dot);
  const ended = run.setUp ?? run.stopped;
  const reason = ended === undefined ? [] : [printable(ended)];
  const interrupted = run.interrupted ? ['interrupted'] : [];
  const found =
    counterexamples.length > 0
      ? style.colour.fail(`${style.mark.fail} ${counted(counterexamples.length, 'counterexample')}`)
      : cases > 0
        ? style.colour.pass(`${style.mark.pass} no counterexample`)
        : style.colour.inconclusive(`${style.mark.inconclusive} nothing could be tried`);
  return [...reason, facts, [found, ...interrupted].join(style.dot)].join('\n');
}

function cut(text: string, length: number, { ellipsis }: Style): string {
  return text.length <= length ? text : text.slice(0, length - ellipsis.length) + ellipsis;
}
