import { z } from 'zod';

const text = z.string().nullish();

/** What a create may carry (§5.1); further members are custom fields. */
export const clientInput = z.looseObject({
  name: z.string().min(1),
  email: z.string().min(1).optional(),
  phone: z.string().min(1).optional(),
  line1: z.string().optional(),
  line2: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  postal_code: z.string().optional(),
  country_code: z.string().optional(),
  birthday: z.string().optional(),
  utm_source: z.string().optional(),
  utm_medium: z.string().optional(),
  utm_campaign: z.string().optional(),
  utm_content: z.string().optional(),
  utm_term: z.string().optional(),
  google_click_id: z.string().optional(),
  facebook_click_id: z.string().optional(),
  tiktok_click_id: z.string().optional(),
});

/** The client of a create answer and of `client.created` (§5.1, §4.1). */
export const clientSummary = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  email: text,
  phone: text,
  created_date: z.string().min(1),
});

/** The answer to an update (§5.2): the client with what was changed. */
export const clientUpdateAnswer = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  last_modified_date: z.string().min(1),
});

/** The full client of `client.updated` (§4.2). A client without a value lacks the member or has null. */
export const fullClient = z.looseObject({
  id: z.string().min(1),
  owner: z.looseObject({ id: z.string().min(1), name: z.string() }),
  lead_source: z.looseObject({ id: z.string().min(1), name: z.string() }).nullish(),
  name: z.string(),
  phone: text,
  email: text,
  line1: text,
  line2: text,
  city: text,
  state: text,
  postal_code: text,
  country_code: text,
  created_date: z.string().min(1),
  last_modified_date: z.string().min(1),
  first_payment_date: text,
  birthday: text,
  source: text,
  utm_source: text,
  utm_medium: text,
  utm_campaign: text,
  utm_content: text,
  utm_term: text,
  google_click_id: text,
  facebook_click_id: text,
  tiktok_click_id: text,
});
