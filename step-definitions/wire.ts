/** Requests and their responses; no step here depends on what was stored. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { identify, type Person } from '../calls/index.ts';
import { NotApplicable, UnmetExpectation } from '../harness/errors.ts';
import {
  type CredentialName,
  describeResponse,
  type HttpResponse,
  isAccepted,
} from '../harness/target/index.ts';
import { fillIn } from './support/placeholders.ts';
import { type DestinationWorld, expectAccepted } from './support/world.ts';

function minimalIdentify(world: DestinationWorld, person: Person): string {
  return JSON.stringify(identify(person, { plan: 'pro' }, world.identity.stamp()));
}

When(
  'an identify for {person} is posted with {credential}',
  async function (this: DestinationWorld, person: Person, credential: CredentialName) {
    if (!this.session.credentials.has(credential))
      throw new NotApplicable(`the run has no credential for ${credential}`);
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
  'an identify of {int} KB for {person} is posted',
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
  if (isAccepted(this.response))
    throw new NotApplicable(`the call was accepted with ${responseOf(this).status}`);
});

Then('the destination accepts it', function (this: DestinationWorld) {
  expectAccepted(this.response, 'the call');
});

Then('the destination does not accept it', function (this: DestinationWorld) {
  const { status } = responseOf(this);
  if (status < 300) unmet('the call was accepted', 'a refusal', describeResponse(this.response));
  if (status >= 500 && status !== 501)
    unmet('the call was neither accepted nor refused', 'a 4xx or 501', describeResponse(this.response));
});

Then('the destination answers {statuses}', function (this: DestinationWorld, expected: number[]) {
  const { status } = responseOf(this);
  if (!expected.includes(status))
    unmet(
      'the destination answered with another status',
      expected.join(' or '),
      describeResponse(this.response),
    );
});

Then('the destination answers with no server error except 501', function (this: DestinationWorld) {
  const { status } = responseOf(this);
  if (status >= 500 && status !== 501)
    unmet(
      'the destination answered with a server error',
      'a status below 500, or 501',
      describeResponse(this.response),
    );
});

Then('the response contains no key', function (this: DestinationWorld) {
  const { headers, body } = responseOf(this);
  const label = this.session.sentKeys.find(`${JSON.stringify(headers)}\n${body}`);
  if (label !== undefined)
    unmet('the response contains a key that was sent', 'no key', `«${label}» in the response`);
});

Then('any error body is JSON, with a JSON Content-Type', function (this: DestinationWorld) {
  const { body, headers } = errorResponse(this);
  const type = headers['content-type'] ?? '';
  if (parseJson(body) === undefined) unmet('the error body is not JSON', 'JSON', body.slice(0, 300));
  if (!/^application\/(.+\+)?json\b/i.test(type))
    unmet('the Content-Type of the error body is not JSON', 'application/json', type);
});

Then('any error body has a message', function (this: DestinationWorld) {
  const { body } = errorResponse(this);
  const message = (parseJson(body) as { message?: unknown } | null | undefined)?.message;
  if (typeof message !== 'string' || message.trim() === '') {
    unmet('the error body has no message', 'a string member "message"', body.slice(0, 300));
  }
});

Then('the address of the destination uses HTTPS', function (this: DestinationWorld) {
  const { protocol } = new URL(this.session.settings.baseUrl);
  if (protocol !== 'https:') unmet('the URL of the endpoint does not use HTTPS', 'https:', protocol);
});

/** @throws UnmetExpectation if there was no response */
function responseOf({ response }: DestinationWorld): HttpResponse {
  return 'failure' in response ? unmet(describeResponse(response), 'a response', 'none') : response;
}

/**
 * The response to a call that should have been refused.
 *
 * @throws NotApplicable if the call was accepted, or if there is no error body to check
 */
function errorResponse(world: DestinationWorld): HttpResponse {
  const response = responseOf(world);
  if (isAccepted(response)) throw new NotApplicable(`the call was accepted with ${response.status}`);
  if (response.body === '')
    throw new NotApplicable(`the ${response.status} has no body, and none is required`);
  return response;
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
