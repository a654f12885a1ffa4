import type { Clause, Section } from '../contracts/clause.ts';
import type { Screen } from '../reporters/run.ts';
import { styleOf } from '../reporters/terminal/style.ts';
import { wrap } from '../reporters/terminal/wrap.ts';

const INDENT = '  ';

/** Clauses under their sections, as wide as the screen: id, level, source and sentence. */
export function clauseTable(
  sections: readonly Section[],
  clauses: readonly Clause[],
  screen: Screen,
): string {
  const blocks = sections.flatMap((section) => {
    const chosen = clauses.filter(({ section: path }) => path === section.path);
    return chosen.length === 0 ? [] : [block(section, chosen, screen)];
  });
  const musts = clauses.filter(({ level }) => level === 'must').length;
  const total = `${clauses.length} ${clauses.length === 1 ? 'clause' : 'clauses'}: ${musts} must, ${clauses.length - musts} should`;
  return `${[...blocks, total].join('\n\n')}\n`;
}

function block(section: Section, clauses: readonly Clause[], screen: Screen): string {
  const style = styleOf(screen);
  const heading = `${style.bold(section.path)}  ${section.title}`;
  const rows = clauses.map(({ id, level, source, says }) => {
    const facts = style.dim(`${level}${style.dot}${style.section(source)}`);
    const sentence = wrap(says, style.width - 2 * INDENT.length);
    return [`${INDENT}${id}  ${facts}`, ...sentence.map((line) => INDENT + INDENT + line)].join(
      '\n',
    );
  });
  return [heading, ...rows].join('\n');
}
