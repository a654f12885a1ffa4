import type { Property } from '../../harness/fuzz/property.ts';
import {
  hostileAuthorization,
  hostileCreate,
  hostileNote,
  hostileUpdate,
  otherType,
} from './hostile-inputs.ts';
import { hostileSubscription } from './hostile-subscriptions.ts';
import { invalidCreate, invalidNote, invalidUpdate } from './invalid-inputs.ts';
import { oddFraming } from './odd-framings.ts';
import { emptyValues, oddRequest } from './odd-inputs.ts';
import { sequence } from './sequences.ts';
import { validCreate } from './valid-inputs.ts';
import { validNote } from './valid-notes.ts';
import { validUpdate } from './valid-updates.ts';

/** Every property that generated cases are tried on. */
export const properties: readonly Property[] = [
  validCreate,
  validUpdate,
  validNote,
  sequence,
  invalidCreate,
  invalidUpdate,
  invalidNote,
  hostileCreate,
  hostileUpdate,
  hostileNote,
  hostileAuthorization,
  hostileSubscription,
  otherType,
  oddRequest,
  oddFraming,
  emptyValues,
] as readonly unknown[] as readonly Property[];
