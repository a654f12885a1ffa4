import { z } from 'zod';
import { SetUpError } from './set-up-error.ts';
import { type ConsentSettings, type Settings, settingsSchema } from './settings.ts';

const { oauth, controls, stimuli } = settingsSchema.shape;
const webhooks = z.object({ secret: z.string() }).optional();
const description = z.object({ oauth, controls, stimuli, webhooks });

/**
 * Fills what the user left unset with what a sandbox says of itself: the OAuth client, each control,
 * each stimulus and the secret of its deliveries.
 *
 * @throws SetUpError for a description that is none of this version
 */
export function withSandbox(settings: Settings, sandbox: object): Settings {
  const { data, error } = description.safeParse(sandbox);
  if (data === undefined) {
    const path = error.issues[0]?.path.join('.');
    throw new SetUpError(
      `The target describes itself as a mock of another version ("${path}" is not as expected).`,
    );
  }
  return {
    ...settings,
    oauth: completed(settings.oauth, data.oauth),
    controls: { ...data.controls, ...given(settings.controls) },
    stimuli: { ...data.stimuli, ...given(settings.stimuli) },
    webhooks: { ...data.webhooks, ...given(settings.webhooks) },
  };
}

function completed(own: Settings['oauth'], theirs: Settings['oauth']): Settings['oauth'] {
  if (own === undefined) return theirs;
  // another client is told only to who knows the first: it may not even be of the same gateway
  if (own.clientId !== theirs?.clientId) return own;
  const { secondClient = theirs.secondClient } = own;
  return { ...own, secondClient, consent: withOther(own.consent, theirs.consent) };
}

/** Another account is another one only to who signs in as the first. */
function withOther(own: ConsentSettings, theirs: ConsentSettings): ConsentSettings {
  if (!('approve' in own && 'approve' in theirs)) return own;
  const { otherAccount = theirs.otherAccount } = own;
  const isFirst = own.approve.email === theirs.approve.email;
  return isFirst && otherAccount !== undefined ? { ...own, otherAccount } : own;
}

function given<Value extends object>(value: Value): Value {
  const set = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(set) as Value;
}
