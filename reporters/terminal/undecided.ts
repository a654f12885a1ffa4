import { counted } from '../counted.ts';
import type { Finding } from '../findings.ts';
import { group } from '../group.ts';
import { printable } from '../printable.ts';
import type { ClauseResult } from '../run.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Clauses that could not be judged, once per reason, their ids listed by section. */
export function undecided({ clauses, message }: Finding, style: Style): string {
  const mark = style.colour.inconclusive(style.mark.inconclusive);
  const head = `${counted(clauses.length, 'clause')} inconclusive: ${printable(message)}`;
  const [first, ...rest] = wrap(head, style.width - 2);
  return [
    `${mark} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...group(clauses, sectionOf).flatMap(([section, members]) => listed(section, members, style)),
  ].join('\n');
}

function listed(section: string, clauses: readonly ClauseResult[], style: Style): string[] {
  const slugs = clauses.map(({ id }) => id.slice(section.length + 1)).join(', ');
  const indent = ' '.repeat(section.length + 6);
  return wrap(slugs, Math.max(20, style.width - indent.length)).map((line, at) =>
    style.dim(at === 0 ? `    ${section}  ${line}` : indent + line),
  );
}

function sectionOf({ id }: ClauseResult): string {
  return id.slice(0, id.lastIndexOf('/'));
}
