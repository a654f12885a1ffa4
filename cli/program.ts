import { Command } from 'commander';
import { clausesCommand } from './clauses.ts';
import { fuzzCommand } from './fuzz.ts';
import type { Host } from './host.ts';
import { mockCommand } from './mock.ts';
import { pactCommand } from './pact.ts';
import { type RunSuite, runCommand } from './run.ts';

const runSuite: RunSuite = async (options) => {
  // the suites take half a second to load, which `clauses` and `--help` need not wait for
  const { runSuite } = await import('./run-suite.ts');
  return runSuite(options);
};

/** The command line as commander knows it; a command that ends otherwise than by 0 tells `ended`. */
export function program(
  host: Host,
  ended: (code: number) => void,
  suite: RunSuite = runSuite,
): Command {
  const { name, version } = host.tool;
  const whole = new Command(name)
    .description('Checks a PocketSuite gateway against its Zapier API document, clause by clause.')
    .version(version)
    .addHelpText('after', EXAMPLES);
  for (const command of [
    runCommand(host, ended, suite),
    fuzzCommand(host, ended),
    mockCommand(host),
    clausesCommand(host),
  ]) {
    whole.addCommand(command);
  }
  whole.addCommand(pactCommand(host, ended));
  for (const command of [whole, ...whole.commands]) quiet(command, host);
  return whole;
}

/** Errors are thrown and told in one place, in our words. */
function quiet(command: Command, { out, err }: Host): void {
  command.exitOverride().configureOutput({
    writeOut: out.write,
    writeErr: err.write,
    outputError: () => {},
    getOutHelpWidth: () => Math.min(100, out.screen.columns),
    getErrHelpWidth: () => Math.min(100, err.screen.columns),
    getOutHasColors: () => out.screen.colours,
    getErrHasColors: () => err.screen.colours,
  });
}

const EXAMPLES = `
Examples:
  $ pocketsuite-conformance run                     judge the mock gateway
  $ pocketsuite-conformance run --target URL        judge a gateway
  $ pocketsuite-conformance run oauth --level must  judge a part
  $ pocketsuite-conformance fuzz --for 10m            look for payloads it treats badly
  $ pocketsuite-conformance mock --port 4010        start a gateway to build against
  $ pocketsuite-conformance clauses                 list what is judged
`;
