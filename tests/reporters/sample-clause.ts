import type { Clause } from '../../contracts/clause.ts';

/** A clause of the sample's own small catalogue. */
export function clause(id: string, more: Partial<Clause> = {}): Clause {
  const [area, name, slug = ''] = id.split('/');
  return {
    id,
    area: area as Clause['area'],
    section: `${area}/${name}`,
    slug,
    level: 'must',
    says: `The gateway keeps ${slug}.`,
    source: '§5.1',
    ...more,
  };
}
