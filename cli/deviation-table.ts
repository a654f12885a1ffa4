import type { Screen } from '../reporters/run.ts';
import { styleOf } from '../reporters/terminal/style.ts';
import { wrap } from '../reporters/terminal/wrap.ts';

/** A deviation as a list shows it. */
export interface Listed {
  readonly id: string;
  readonly does: string;
  /** The clause that a fault breaks. */
  readonly clause?: string;
}

/** What the mock can be made to do, as wide as the screen. */
export function deviationTable(
  {
    faults,
    variants,
  }: { readonly faults: readonly Listed[]; readonly variants: readonly Listed[] },
  screen: Screen,
): string {
  return [
    group(`Faults (mock --fault ID): ${faults.length}`, faults, screen),
    group(`Variants, which are lawful (mock --variant ID): ${variants.length}`, variants, screen),
  ].join('\n');
}

function group(title: string, listed: readonly Listed[], screen: Screen): string {
  const style = styleOf(screen);
  const rows = listed.flatMap(({ id, does, clause }) => [
    `  ${id}`,
    ...(clause === undefined || id.startsWith(clause) ? [] : [`    breaks ${clause}`]),
    ...wrap(`a gateway that ${does}`, style.width - 4).map((line) => `    ${line}`),
  ]);
  return `${[style.bold(title), ...rows].join('\n')}\n`;
}
