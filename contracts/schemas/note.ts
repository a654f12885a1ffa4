import { z } from 'zod';

/** What a note must carry (§5.3). */
export const noteInput = z.looseObject({ note: z.string().min(1) });

/** The answer to a created note (§5.3). */
export const noteAnswer = z.looseObject({
  id: z.string().min(1),
  client_id: z.string().min(1),
  note: z.string(),
  created_date: z.string().min(1),
});
