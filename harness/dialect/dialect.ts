/** Where a request names the client that it is about; the document does not say. */
export interface ClientLocator {
  readonly place: 'body' | 'query' | 'path';
  readonly key: string;
  readonly locate: (
    path: string,
    id: string,
    body: Readonly<Record<string, unknown>>,
  ) => {
    readonly path: string;
    readonly query: string;
    readonly body: Readonly<Record<string, unknown>>;
  };
}

/** How a subscription is asked for. */
export interface SubscriptionDialect {
  /** The member that holds the webhook URL. */
  readonly urlKey: string;
  /** The member that holds the event's name. */
  readonly eventKey: string;
  /** The body of a subscription; without a URL it lacks that member. */
  readonly body: (
    event: string | undefined,
    url: string | undefined,
  ) => Readonly<Record<string, unknown>>;
}

/** Names the client by a member of the body. */
export function inBody(key: string): ClientLocator {
  return {
    place: 'body',
    key,
    locate: (path, id, body) => ({ path, query: '', body: { [key]: id, ...body } }),
  };
}

/** Names the client by a parameter of the query. */
export function inQuery(key: string): ClientLocator {
  return {
    place: 'query',
    key,
    locate: (path, id, body) => ({ path, query: `?${key}=${encodeURIComponent(id)}`, body }),
  };
}

/** Names the client by a segment of the path; `template` has `{id}` in it. */
export function inPath(template: string): ClientLocator {
  return {
    place: 'path',
    key: template,
    locate: (_path, id, body) => ({
      path: template.replace('{id}', encodeURIComponent(id)),
      query: '',
      body,
    }),
  };
}

/** A locator for a sentence, e.g. `body "id"`. */
export function saysLocator({ place, key }: ClientLocator): string {
  return `${place} "${key}"`;
}
