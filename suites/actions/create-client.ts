import type { createClient } from '../../contracts/clauses/actions/create-client.ts';
import type { Exchange } from '../../contracts/evidence.ts';
import { OPTIONAL_CLIENT_FIELDS, RESOURCE_PATHS } from '../../contracts/resources.ts';
import { control, jsonOf, refused, succeeded } from '../../harness/judging/answers.ts';
import { type Check, type Checks, check } from '../../harness/judging/check.ts';
import { hasErrorObject, namesField } from '../../harness/judging/errors.ts';
import { carries, exactly, memberOf, type Rule, text } from '../../harness/judging/members.ts';
import { inconclusive } from '../../harness/judging/outcome.ts';
import type { Scenario } from '../../harness/scenarios/scenario.ts';
import { type Creation, creations } from './creations.ts';
import { eachField, keepsCustomFields, keepsField } from './fields.ts';
import {
  areDistinct,
  areJson,
  granted,
  isGranted,
  isIso,
  isNoLimit,
  isNow,
  isThere,
  success,
} from './granted.ts';
import { lives } from './lives.ts';
import { isItself, manyAtOnce } from './many-at-once.ts';
import { type Flaw, refusedCreates } from './refused-creates.ts';
import { leavesNoTrace, marksOf } from './traces.ts';
import {
  comeBack,
  hasOuterBlanks,
  inApi,
  inApiOrCutOff,
  isBeyondAscii,
  isLong,
  isSameInside,
  mayBeRefused,
  sameInside,
} from './unchanged.ts';

type Creations = typeof creations extends Scenario<infer Evidence> ? Evidence : never;

const ordinaryOf = (evidence: Creations): readonly Creation[] => [
  evidence.plain,
  evidence.mixedCase,
  evidence.phoneOnly,
  evidence.emailOnly,
  evidence.phoneOnlyAgain,
  evidence.emailOnlyAgain,
  evidence.bystander,
  evidence.remainder ?? evidence.full,
];
const answersOf = (evidence: Creations) => ordinaryOf(evidence).map(({ exchange }) => exchange);

/** No value, or the empty string that some write for it. */
const madeUpNothing: Rule = {
  rule: 'be absent, null or empty',
  holds: (value) => value === undefined || value === null || value === '',
};

