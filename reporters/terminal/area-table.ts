import { type Column, columns } from '../columns.ts';
import type { Run } from '../run.ts';
import { type AreaTally, tally } from '../tally.ts';
import type { Style } from './style.ts';

/** The table of counts by area, zeros dimmed so that the rest stands out. */
export function areaTable(run: Run, style: Style): string {
  const shown = columns(run);
  const areas = tally(run);
  const first = Math.max(...areas.map(({ area }) => area.length));
  const titles = shown.map(({ title }) => title).join('  ');
  return [
    style.dim(`${' '.repeat(first)}  ${titles}`),
    ...areas.map((row) => line(row, first, shown, style)),
  ].join('\n');
}

function line(row: AreaTally, first: number, shown: readonly Column[], style: Style): string {
  const cells = shown.map(({ key, title }) => {
    const count = row.counts[key];
    const text = String(count).padStart(title.length);
    if (count === 0 || key === 'not-chosen') return style.dim(text);
    return style.colour[key](text);
  });
  return [row.area.padEnd(first), ...cells].join('  ');
}
