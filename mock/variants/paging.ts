import { type Handler, type Match, onAnswer } from '../handler.ts';

/** The lists that the paths of §3 imply. */
export const LISTS: Match = {
  method: 'GET',
  path: /^\/v1\/zapier\/(?:clients|client\/notes|booking|payment|subaccounts|webhooks)$/,
};

/** Answers lists a page at a time, asked for by `page`; a list may lie in a member of the body. */
export function paged(size: number): (next: Handler) => Handler {
  return onAnswer({ ...LISTS, status: 'ok' }, (answer, { query }) => {
    const page = Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1);
    const cut = (items: readonly unknown[]) => items.slice((page - 1) * size, page * size);
    const { body } = answer;
    if (Array.isArray(body)) answer.body = cut(body);
    else if (typeof body === 'object' && body !== null) {
      const members = Object.entries(body).map(([name, value]) => [
        name,
        Array.isArray(value) ? cut(value) : value,
      ]);
      answer.body = { ...Object.fromEntries(members), page, per_page: size };
    }
  });
}

/** Wraps each list in a member of an object, with some words about the page. */
export function wrappedIn(nameOf: (path: string) => string): (next: Handler) => Handler {
  return onAnswer({ ...LISTS, status: 'ok' }, (answer, { path }) => {
    if (!Array.isArray(answer.body)) return;
    const { body } = answer;
    answer.body = { [nameOf(path)]: body, meta: { total: body.length }, links: { next: null } };
  });
}
