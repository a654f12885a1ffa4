import { notArranged, spending } from '../../harness/scenarios/scenario.ts';
import { connectionOf } from '../../harness/scenarios/sign-in.ts';
import { openWith } from './exchanges.ts';
import { narrowRefresh, refreshWith } from './refreshes.ts';
import { unlessOutdated } from './unless-outdated.ts';

/** A connection of one scope that is refreshed with all scopes of the run. */
export const widenedRefresh = spending(
  'refresh with more scope',
  1,
  async (stage) => {
    const { scope, scopeBefore, created, exchange, ...before } =
      await stage.evidenceOf(narrowRefresh);
    const wider = stage.settings.oauth?.scopes ?? [];
    if (wider.length < 2) notArranged('only one scope is known, so none is wider');
    const young = await unlessOutdated(stage, async () => before.newest);
    const newest = young ?? (await stage.connect({ scope }));
    const widened = await refreshWith(stage, newest.refreshToken ?? '', {
      scope: wider.join(' '),
      label: 'refresh with a wider scope',
    });
    const token = connectionOf(widened)?.accessToken;
    const opened =
      token === undefined
        ? undefined
        : await openWith(stage, token, 'create after the refresh with a wider scope');
    return {
      scope,
      scopeBefore,
      whole: exchange,
      widened,
      ...(created && { created }),
      ...(opened && { opened }),
    };
  },
  { rank: 21, needs: [narrowRefresh] },
);
