import OAuth2Server from '@node-oauth/oauth2-server';
import { API_BASE, OAUTH_PATHS } from '../contracts/resources.ts';
import { json } from './answer.ts';
import type { Handler } from './handler.ts';
import { authorize } from './oauth/authorize.ts';
import { codeIssuer } from './oauth/issue-code.ts';
import type { GatewayModel } from './oauth/model.ts';
import { token } from './oauth/token.ts';
import { Refusal, refusalAnswer } from './refusal.ts';
import type { GatewayRequest } from './request.ts';
import { api, PlannedFailureError } from './routes/api.ts';
import type { GatewayState } from './state.ts';
import type { Courier } from './webhooks/courier.ts';

/** The conforming gateway as one handler; it answers whatever is thrown, so that deviations see only answers. */
export function conformingHandler(
  gateway: GatewayState,
  model: GatewayModel,
  courier: Courier,
): Handler {
  // The library has the option, its types have not.
  const plain = { enablePlainPKCE: gateway.rules.isChallengeMethodSupported('plain') };
  const server = new OAuth2Server({ model, ...plain });
  const answer = async (request: GatewayRequest) => {
    if (request.path === OAUTH_PATHS.token) return token(request, server, gateway);
    if (request.path === OAUTH_PATHS.authorize) {
      return authorize(request, gateway, codeIssuer(server, gateway, request.method));
    }
    const isApi = request.path === API_BASE || request.path.startsWith(`${API_BASE}/`);
    if (isApi) return api(request, model, gateway, courier);
    if (request.problem) throw new Refusal(request.problem, 'The request is malformed');
    throw new Refusal('unknownPath', 'This path does not exist');
  };
  return async (request) => {
    try {
      return await answer(request);
    } catch (thrown) {
      return thrown instanceof PlannedFailureError
        ? plannedAnswer(thrown, gateway)
        : refusalAnswer(thrown, gateway.rules);
    }
  };
}

function plannedAnswer({ status, message }: PlannedFailureError, { rules }: GatewayState) {
  const code = status >= 500 ? rules.serverErrorCode : 'planned_failure';
  return json(status, rules.errorBody({ code, message }, 'serverError'));
}
