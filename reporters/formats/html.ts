import { createHash } from 'node:crypto';
import { columns } from '../columns.ts';
import { group } from '../group.ts';
import { clause } from '../html/clause.ts';
import { escaped } from '../html/escaped.ts';
import { pageScript } from '../html/page-script.ts';
import { pageStyle } from '../html/page-style.ts';
import { summary } from '../html/summary.ts';
import type { ClauseResult, Run } from '../run.ts';
import { tally } from '../tally.ts';
import { verdictWords } from '../verdict-words.ts';

const PARTS: Partial<Record<ClauseResult['verdict'], string>> = {
  error: 'Broken',
  fail: 'Broken',
  warn: 'Warned of',
  inconclusive: 'Inconclusive',
};

/** The run as one page that needs nothing beside itself, to be opened from disk. */
export function html(run: Run): string {
  const title = `${verdictWords[run.verdict].word}: gateway conformance of ${run.target}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<title>${escaped(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${summary(run)}
${filters(run)}
${clauses(run)}
${observations(run)}
<footer><p class="soft">${escaped(`${run.tool.name} ${run.tool.version}`)}</p></footer>
</main>
<script>${pageScript}</script>
</body>
</html>
`;
}

// The page shows what a stranger's gateway sent: nothing but our own script may run in it.
function policy(): string {
  const hash = createHash('sha256').update(pageScript).digest('base64');
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
}

function filters(run: Run): string {
  const verdicts = columns(run).map(
    ({ key, title }) =>
      `<button type="button" aria-pressed="false" data-show="${key}" data-verdict="${key}">${title}</button>`,
  );
  const areas = tally(run).map(
    ({ area }) => `<button type="button" aria-pressed="false" data-area="${area}">${area}</button>`,
  );
  return `<div class="filters" hidden>
<div role="group" aria-label="Verdict">${verdicts.join('')}</div>
<div role="group" aria-label="Area">${areas.join('')}</div>
<input type="search" placeholder="Search clauses" aria-label="Search clauses">
<span class="soft" id="shown" role="status"></span>
</div>`;
}

/** What a reader came for stands first: what is broken, what is doubtful, then all the rest. */
function clauses({ clauses: all, target }: Run): string {
  const placeOf = ({ chosen, verdict }: ClauseResult): string => (chosen && PARTS[verdict]) || '';
  const rest = all.filter((result) => placeOf(result) === '');
  return [...new Set(Object.values(PARTS))]
    .map((title) =>
      part(
        title,
        all.filter((result) => placeOf(result) === title),
        target,
      ),
    )
    .concat(part(rest.length === all.length ? 'Clauses' : 'All other clauses', rest, target))
    .join('\n');
}

function part(title: string, results: readonly ClauseResult[], target: string): string {
  if (results.length === 0) return '';
  const sections = group(results, ({ id }) => id.slice(0, id.lastIndexOf('/'))).map(
    ([path, members]) => `<section class="section"><h3>${escaped(path)}</h3>
${members.map((result) => clause(result, target)).join('\n')}</section>`,
  );
  return `<section class="part"><h2>${title}</h2>\n${sections.join('\n')}</section>`;
}

function observations({ observations }: Run): string {
  if (observations.length === 0) return '';
  const rows = observations.map(
    ({ name, value, says }) =>
      `<tr><td><code>${escaped(name)}</code></td><td><code>${escaped(value)}</code></td><td>${escaped(says)}</td></tr>`,
  );
  return `<h2>Where the document is silent</h2>
<table class="facts"><thead><tr><th scope="col">name</th><th scope="col">value</th><th scope="col">what the gateway does</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
