import type { PactV4 } from '@pact-foundation/pact';
import { clauses } from '../contracts/clauses/index.ts';
import type { Interaction, Message } from '../contracts/consumer/interaction.ts';
import { matching } from '../contracts/consumer/matchers.ts';

type Http = ReturnType<PactV4['addInteraction']>;
type Requested = ReturnType<Http['withRequest']>;
type Answered = ReturnType<Requested['willRespondWith']>;
type Async = ReturnType<PactV4['addAsynchronousInteraction']>;
type Received = ReturnType<Async['expectsToReceive']>;

const IS_JSON = matching('(?i)^application/json\\s*(;.*)?$', 'application/json');
const FORM = 'application/x-www-form-urlencoded';

/** Tells Pact what is asked and what must be answered. */
export function describeInteraction(pact: PactV4, agreed: Interaction): Answered {
  const { request, answer } = agreed;
  const asked = preamble(pact.addInteraction(), agreed).uponReceiving(agreed.description);
  const [example] = answer.statuses;
  const status =
    answer.statuses.length === 1
      ? example
      : { 'pact:matcher:type': 'statusCode', status: [...answer.statuses], value: example };
  return asked
    .withRequest(request.method, request.path as string, (builder) => {
      if (request.authorization !== undefined) {
        builder.headers({ authorization: request.authorization as string });
      }
      if (request.json !== undefined) builder.jsonBody(request.json);
      if (request.form !== undefined) form(builder, request.form);
    })
    .willRespondWith(status as number, (builder) => {
      if (answer.json !== undefined) builder.jsonBody(answer.json);
      if (answer.isJson) builder.headers({ 'Content-Type': IS_JSON as unknown as string });
    });
}

/** Tells Pact what must be delivered, and how. */
export function describeMessage(pact: PactV4, agreed: Message): Received {
  const message = preamble(pact.addAsynchronousInteraction(), agreed);
  return message.expectsToReceive(agreed.description, (builder) => {
    builder.withJSONContent(agreed.json);
    builder.withMetadata({ contentType: 'application/json', method: 'POST' });
  });
}

function preamble<Unconfigured extends Http | Async>(
  unconfigured: Unconfigured,
  { states, clauses: ids }: Interaction | Message,
): Unconfigured {
  let told: Http | Async = unconfigured;
  for (const { name, params } of states) told = told.given(name, params && { ...params });
  for (const id of ids) told = told.reference('clause', id, sourceOf(id));
  return told as Unconfigured;
}

function sourceOf(id: string): string {
  const clause = clauses.find((each) => each.id === id);
  if (clause === undefined) throw new TypeError(`the contract names an unknown clause: ${id}`);
  return clause.source;
}

/** Pact's builder has no method for rules in forms, though what lies under it takes them. */
function form(builder: object, members: Readonly<Record<string, unknown>>): void {
  const { interaction } = builder as {
    readonly interaction: { withRequestBody(body: string, contentType: string): void };
  };
  interaction.withRequestBody(JSON.stringify(members), FORM);
}
