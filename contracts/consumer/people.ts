import { examples } from '../examples.ts';
import { OPTIONAL_CLIENT_FIELDS } from '../resources.ts';
import { given } from './interaction.ts';
import { fromState } from './matchers.ts';

const { id, name } = examples.clientSummary;
const { email, phone } = examples.clientInput;

/** The run's access token. */
export const token = given('an access token');
/** Examples that stand for what the client of the states really has. */
export const contact = { email, phone };
/** The client of the states. */
export const person = { id, name, ...contact };
/** The state that there is one. */
export const client = given('a client exists', person);
/** The state that there is none. */
export const stranger = given('no client has a certain id');

/** What the states give, as a request names it. */
export const named = {
  clientId: fromState('clientId', id),
  unknownId: fromState('unknownClientId', '00000000-0000-4000-8000-000000000000'),
  email: fromState('email', email),
  phone: fromState('phone', phone),
};

/** A text for each optional field, none of them a likely default of a gateway. */
export const everyField: Readonly<Record<string, string>> = {
  ...textOfEach('example'),
  ...{ state: 'SN', postal_code: '01067', country_code: 'DE', birthday: '1990-05-15' },
};

/** The same fields with other values. */
export const everyFieldChanged: Readonly<Record<string, string>> = {
  ...textOfEach('changed'),
  ...{ state: 'JAL', postal_code: '44100', country_code: 'MX', birthday: '1985-11-30' },
};

/**
 * Text as people write it, and as careless code mangles it: scripts, a combining mark that a normal
 * form would swallow, characters beyond the basic plane, signs of HTML, quotes, spaces at the ends.
 */
export const plainText = {
  // without what a form may refuse on purpose
  name: "Zoë Re\u0301my 陳 😀 O'Neil",
  line2: '  Ünter den  Linden ',
  note: '  Cafe\u0301 & "q" 陳 👩‍👧\r\nÜber \\ 2 ½ m\n',
};

/** Custom fields are not among them: which there are, each account decides for itself. */
function textOfEach(word: string): Record<string, string> {
  return Object.fromEntries(OPTIONAL_CLIENT_FIELDS.map((field) => [field, `${word} ${field}`]));
}
