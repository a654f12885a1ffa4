const READS = 'Zapier’s documented actions read nothing, so that the contract does not either';
const MALFORMED =
  'Pact compares what is called JSON as JSON, so that the contract has no body that is none';
const METHOD = 'Zapier sends no method that is not documented';
const EXPIRED =
  'not every gateway can be made to let a token expire, so that the contract does not ask';
const AT_ONCE = 'shows only in requests at the same moment, and Pact sends one after the other';
const INVALID =
  'an hour allows ten invalid token requests, which the contract spends on other kinds';
const STRICT = 'a form may refuse such values on purpose, so that the contract sends none';
const CUSTOM =
  'which custom fields there are each account decides, so that the contract names none';
const ONE_KIND = 'the contract updates one client, which has both contacts and a name beyond ASCII';
const ALONE = 'the contract updates few fields alone';
const ACCOUNT = 'the contract knows the clients of one account';
const ABSENT = 'Pact cannot say that a member is absent or null';

/**
 * The faults of covered clauses that show only in situations which no interaction plays, each with
 * the reason why. The proof of the contract fails where one of them is found, or another is not.
 */
export const outside: ReadonlyMap<string, string> = new Map([
  ['oauth/scopes/refusal-format:forbidden-reads-as-html', READS],
  ['oauth/bearer/error-format:unauthorized-reads-as-text', READS],
  ['actions/add-client-note/text-unchanged:note-listed-misread', READS],
  ['errors/statuses/ok-200:clients-listed-206', READS],
  ['oauth/bearer/error-format:expired-as-oauth-error', EXPIRED],
  ['oauth/token/code-once:code-spent-too-late', AT_ONCE],
  ['oauth/throttling/eleventh-429:counted-too-late', AT_ONCE],
  ['triggers/client-created/phone-only:email-made-up', ABSENT],
  ['triggers/client-created/email-only:phone-made-up', ABSENT],
  ['triggers/client-created/phone-only:email-as-the-text-null', ABSENT],
  ['oauth/refresh/secret-checked:refresh-with-the-secret-of-any-client', INVALID],
  ['oauth/token/code-unknown:code-in-any-case', INVALID],
  ['oauth/token/code-unknown:code-by-prefix', INVALID],
  ['oauth/token/code-unknown:code-cut-at-its-column', INVALID],
  ['oauth/token/code-unknown:refresh-token-is-a-code', INVALID],
  ['oauth/token/secret-checked:secret-of-any-client', INVALID],
  ['oauth/refresh/secret-checked:refresh-without-a-secret', INVALID],
  ['oauth/refresh/secret-checked:basic-secret-unchecked', INVALID],
  ['actions/create-client/answers-email:create-drops-email-tag', STRICT],
  ['actions/create-client/answers-phone:create-cuts-phone', STRICT],
  ['actions/create-client/text-unchanged:create-text-unescaped', STRICT],
  ['triggers/client-updated/delivered:custom-fields-alone-undelivered', CUSTOM],
  ['triggers/client-updated/delivered:a-phone-alone-undelivered', ALONE],
  ['triggers/client-updated/flat:updated-in-data-without-email', ONE_KIND],
  ['triggers/client-updated/id:updated-id-null-without-email', ONE_KIND],
  ['triggers/client-updated/text-unchanged:updated-city-in-ascii', ONE_KIND],
  ['errors/format/error-object:other-account-as-message', ACCOUNT],
  ['errors/format/json:method-as-page', METHOD],
  ['errors/format/json:malformed-as-page', MALFORMED],
  ['errors/format/message:message-empty-where-malformed', MALFORMED],
]);

/** The lawful gateways of which some interactions cannot be verified, with what they lack. */
export const unverifiable: ReadonlyMap<string, string> = new Map([
  ['triggers:no-stimuli', 'no stimulus causes five of the seven events'],
  ['oauth:one-grant-a-user', 'each further grant ends the tokens that other interactions stand on'],
  ['errors:bare', 'no stimulus causes five of the seven events'],
]);
