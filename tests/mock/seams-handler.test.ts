import { describe, expect, test } from 'vitest';
import { at } from '../../mock/at.ts';
import type { Fault } from '../../mock/fault.ts';
import {
  asText,
  bodyOf,
  instead,
  onAnswer,
  onRedirect,
  onRequest,
  withBody,
  withForm,
  withHeader,
  without,
} from '../../mock/handler.ts';
import { tokensAnyway } from '../../mock/oauth/tokens-anyway.ts';
import { faulty } from './faulty.ts';
import { visit } from './visitor.ts';

const jane = { name: 'Jane', phone: '1' };

describe('the handler', () => {
  test('an answer loses a member, a header, its form', async () => {
    const created = { ...at.createClient, status: 201 } as const;
    const { api } = await (
      await faulty({ answer: onAnswer(created, without('created_date')) })
    ).connect();
    expect((await api('POST', '/clients', jane)).json).not.toHaveProperty('created_date');

    const plain = await faulty({
      answer: onAnswer(created, withHeader('content-type', 'text/plain')),
    });
    const answer = await (await plain.connect()).api('POST', '/clients', jane);
    expect(answer.headers.get('content-type')).toBe('text/plain');

    const text = await faulty({
      answer: onAnswer(
        created,
        asText((json) => `${json}}`),
      ),
    });
    expect((await (await text.connect()).api('POST', '/clients', jane)).text).toMatch(/}}$/);
  });

  test('a request is changed before it is seen', async () => {
    const zapier = await faulty({
      answer: onRequest(at.createClient, (request) =>
        withBody(request, { ...bodyOf(request), name: 'Other' }),
      ),
    });
    expect((await (await zapier.connect()).api('POST', '/clients', jane)).json.name).toBe('Other');
  });

  test('an answer is given instead, with a memory of its own', async () => {
    const fault: Fault = {
      name: 'tired',
      does: 'creates one client only',
      answer: (next) => {
        let made = 0;
        return instead(at.createClient, () => {
          made += 1;
          return made > 1 ? { status: 503, headers: {}, text: 'tired' } : undefined;
        })(next);
      },
    };
    for (const zapier of [await visit({ faults: [fault] }), await visit({ faults: [fault] })]) {
      const { api } = await zapier.connect();
      expect((await api('POST', '/clients', jane)).status).toBe(201);
      expect((await api('POST', '/clients', jane)).status).toBe(503);
    }
  });

  test('a form is changed, and tokens are granted anyway', async () => {
    const lax = await faulty({
      answer: onRequest(at.token, (request) =>
        withForm(
          request,
          (form) => form.has('grant_type') || form.set('grant_type', 'authorization_code'),
        ),
      ),
    });
    expect((await lax.exchange(await lax.code(), { grant_type: '' })).status).toBe(400);
    const { grant_type: _, ...rest } = { ...lax.own, grant_type: '' };
    const form = { ...rest, code: await lax.code(), redirect_uri: lax.asked.redirect_uri };
    expect((await lax.token(form)).status).toBe(200);

    const generous = await faulty({
      answer: (next, gateway) =>
        onAnswer({ ...at.token, status: 'error' }, () => tokensAnyway(gateway))(next),
    });
    const { access_token } = (await generous.token({ code: 'x' })).json;
    const headers = { authorization: `Bearer ${access_token}` };
    expect((await generous.get('/v1/zapier/clients', headers)).status).toBe(200);
  });

  test('a redirect is changed', async () => {
    const zapier = await faulty({ answer: onRedirect((to) => to.searchParams.delete('state')) });
    const answer = await zapier.decide(await zapier.page({ state: 's' }));
    expect(answer.headers.get('location')).not.toContain('state');
  });

  test('the gateway behind it can be reached', async () => {
    const zapier = await faulty({
      answer: (next, { store }) =>
        onAnswer({ ...at.updateClient, status: 200 }, () => store.clients.clear())(next),
    });
    const { api } = await zapier.connect();
    const { id } = (await api('POST', '/clients', jane)).json;
    await api('PUT', '/clients', { id, city: 'X' });
    expect((await api('GET', '/clients')).json).toEqual([]);
  });

  test.each(['reset', 'cut'] as const)('an answer can %s', async (fate) => {
    const zapier = await faulty({ answer: onAnswer(at.api, (answer) => ({ ...answer, fate })) });
    await expect(zapier.get('/v1/zapier/clients')).rejects.toThrow();
  });

  test('an answer can hang, and close still ends it', async () => {
    const zapier = await faulty({
      answer: onAnswer(at.api, (answer) => ({ ...answer, fate: 'hang' })),
    });
    const pending = zapier.get('/v1/zapier/clients').catch(() => 'closed');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await zapier.gateway.close();
    expect(await pending).toBe('closed');
  });

  test('what a deviation throws is a documented 500, and no control deviates', async () => {
    const zapier = await faulty({
      answer: () => async () => {
        throw new Error('secret');
      },
    });
    const answer = await zapier.get('/v1/zapier/clients');
    expect([answer.status, answer.json.error.code]).toEqual([500, 'server_error']);
    expect(answer.text).not.toContain('secret');
    expect((await zapier.get('/__control')).status).toBe(200);
  });
});
