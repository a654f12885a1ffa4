import type { Exchange } from '../../contracts/evidence.ts';
import { RESOURCE_PATHS } from '../../contracts/resources.ts';
import { succeeded } from '../../harness/judging/answers.ts';
import { scenario } from '../../harness/scenarios/scenario.ts';
import { ifArranged } from '../oauth/if-arranged.ts';
import { reads } from '../oauth/scopes-grants.ts';
import { itemsOf } from './listed.ts';
import { notes } from './notes.ts';
import { views } from './views.ts';

/** Every resource of §3, read and, where it takes something, written to. */
export const readings = scenario('resources of the document', async (stage) => {
  const { gateway, a, settings } = stage;
  const { created, list, sent, id, single } = await stage.evidenceOf(views);
  const { bookings, payments, subaccounts } = await stage.evidenceOf(reads);
  const noted = await stage.evidenceOf(notes).catch(() => undefined);
  const added = noted?.first.exchange;
  // Without the dialect, whose probing may have failed for the very fault that is looked for.
  const note =
    added !== undefined && succeeded(added) && isAtPath(added)
      ? undefined
      : await gateway.api(
          'POST',
          RESOURCE_PATHS.notes,
          { client_id: id, id, note: `Conformance ${a.word()}` },
          { label: 'add client note' },
        );
  const { subscribed } = await stage.webhooks.watch('client.updated');
  const nowhere = [list, bookings, payments, subaccounts].some(isForbidden)
    ? await gateway.api('GET', `/${a.word()}`, undefined, {
        label: 'read a path that is not there',
      })
    : undefined;
  return {
    ...(nowhere === undefined ? {} : { nowhere }),
    api: settings.paths.api,
    sent,
    ...(id === undefined ? {} : { id }),
    ...(single === undefined ? {} : { single }),
    created,
    notes: [note, added].filter((each) => each !== undefined),
    subscribed,
    clients: list,
    bookings,
    payments,
    subaccounts,
  };
});

function isAtPath({ request }: Exchange): boolean {
  return new URL(request.url).pathname.includes(RESOURCE_PATHS.notes);
}

/** Some gateways answer so wherever there is nothing. */
function isForbidden({ response }: Exchange): boolean {
  return response?.status === 401 || response?.status === 403;
}

/** The lists once more, when other suites have made the target book and pay something. */
export const laterReadings = scenario(
  'resources of the document, later',
  async (stage) => {
    const { gateway, evidenceOf } = stage;
    const { clients, bookings, payments, subaccounts } = await evidenceOf(readings);
    const { webhooks: early } = await evidenceOf(reads);
    const noted = await ifArranged(stage, notes);
    const [laterBookings, laterPayments, laterSubaccounts, noteList, webhooks] = await Promise.all([
      succeeded(bookings) ? gateway.read('bookings') : bookings,
      succeeded(payments) ? gateway.read('payments') : payments,
      succeeded(subaccounts) ? gateway.read('subaccounts') : subaccounts,
      noted?.list ?? gateway.read('notes'),
      itemsOf(early).length > 0 ? early : gateway.read('webhooks'),
    ]);
    return {
      clients,
      bookings: laterBookings,
      payments: laterPayments,
      subaccounts: laterSubaccounts,
      notes: noteList,
      webhooks,
    };
  },
  // after `main`, before the clock is moved and the token outdated with it
  'limit',
);
