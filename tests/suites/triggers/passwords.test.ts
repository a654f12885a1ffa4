import { describe, expect, it } from 'vitest';
import { keepsPasswords, secretIn } from '../../../suites/triggers/passwords.ts';
import { delivered } from './delivered.ts';

describe('a member that is secret by its name', () => {
  it.each([
    [{ data: { encrypted_password: '$2a$12$R9h/cIPz0gi' } }, 'data.encrypted_password'],
    [{ owner: { apiKey: 'live_1' } }, 'owner.apiKey'],
    [{ data: [{ resetPasswordToken: 'r-1' }] }, 'data.0.resetPasswordToken'],
    [{ 'client-secret': 's3' }, 'client-secret'],
    [{ access_token: 'a1' }, 'access_token'],
  ])('is found in %j', (body, path) => {
    expect(secretIn(body)).toBe(path);
    expect(() => keepsPasswords(delivered(body))).toThrow(`it has "${path}"`);
  });

  it.each([
    [{ password: null, secret: '', api_key: '********' }],
    [{ password: '[FILTERED]', access_token: '$ACCESS_TOKEN_2' }],
    [{ password_protected: 'yes', password_changed_at: '2025-01-01T00:00:00Z' }],
    [{ token: 'evt_1', secretary: 'Jane', keyword: 'x', password: true }],
  ])('is not in %j', (body) => {
    expect(secretIn(body)).toBeUndefined();
    expect(() => keepsPasswords(delivered(body))).not.toThrow();
  });
});
