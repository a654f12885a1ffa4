import { expect, it } from 'vitest';
import { SetUpError } from '../../harness/settings/set-up-error.ts';
import { type SettingsInput, settingsSchema } from '../../harness/settings/settings.ts';
import { withSandbox } from '../../harness/settings/with-sandbox.ts';
import { sandbox } from '../../mock/sandbox.ts';

const filled = (input: SettingsInput) => withSandbox(settingsSchema.parse(input), sandbox);
const own = { clientId: 'own', clientSecret: 's', redirectUri: 'http://127.0.0.1/cb' };
const { secondClient, ...first } = sandbox.oauth;

it('fills in all that is unset', () => {
  const { oauth, controls, stimuli } = filled({});
  expect(oauth).toMatchObject({ clientId: first.clientId, secondClient, consent: first.consent });
  expect(controls).toEqual(sandbox.controls);
  expect(stimuli).toEqual(sandbox.stimuli);
});

it('keeps what is given, control by control and event by event', () => {
  const { controls, stimuli } = filled({
    controls: { reset: { path: '/own' } },
    stimuli: { 'booking.created': { manual: 'Book' } },
  });
  expect(controls).toEqual({ ...sandbox.controls, reset: { method: 'POST', path: '/own' } });
  expect(stimuli).toEqual({
    ...sandbox.stimuli,
    'booking.created': { manual: 'Book', within: 120 },
  });
});

it('gives a second client only to who is the first and has none', () => {
  expect(filled({ oauth: own }).oauth?.secondClient).toBeUndefined();
  const known = { ...own, clientId: first.clientId };
  expect(filled({ oauth: known }).oauth).toMatchObject({ clientSecret: 's', secondClient });
  expect(filled({ oauth: { ...known, secondClient: own } }).oauth?.secondClient).toEqual(own);
});

it('gives the login of another account only to who signs in as the first', () => {
  const { otherAccount, approve, deny } = first.consent;
  const known = { ...own, clientId: first.clientId };
  const signedIn = (as: Record<string, string>) =>
    filled({ oauth: { ...known, consent: { driver: 'form', approve: as, deny } } }).oauth?.consent;
  expect(signedIn(approve)).toMatchObject({ otherAccount });
  expect(signedIn(otherAccount)).not.toHaveProperty('otherAccount');
  const token = { driver: 'token', accessToken: 't' } as const;
  expect(filled({ oauth: { ...known, consent: token } }).oauth?.consent).toEqual(token);
});

it('refuses what it cannot read, without its values', () => {
  const other = { ...sandbox, oauth: { clientId: 'secret' } };
  expect(() => withSandbox(settingsSchema.parse({}), other)).toThrow(SetUpError);
  expect(() => withSandbox(settingsSchema.parse({}), other)).toThrow(/"oauth\.clientSecret"/);
});
