import { z } from 'zod';

/** The documented error format (§6). `field` only makes sense where a field is at fault. */
export const documentedError = z.looseObject({
  error: z.looseObject({
    code: z.string().min(1),
    message: z.string().min(1),
    field: z.string().nullish(),
  }),
});

/** The error of RFC 6749 §5.2, lawful at the token endpoint. */
export const oauthError = z.looseObject({
  error: z.string().min(1),
  error_description: z.string().optional(),
  error_uri: z.string().optional(),
});
