import { saysWho } from '../consent/other-account.ts';
import type { RunParts } from './run-state.ts';
import { notArranged } from './scenario.ts';
import { type SignInParts, signIn } from './sign-in.ts';
import type { Connection } from './stage.ts';

/** Signs in as another account, or ends the play where none is known. */
export async function connectOther(
  { settings, otherDriver: driver }: RunParts,
  parts: SignInParts,
): Promise<Connection> {
  const consent = settings.oauth?.consent;
  if (driver === undefined || consent === undefined) return noneKnown(consent?.driver);
  const label = 'exchange of a code of another account';
  const { consent: asked, exchange, connection } = await signIn({ ...parts, driver, label });
  const { walk } = asked;
  if (connection !== undefined && saysWho(walk, consent)) return connection;
  if (connection !== undefined) {
    notArranged(
      'the gateway asked nobody who signs in, so that another account cannot',
      ...walk.exchanges,
    );
  }
  const why = walk.stopped === undefined ? '' : ` (${walk.stopped})`;
  return notArranged(
    `the other account could not be signed in; look at \`oauth.consent.otherAccount\`${why}`,
    ...(exchange === undefined ? walk.exchanges : [exchange]),
  );
}

function noneKnown(driver: string | undefined): never {
  const signsIn = driver === 'form' || driver === 'browser';
  const how = signsIn ? '' : ', with the consent driver `form` or `browser`';
  return notArranged(`no other account is known; give \`oauth.consent.otherAccount\`${how}`);
}
