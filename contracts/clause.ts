/** The four areas of the document that the suites are divided into. */
export type Area = 'oauth' | 'actions' | 'triggers' | 'errors';

/** How binding a clause is: a broken `must` fails a run, a broken `should` warns. */
export type Level = 'must' | 'should';

/** One normative statement of the document, or of an RFC that it takes on. */
export interface Clause {
  /** `<area>/<section>/<slug>`; names the file in contracts, suites and mock, and never changes. */
  readonly id: string;
  readonly area: Area;
  /** `<area>/<section>`, the path shared by the three files of the section. */
  readonly section: string;
  readonly slug: string;
  readonly level: Level;
  /** The duty in our own words, one sentence. */
  readonly says: string;
  /** Where it stands: `§5.1` of the API document, or `RFC 6749 §5.1`. */
  readonly source: string;
}

/** A section of the document with its clauses by slug. */
export interface Section<Slug extends string = string> {
  /** `<area>/<name>`. */
  readonly path: string;
  readonly area: Area;
  /** The number of the section in the API document, e.g. `5.1`. */
  readonly number: string;
  readonly title: string;
  readonly clauses: Readonly<Record<Slug, Clause>>;
}

/** One value per clause of a section; a forgotten or misspelt slug does not compile. */
export type PerClause<S extends Section, Value> = Readonly<Record<keyof S['clauses'], Value>>;

type Entry = readonly [level: Level, says: string, source?: string];

/**
 * Declares a section of the catalogue.
 *
 * @param path `<area>/<name>`, also the path of the section's files in `suites` and `mock/faults`
 * @param number section of the API document
 * @param entries slug to level, sentence and, where it is not the section itself, the source
 */
export function section<Slug extends string>(
  path: `${Area}/${string}`,
  number: string,
  title: string,
  entries: Readonly<Record<Slug, Entry>>,
): Section<Slug> {
  const area = path.slice(0, path.indexOf('/')) as Area;
  const clauses = Object.fromEntries(
    Object.entries<Entry>(entries).map(([slug, [level, says, source = `§${number}`]]) => [
      slug,
      { id: `${path}/${slug}`, area, section: path, slug, level, says, source },
    ]),
  ) as Record<Slug, Clause>;
  return { path, area, number, title, clauses };
}
