/** Requests as they are, and what the answers say: no word here rests on what was stored. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { identify, type Person } from '../calls/index.ts';
import { NotApplicable, UnmetExpectation } from '../harness/errors.ts';
import { type CredentialName, type HttpResponse, isAccepted } from '../harness/target/index.ts';
import { fillIn } from './support/placeholders.ts';
import { type DestinationWorld, expectAccepted, inWords } from './support/world.ts';

function minimalIdentify(world: DestinationWorld, person: Person): string {
  return JSON.stringify(identify(person, { plan: 'pro' }, world.identity.stamp()));
}

When(
  'an identify for {person} is posted with {credential}',
  async function (this: DestinationWorld, person: Person, credential: CredentialName) {
    if (!this.session.credentials.has(credential))
      throw new NotApplicable(`the run has no such thing as ${credential}`);
    await this.post(minimalIdentify(this, person), { credential });
  },
);

When(
  'an identify for {person} is posted with the headers:',
  async function (this: DestinationWorld, person: Person, table: DataTable) {
    const headers = table.raw().map(([name = '', value = '']) => [name.toLowerCase(), value]);
    await this.post(minimalIdentify(this, person), { headers: Object.fromEntries(headers) });
  },
);

When(
  'an identify of {int} KB is posted for {person}',
  async function (this: DestinationWorld, size: number, person: Person) {
    const bare = identify(person, { note: '' }, this.identity.stamp());
    const room = size * 1024 - Buffer.byteLength(JSON.stringify(bare));
    await this.post(JSON.stringify({ ...bare, traits: { note: this.values.text(room) } }));
  },
);

When('this body is posted:', async function (this: DestinationWorld, body: string) {
  await this.post(fillIn(body, this.identity, this.values));
});

When(
  'this body is posted with {credential}:',
  async function (this: DestinationWorld, credential: CredentialName, body: string) {
    await this.post(fillIn(body, this.identity, this.values), { credential });
  },
);

Given('the destination refused it', function (this: DestinationWorld) {
  if (isAccepted(this.answer)) throw new NotApplicable(`the call was accepted with ${answered(this).status}`);
});

Then('the destination accepts it', function (this: DestinationWorld) {
  expectAccepted(this.answer, 'the call');
});

Then('the destination does not accept it', function (this: DestinationWorld) {
  const { status } = answered(this);
  if (status < 300) unmet('the call was accepted', 'a refusal', inWords(this.answer));
  if (status >= 500 && status !== 501)
    unmet('the call was neither accepted nor refused', 'a 4xx or 501', inWords(this.answer));
});

Then('the destination answers {statuses}', function (this: DestinationWorld, expected: number[]) {
  const { status } = answered(this);
  if (!expected.includes(status)) unmet('the status is another', expected.join(' or '), inWords(this.answer));
});

Then('the destination answers without a server error other than 501', function (this: DestinationWorld) {
  const { status } = answered(this);
  if (status >= 500 && status !== 501)
    unmet('a server error', 'anything below 500, or 501', inWords(this.answer));
});

Then('the answer repeats no key', function (this: DestinationWorld) {
  const { headers, body } = answered(this);
  const label = this.session.sentKeys.find(`${JSON.stringify(headers)}\n${body}`);
  if (label !== undefined)
    unmet('the answer repeats a key that was sent', 'no key', `«${label}» in the answer`);
});

Then('the error body, where there is one, is JSON and says so', function (this: DestinationWorld) {
  const { body, headers } = errorAnswer(this);
  const type = headers['content-type'] ?? '';
  if (parseJson(body) === undefined) unmet('the error body is not JSON', 'JSON', body.slice(0, 300));
  if (!/^application\/(.+\+)?json\b/i.test(type))
    unmet('the error body does not say that it is JSON', 'application/json', type);
});

Then('the error body, where there is one, has a message', function (this: DestinationWorld) {
  const { body } = errorAnswer(this);
  const message = (parseJson(body) as { message?: unknown } | null | undefined)?.message;
  if (typeof message !== 'string' || message.trim() === '') {
    unmet('the error body has no message', 'a string member "message"', body.slice(0, 300));
  }
});

Then('the address of the destination uses HTTPS', function (this: DestinationWorld) {
  const { protocol } = new URL(this.session.settings.baseUrl);
  if (protocol !== 'https:') unmet('the endpoint is not reached over HTTPS', 'https:', protocol);
});

function answered(world: DestinationWorld): HttpResponse {
  const { answer } = world;
  if ('failure' in answer) return unmet('there was no answer', 'an answer', answer.failure);
  return answer;
}

/** The answer to a call that should have been refused; without an error body there is nothing to look at. */
function errorAnswer(world: DestinationWorld): HttpResponse {
  const answer = answered(world);
  if (isAccepted(answer)) throw new NotApplicable(`the call was accepted with ${answer.status}`);
  if (answer.body === '') throw new NotApplicable(`the ${answer.status} has no body, and none is required`);
  return answer;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unmet(message: string, expected: unknown, actual: unknown): never {
  throw new UnmetExpectation({ message, expected, actual });
}
