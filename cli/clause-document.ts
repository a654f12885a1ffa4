import type { Clause, Section } from '../contracts/clause.ts';

/** The catalogue as a Markdown document. */
export function clauseDocument(sections: readonly Section[]): string {
  const count = sections.reduce((sum, each) => sum + Object.keys(each.clauses).length, 0);
  const areas = [...new Set(sections.map(({ area }) => area))];
  const chapters = areas.map((area) => [
    `## ${area}`,
    ...sections.filter((each) => each.area === area).map(chapter),
  ]);
  return `${[
    '# Clauses',
    `What is judged: ${count} clauses, each with its level and where it stands. A broken \`must\` fails a run, a broken \`should\` warns. Written by \`pocketsuite-conformance clauses --markdown\`.`,
    ...chapters.flat(),
  ].join('\n\n')}\n`;
}

function chapter({ path, number, title, clauses }: Section): string {
  const rows = Object.values<Clause>(clauses).map(
    ({ slug, level, source, says }) => `| \`${slug}\` | ${level} | ${source} | ${escaped(says)} |`,
  );
  return [
    `### ${path}`,
    `${title} (§${number})`,
    ['| clause | level | source | says |', '|---|---|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
