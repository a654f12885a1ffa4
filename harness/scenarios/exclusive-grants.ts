import type { Exchange } from '../../contracts/evidence.ts';
import { succeeded } from '../judging/answers.ts';
import type { RunParts, RunState } from './run-state.ts';
import { signIn } from './sign-in.ts';

/**
 * Whether each grant ends the tokens of the one before, which is lawful (RFC 6749 leaves the life of
 * a token to the server). Two grants tell it, one after the other, with nothing else under way.
 */
export async function areGrantsExclusive(run: RunParts, state: RunState): Promise<boolean> {
  const older = await grant(state);
  if (older === undefined || !succeeded(await open(run, state, older))) return false;
  const newer = await grant(state);
  if (newer === undefined || newer === older) return false;
  const [ofOlder, ofNewer] = [await open(run, state, older), await open(run, state, newer)];
  return ofOlder.response?.status === 401 && succeeded(ofNewer);
}

async function grant(state: RunState): Promise<string | undefined> {
  return (await signIn(state.signInParts())).connection?.accessToken;
}

function open({ data }: RunParts, state: RunState, token: string): Promise<Exchange> {
  const label = 'create beside another grant';
  return state.gatewayFrom().createClient(data.client(), { token, label });
}
