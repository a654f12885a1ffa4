import { describe, expect, it } from 'vitest';
import { settingsFolder } from './settings-folder.ts';

const { config, load } = settingsFolder();

const oauth = { clientId: 'id', clientSecret: 'top-secret', redirectUri: 'http://127.0.0.1/cb' };
const target = 'https://staging.example.com/gateway';

describe('the consent that the environment gives', () => {
  const env = {
    POCKETSUITE_EMAIL: 'a@example.com',
    POCKETSUITE_PASSWORD: 'pw',
    POCKETSUITE_ACCESS_TOKEN: 'at',
  };
  const consentOf = async (consent?: object) => {
    await config({ target, oauth: { ...oauth, ...(consent && { consent }) } });
    return (await load({ env })).oauth?.consent;
  };

  it('signs in through the form, to approve and to deny', async () => {
    const person = { email: 'a@example.com', password: 'pw' };
    const form = {
      driver: 'form',
      approve: { ...person, decision: 'approve' },
      deny: { ...person, decision: 'deny' },
    };
    expect(await consentOf()).toEqual(form);
    expect(await consentOf({ driver: 'form' })).toEqual(form);
  });

  it('completes the driver of the file and never mixes two', async () => {
    expect(await consentOf({ driver: 'token' })).toEqual({ driver: 'token', accessToken: 'at' });
    expect(await consentOf({ driver: 'manual' })).toEqual({ driver: 'manual', within: 120 });
    expect(await consentOf({ driver: 'browser', approve: { email: 'b' } })).toMatchObject({
      approve: { email: 'b', password: 'pw' },
    });
  });

  it('is a token where there is no sign-in', async () => {
    await config({ target, oauth });
    const settings = await load({ env: { POCKETSUITE_ACCESS_TOKEN: 'at' } });
    expect(settings.oauth?.consent).toEqual({ driver: 'token', accessToken: 'at' });
  });

  it('leaves a variable that is set to nothing out', async () => {
    const read = await load({ env: { POCKETSUITE_TARGET: '', POCKETSUITE_EMAIL: '' } });
    expect([read.target, read.oauth]).toEqual([undefined, undefined]);
  });
});
