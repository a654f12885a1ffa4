import { Command } from 'commander';
import { clauses, sections } from '../contracts/clauses/index.ts';
import { UsageError } from '../harness/settings/usage-error.ts';
import { clauseDocument } from './clause-document.ts';
import { clauseTable } from './clause-table.ts';
import type { Host } from './host.ts';

/** `clauses`: the catalogue as a table, as JSON or as Markdown. */
export function clausesCommand({ out }: Host): Command {
  return new Command('clauses')
    .description('list every clause that a run judges')
    .option('--json', 'as JSON')
    .option('--markdown', 'as a Markdown document')
    .action(({ json, markdown }: { json?: true; markdown?: true }) => {
      if (json && markdown) throw new UsageError('Give --json or --markdown, not both.');
      if (json) out.write(`${JSON.stringify(clauses, undefined, 2)}\n`);
      else if (markdown) out.write(clauseDocument(sections));
      else out.write(clauseTable(sections, clauses, out.screen));
    });
}
