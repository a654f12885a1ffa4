import { z } from 'zod';
import { API_BASE, EVENTS, OAUTH_PATHS, SCOPES } from '../../contracts/resources.ts';

const method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const fields = z.record(z.string(), z.string());

/** An HTTP call to the target; `{name}` in `path` and `json` is filled in, keeping a number a number. */
const httpCall = z.strictObject({
  method: method.default('POST'),
  /** Below `target`, or an absolute URL. */
  path: z.string().min(1),
  json: z.json().optional(),
  headers: fields.optional(),
});

const stimulus = z.union([
  httpCall,
  z.strictObject({ command: z.string().min(1) }),
  z.strictObject({
    browser: z.strictObject({
      /** Below `target`, or an absolute URL. */
      url: z.string().min(1),
      steps: z.array(z.record(z.string(), z.json())).min(1),
      executablePath: z.string().optional(),
    }),
  }),
  z.strictObject({ manual: z.string().min(1), within: z.number().positive().default(120) }),
]);

const consent = z.discriminatedUnion('driver', [
  z.strictObject({
    driver: z.literal('form'),
    approve: fields.default({ decision: 'approve' }),
    deny: fields.default({ decision: 'deny' }),
    /** The login of another account; what it does not give is taken from `approve`. */
    otherAccount: fields.optional(),
    signInAt: z.array(z.string().regex(/^[\w.-]+$/, 'must be the name of a host')).optional(),
  }),
  z.strictObject({
    driver: z.literal('browser'),
    approve: fields.default({}),
    deny: fields.default({}),
    otherAccount: fields.optional(),
    labels: fields.optional(),
    steps: z.array(z.record(z.string(), z.json())).optional(),
    executablePath: z.string().optional(),
  }),
  z.strictObject({ driver: z.literal('manual'), within: z.number().positive().default(120) }),
  z.strictObject({
    driver: z.literal('token'),
    accessToken: z.string().min(1),
    refreshToken: z.string().min(1).optional(),
  }),
]);

const clientCredentials = {
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  redirectUri: z.url(),
};

/** The whole configuration (see `docs/configuration.md`); every default is a lawful guess. */
export const settingsSchema = z.strictObject({
  /** The gateway's address; `/oauth/*` and `/v1/zapier/*` lie below it. None: the mock is started. */
  target: z.url({ protocol: /^https?$/ }).optional(),
  paths: z
    .strictObject({
      authorize: z.string().default(OAUTH_PATHS.authorize),
      token: z.string().default(OAUTH_PATHS.token),
      api: z.string().default(API_BASE),
    })
    .prefault({}),
  oauth: z
    .strictObject({
      ...clientCredentials,
      scopes: z.array(z.string().min(1)).default([...SCOPES]),
      clientAuthentication: z.enum(['body', 'basic']).default('body'),
      consent: consent.prefault({ driver: 'form' }),
      secondClient: z.strictObject(clientCredentials).optional(),
    })
    .optional(),
  dialect: z
    .strictObject({
      clientLocator: z.enum(['auto', 'body', 'query', 'path']).default('auto'),
      /** The member that names the client, where it is not found by itself. */
      clientKey: z.string().optional(),
      subscribe: z
        .strictObject({
          /** The member that holds the webhook URL, e.g. `target_url`. */
          url: z.string().min(1).optional(),
          /** The member that holds the event's name. */
          event: z.string().min(1).default('event'),
          /** Event names of the gateway where they differ from ours. */
          events: z.partialRecord(z.enum(EVENTS), z.string()).optional(),
          /** Further members that a subscription must carry. */
          extra: z.record(z.string(), z.json()).optional(),
        })
        .prefault({}),
      /** Names of custom fields that the account has. */
      customFields: z.array(z.string().min(1)).optional(),
    })
    .prefault({}),
  webhooks: z
    .strictObject({
      listen: z.string().default('127.0.0.1:0'),
      /** PEM files; the receiver then speaks TLS itself. */
      tls: z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }).optional(),
      publicUrl: z.url().optional(),
      /** A preset by its name, or with what it needs, or a command of the user's own. */
      tunnel: z
        .union([
          z.string(),
          z.strictObject({
            preset: z.string().optional(),
            host: z.string().optional(),
            command: z.string().min(1).optional(),
            urlPattern: z.string().min(1).optional(),
          }),
        ])
        .optional(),
      /** Seconds within which a delivery must come. */
      within: z.number().positive().default(30),
      /** What deliveries are signed with (Standard Webhooks). */
      secret: z.string().min(1).optional(),
      /** Seconds to watch what subscribers in trouble get. */
      observe: z.number().min(0).default(0),
    })
    .prefault({}),
  stimuli: z.partialRecord(z.enum(EVENTS), stimulus).default({}),
  controls: z
    .strictObject({
      advanceClock: httpCall.optional(),
      expireToken: httpCall.optional(),
      failNext: httpCall.optional(),
      reset: httpCall.optional(),
    })
    .prefault({}),
  /** Local addresses to send from; on a loopback target found by itself. */
  sourceAddresses: z.array(z.string()).optional(),
  fuzz: z
    .strictObject({
      runs: z.int().min(0).default(75),
      seed: z.int().optional(),
      seconds: z.number().positive().optional(),
    })
    .prefault({}),
  safety: z
    .strictObject({
      allowProduction: z.boolean().default(false),
      /** Most writes (clients, notes, subscriptions) that a run may make. */
      maxWrites: z.int().positive().default(2000),
    })
    .prefault({}),
  /** Seconds to wait for one answer. */
  timeout: z.number().positive().default(15),
});

/** A validated configuration with all defaults filled in. */
export type Settings = z.infer<typeof settingsSchema>;

/** A configuration as a user writes it. */
export type SettingsInput = z.input<typeof settingsSchema>;

/** How to reach a state that no documented request causes. */
export type HttpCall = z.infer<typeof httpCall>;

/** How to make the target emit an event. */
export type Stimulus = z.infer<typeof stimulus>;

/** How the user's consent is given. */
export type ConsentSettings = z.infer<typeof consent>;

/** The credentials of one registered OAuth client. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}
