import { columns } from '../columns.ts';
import { duration } from '../duration.ts';
import { outcome } from '../outcome.ts';
import type { Run } from '../run.ts';
import { tally } from '../tally.ts';
import { traffic } from '../traffic.ts';
import { verdictWords } from '../verdict-words.ts';
import { escaped } from './escaped.ts';

/** The head of the page: the verdict, what it cost, and the counts by area. */
export function summary(run: Run): string {
  const { mark, word } = verdictWords[run.verdict];
  return `<header>
<h1>Gateway conformance <span class="badge" data-verdict="${run.verdict}">${mark} ${word}</span></h1>
<p><code>${escaped(run.target)}</code></p>
<p class="soft"><time datetime="${escaped(run.startedAt)}">${escaped(when(run.startedAt))}</time> · ${duration(run.durationMs)} · ${traffic(run)}</p>
</header>
${troubles(run)}${bar(run)}${table(run)}`;
}

function when(startedAt: string): string {
  return startedAt.replace('T', ' ').replace(/:\d\d(\.\d+)?Z$/, ' UTC');
}

function troubles({ problems = [], setUp }: Run): string {
  return [
    ...problems.map((text) => trouble('error', 'A bug of the suite', text)),
    ...(setUp === undefined ? [] : [trouble('fail', 'The target could not be set up', setUp)]),
  ].join('');
}

function trouble(verdict: string, title: string, text: string): string {
  return `<div class="trouble" data-verdict="${verdict}"><b>${title}</b><p>${escaped(text)}</p></div>`;
}

function bar(run: Run): string {
  const parts = columns(run)
    .map(({ key }) => ({ key, count: key === 'not-chosen' ? run.notChosen : run.counts[key] }))
    .filter(({ count }) => count > 0)
    .map(({ key, count }) => `<span data-verdict="${key}" style="flex:${count}"></span>`);
  return `<div class="bar" role="img" aria-label="${outcome(run)}">${parts.join('')}</div>`;
}

function table(run: Run): string {
  const shown = columns(run);
  const rows = tally(run).map(({ area, counts }) => {
    const cells = shown.map(({ key }) =>
      counts[key] === 0
        ? '<td class="soft">0</td>'
        : `<td data-verdict="${key}">${counts[key]}</td>`,
    );
    return `<tr><th scope="row">${area}</th>${cells.join('')}</tr>`;
  });
  const titles = shown.map(({ title }) => `<th scope="col">${title}</th>`);
  return `<table><thead><tr><th scope="col">area</th>${titles.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
