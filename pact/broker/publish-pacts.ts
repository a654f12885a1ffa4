import { type BrokerAnswer, type BrokerCommandParts, brokerCommand } from './broker-command.ts';
import type { Build } from './build-of.ts';

/** Publishes pact files as those of a version of their consumer. */
export async function publishPacts(
  files: readonly string[],
  { version = '', branch, url }: Build,
  parts: BrokerCommandParts,
): Promise<BrokerAnswer> {
  const answer = await brokerCommand(
    [
      'publish',
      ...files,
      ...['--consumer-app-version', version],
      ...(branch === undefined ? [] : ['--branch', branch]),
      ...(url === undefined ? [] : ['--build-url', url]),
    ],
    parts,
  );
  const isConflict =
    !answer.isDone && /\b409\b|conflict|cannot change the content/i.test(answer.said);
  return isConflict ? { isDone: false, said: conflict(version) } : answer;
}

function conflict(version: string): string {
  return [
    `The broker has a pact of version ${version} already, with other content (409).`,
    'One version has one content: commit the change and publish under the new commit, or give another --consumer-version.',
  ].join('\n');
}
