import { CommanderError } from 'commander';
import { SetUpError } from '../harness/settings/set-up-error.ts';
import { UsageError } from '../harness/settings/usage-error.ts';

/** How a command that threw ends. */
export interface Exit {
  readonly code: number;
  /** For the standard error; nothing where all is said already. */
  readonly says: string | undefined;
}

const NETWORK = /^(connect|getaddrinfo|listen|bind|read|write)$/;

/** The exit code and the sentence for whatever a command threw (DESIGN §4). */
export function exitOf(thrown: unknown): Exit {
  if (thrown instanceof CommanderError) return commandLine(thrown);
  if (thrown instanceof UsageError) return { code: 2, says: thrown.message };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const [says = ''] = message.split('\n');
  return { code: isSetUp(thrown, message) ? 3 : 4, says: says || 'failed without a message' };
}

function commandLine({ code, exitCode, message }: CommanderError): Exit {
  if (exitCode === 0) return { code: 0, says: undefined };
  if (code === 'commander.help') return { code: 2, says: undefined };
  const [says = '', meant] = message.replace(/^error: /, '').split('\n');
  const hint = meant === undefined ? '' : `; ${meant.replace(/^\(D/, 'd').replace(/\)$/, '')}`;
  return { code: 2, says: says.charAt(0).toUpperCase() + says.slice(1) + hint };
}

function isSetUp(thrown: unknown, message: string): boolean {
  if (thrown instanceof SetUpError) return true;
  const { syscall = '', code = '' } = thrown as NodeJS.ErrnoException;
  if (NETWORK.test(syscall) || code.startsWith('UND_ERR')) return true;
  // the receiver throws plain errors with sentences for the user
  return message.startsWith('The webhook receiver ');
}
