import type { Variant } from '../fault.ts';
import { variants as actions } from './actions.ts';
import { variants as errors } from './errors.ts';
import { variants as oauth } from './oauth.ts';
import { variants as triggers } from './triggers.ts';

/** A variant with its id. */
export interface ListedVariant extends Variant {
  /** `<area>:<name>`. */
  readonly id: string;
}

/** Every variant. */
export const variants: readonly ListedVariant[] = Object.entries({
  oauth,
  actions,
  triggers,
  errors,
}).flatMap(([area, own]) => own.map((variant) => ({ ...variant, id: `${area}:${variant.name}` })));