/** The checks of §5.1. */
export const checks: Checks<typeof createClient> = {
  path: check(creations, (evidence) =>
    isThere(answersOf(evidence), `POST ${RESOURCE_PATHS.clients}`),
  ),
  'status-201': check(creations, (evidence) => success(answersOf(evidence), 201)),
  'charset-utf-8': check(creations, ({ inUtf8, bystander }) => {
    control(bystander.exchange);
    isGranted(inUtf8);
  }),
  json: check(creations, (evidence) => areJson(answersOf(evidence))),
  'answers-id': eachAnswer(({ exchange }) => carries(exchange, 'id', text)),
  'answers-name': answersWhatWasSent('name'),
  'answers-email': answersWhatWasSent('email'),
  'answers-phone': answersWhatWasSent('phone'),
  'answers-created-date': eachAnswer(({ exchange }) => carries(exchange, 'created_date', text)),
  'created-date-iso': eachAnswer(({ exchange }) => isIso(exchange, 'created_date')),
  'created-date-now': eachAnswer(({ exchange }) => isNow(exchange, 'created_date')),
  'ids-distinct': check(creations, (evidence) => areDistinct(answersOf(evidence))),
  'phone-only': check(creations, ({ plain, phoneOnly, phoneOnlyAgain }) => {
    control(plain.exchange);
    isGranted(phoneOnly.exchange);
    isGranted(phoneOnlyAgain.exchange);
  }),
  'phone-only-answer': check(creations, ({ phoneOnly, phoneOnlyAgain }) => {
    control(phoneOnly.exchange);
    carries(phoneOnly.exchange, 'email', madeUpNothing);
    if (succeeded(phoneOnlyAgain.exchange))
      carries(phoneOnlyAgain.exchange, 'email', madeUpNothing);
  }),
  'email-only': check(creations, ({ plain, emailOnly, emailOnlyAgain }) => {
    control(plain.exchange);
    isGranted(emailOnly.exchange);
    isGranted(emailOnlyAgain.exchange);
  }),
  'email-only-answer': check(creations, ({ emailOnly, emailOnlyAgain }) => {
    control(emailOnly.exchange);
    carries(emailOnly.exchange, 'phone', madeUpNothing);
    if (succeeded(emailOnlyAgain.exchange))
      carries(emailOnlyAgain.exchange, 'phone', madeUpNothing);
  }),
  'name-required': refusal(
    'without a name',
    'without a name and an email',
    'without a name and a phone',
    'without a name, else full',
  ),
  'name-named': naming('without a name', 'name'),
  'name-null': refusal('whose name is null'),
  'name-blank': refusal('whose name is empty'),
  'name-number': refusal('whose name is a number'),
  'name-object': refusal('whose name is an object'),
  'contact-required': refusal('without phone and email', 'without phone and email, else full'),
  'contact-named': naming('without phone and email', 'phone', 'email'),
  'contact-null': refusal('whose phone and email are null'),
  'contact-blank': refusal('whose phone and email are empty'),
  'refused-stores-nothing': check(refusedCreates, ({ attempts, control: last, ...windows }) => {
    const refusals = Object.values(attempts).filter(({ exchange }) => isRefused(exchange));
    if (refusals.length === 0) inconclusive('no create was refused', last.exchange);
    const [mark = ''] = marksOf(last.sent);
    const texts = refusals.flatMap(({ sent }) => marksOf(sent));
    leavesNoTrace({ ...windows, control: mark }, texts, 'a refused create');
  }),
  'both-contacts': check(creations, ({ plain, mixedCase, full, phoneOnly, emailOnly }) => {
    const whole = [plain, mixedCase, full].find(({ exchange }) => succeeded(exchange)) ?? plain;
    const one = [phoneOnly, emailOnly].find(({ exchange }) => succeeded(exchange)) ?? phoneOnly;
    if (!succeeded(whole.exchange)) control(one.exchange);
    isGranted(whole.exchange);
  }),
  'minimal-body': check(creations, (evidence) => {
    if (!succeeded(evidence.plain.exchange))
      control((evidence.remainder ?? evidence.full).exchange);
    isGranted(evidence.plain.exchange);
  }),
  ...eachField('keeps', OPTIONAL_CLIENT_FIELDS, (field) =>
    check(lives, ({ full, refusedCreates: alone }) => keepsField(full, 0, field, alone)),
  ),
  'custom-fields': check(lives, ({ full, customFields, refusedCreates: alone }) =>
    keepsCustomFields(full, 0, customFields, alone),
  ),
  'text-unchanged': check(lives, ({ text: life, plain, refusedCreates: alone }) => {
    control(plain.exchange);
    mayBeRefused(life.steps[0], alone);
    comeBack(life, 0, besidesName(plain, isBeyondAscii), inApi, isSameInside);
  }),
  'outer-blanks': check(lives, ({ text: life, plain, refusedCreates: alone }) => {
    control(plain.exchange);
    if (life.steps[0] !== undefined) control(life.steps[0].exchange);
    mayBeRefused(life.steps[0], alone);
    comeBack(life, 0, hasOuterBlanks, sameInside);
  }),
  'long-text-unchanged': check(lives, ({ long, plain }) => {
    control(plain.exchange);
    const born = long.steps[0];
    if (born !== undefined) isNoLimit(born.exchange);
    comeBack(long, 0, besidesName(plain, isLong), inApiOrCutOff);
  }),
  'many-at-once': check(manyAtOnce, ({ creations: made, elsewhere, list }) => {
    granted(made.map(({ exchange }) => exchange));
    for (const each of made) isItself(each, elsewhere, list);
    areDistinct(made.map(({ exchange }) => exchange));
  }),
};

function eachAnswer(judge: (creation: Creation, evidence: Creations) => void): Check {
  return check(creations, (evidence) => {
    const done = granted(answersOf(evidence));
    for (const each of ordinaryOf(evidence))
      if (done.includes(each.exchange)) judge(each, evidence);
  });
}

/**
 * Clients that were sent without the field are left to the clauses about what is made up, and what
 * was sent for another client to `many-at-once`.
 */
function answersWhatWasSent(field: 'name' | 'email' | 'phone'): Check {
  return eachAnswer(({ exchange, sent }, { elsewhere }) => {
    const value = memberOf(jsonOf(exchange), field);
    const isForeign = value !== sent[field] && elsewhere[field]?.includes(value);
    if (sent[field] !== undefined && !isForeign) carries(exchange, field, exactly(sent[field]));
  });
}

/** Where even a plain name is not answered as it was sent, those of others tell nothing. */
function besidesName(
  { sent, exchange }: Creation,
  concerns: (value: unknown) => boolean,
): (value: unknown, field: string) => boolean {
  const isTrue = memberOf(jsonOf(exchange), 'name') === sent.name;
  return (value, field) => concerns(value) && (isTrue || field !== 'name');
}

function refusal(...flaws: readonly Flaw[]): Check {
  return check(refusedCreates, ({ attempts, control: whole }) => {
    control(whole.exchange);
    for (const flaw of flaws) refused(attempts[flaw].exchange);
  });
}

function naming(flaw: Flaw, ...fields: readonly string[]): Check {
  return check(refusedCreates, ({ attempts, control: whole }) => {
    control(whole.exchange);
    const { exchange } = attempts[flaw];
    if (!isRefused(exchange)) inconclusive('the create was not refused', exchange);
    hasErrorObject(exchange);
    namesField(exchange, ...fields);
  });
}

function isRefused({ response }: Exchange): boolean {
  return (
    response !== undefined &&
    response.status >= 400 &&
    response.status < 500 &&
    response.status !== 429
  );
}
