import type { Interaction } from '../contracts/consumer/interaction.ts';
import { exampleOf } from '../contracts/consumer/matchers.ts';
import type { Exchange } from '../contracts/evidence.ts';
import { operations } from '../contracts/operations.ts';
import { API_BASE } from '../contracts/resources.ts';
import { createGateway, type Gateway, type RequestOptions } from '../harness/client/gateway.ts';
import type { Transport } from '../harness/client/transport.ts';
import { inBody } from '../harness/dialect/dialect.ts';
import { subscriptionDialect } from '../harness/dialect/probe.ts';
import { settingsSchema } from '../harness/settings/settings.ts';

/** The consumer, at a gateway that is none yet. */
export function consumerAt(target: string, transport: Transport): Gateway {
  const client = {
    clientId: 'zapier',
    clientSecret: 'example-client-secret',
    redirectUri: 'https://zapier.com/oauth/return',
  };
  const settings = settingsSchema.parse({ target, oauth: client });
  return createGateway({
    target,
    settings,
    client,
    transport,
    accessToken: () => Promise.reject(new Error('each interaction names its token')),
    locators: async () => ({ update: inBody('id'), note: inBody('client_id') }),
    subscription: async () => subscriptionDialect('target_url', settings.dialect),
  });
}

type Members = Readonly<Record<string, string>>;
type Play = (gateway: Gateway, body: Members, options: RequestOptions) => Promise<Exchange>;

/** How the product's own client asks for what an interaction describes. */
export function playConsumer({ request }: Interaction, gateway: Gateway): Promise<Exchange> {
  const example = exampleOf(request) as {
    readonly path: string;
    readonly authorization?: string;
    readonly json?: Members;
    readonly form?: Members;
  };
  const { path, authorization, json, form } = example;
  if (form !== undefined) return gateway.token(form);
  const options = authorization === undefined ? { token: null } : { authorization };
  const play = PLAYS[`${request.method} ${path}`];
  if (play !== undefined && json !== undefined) return play(gateway, json, options);
  return gateway.api(request.method, path.slice(API_BASE.length), json, options);
}

const { createClient, updateClient, addNote, subscribe } = operations;

const PLAYS: Readonly<Record<string, Play>> = {
  [named(createClient)]: (gateway, body, options) => gateway.createClient(body, options),
  [named(updateClient)]: (gateway, { id = '', ...changes }, options) =>
    gateway.updateClient(id, changes, options),
  [named(addNote)]: (gateway, { client_id: id = '', ...body }, options) =>
    gateway.addNote(id, body, options),
  [named(subscribe)]: (gateway, { event = '', target_url: url }, options) =>
    gateway.subscribe(event, url, options),
};

function named({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}
