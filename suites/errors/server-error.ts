import { spending } from '../../harness/scenarios/scenario.ts';

/** The label of the request whose failure was planned. */
export const PROVOKED = 'create that is to fail';

/**
 * A server error, planned through the control. It spends nothing; it is played among those that
 * spend, since they are played one by one and no other request can meet the failure.
 */
export const serverError = spending('planned server error', 0, async (stage) => {
  const { gateway, a, controls } = stage;
  // before the failure is planned: without a token the request could not be sent, and another met it
  const { accessToken: token } = await stage.connection();
  await controls.failNext(500);
  let failed = await gateway.createClient(a.client(), { token, label: PROVOKED });
  // a request turned away for its number did not meet the failure, and the next one would
  for (let again = 0; again < 2 && failed.response?.status === 429; again += 1) {
    failed = await gateway.createClient(a.client(), { token, label: PROVOKED });
  }
  return { failed };
});
