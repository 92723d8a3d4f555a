/** Requests and their responses; no step here depends on what was stored. */
import { identify, type Person } from '../calls/index.ts';
import { NotApplicable, UnmetExpectation } from '../harness/errors.ts';
import {
  type CredentialName,
  describeResponse,
  type HttpResponse,
  isAccepted,
} from '../harness/target/index.ts';
import { cutText } from '../safe-text/index.ts';
import {
  anyResponse,
  type Cucumber,
  type DataTable,
  expectAccepted,
  type Scenario,
  step,
} from './scenario/index.ts';
import { fillIn } from './support/placeholders.ts';
import { provided } from './support/provided.ts';

function minimalIdentify(scenario: Scenario, person: Person): string {
  return JSON.stringify(identify(person, { plan: 'pro' }, scenario.identity.stamp()));
}

async function expectItAccepted(scenario: Scenario): Promise<void> {
  expectAccepted(await scenario.response({ mustBeAccepted: true }), 'the call');
}

/** A refusal in the words of the contract; other 3xx and 5xx are neither a refusal nor a success. */
function isRefusal(status: number): boolean {
  return (status >= 400 && status < 500) || status === 501;
}

/**
 * The response to a call that should have been refused.
 *
 * @throws NotApplicable if the call was accepted, or if there is no error body to check
 */
async function errorResponse(scenario: Scenario): Promise<HttpResponse> {
  const response = await anyResponse(scenario.response());
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

export function defineWire({ Given, When, Then }: Cucumber): void {
  When(
    'an identify for {person} is posted with {credential}',
    ...step(async (scenario, person: Person, credential: CredentialName) => {
      if (!scenario.session.credentials.has(credential))
        throw new NotApplicable(`the run has no credential for ${credential}`);
      await scenario.post(minimalIdentify(scenario, person), { credential });
    }),
  );

  When(
    'an identify for {person} is posted with the headers:',
    ...step(async (scenario, person: Person, table: DataTable) => {
      const headers = table.raw().map(([name = '', value = '']) => [name.toLowerCase(), value]);
      await scenario.post(minimalIdentify(scenario, person), { headers: Object.fromEntries(headers) });
    }),
  );

  When(
    'an identify of {int} KB for {person} is posted',
    ...step(async (scenario, size: number, person: Person) => {
      const bare = identify(person, { note: '' }, scenario.identity.stamp());
      const room = size * 1024 - Buffer.byteLength(JSON.stringify(bare));
      await scenario.post(JSON.stringify({ ...bare, traits: { note: scenario.values.text(room) } }));
    }),
  );

  When(
    'this body is posted:',
    ...step(async (scenario, body: string) => {
      await scenario.post(fillIn(body, scenario.identity, scenario.values));
    }),
  );

  /** As a network may deliver it: a character of several bytes is cut in two. */
  When(
    'this body is posted in pieces:',
    ...step(async (scenario, body: string) => {
      await scenario.post(fillIn(body, scenario.identity, scenario.values), { inPieces: true });
    }),
  );

  When(
    'this body is posted with {credential}:',
    ...step(async (scenario, credential: CredentialName, body: string) => {
      await scenario.post(fillIn(body, scenario.identity, scenario.values), { credential });
    }),
  );

  Given(
    'the destination {outcome} it',
    ...step(async (scenario, expected: string) => {
      const { status } = await anyResponse(scenario.response());
      const outcome =
        status < 300 ? 'accepted' : isRefusal(status) ? 'refused' : 'neither accepted nor refused';
      if (outcome !== expected)
        throw new NotApplicable(`the call was ${outcome}: the response was ${status}`);
    }),
  );

  Then('the destination accepts it', ...step((scenario) => expectItAccepted(scenario)));

  Given(
    'provided that the destination accepts it',
    ...step((scenario) => provided(() => expectItAccepted(scenario))),
  );

  Then(
    'the destination does not accept it',
    ...step(async (scenario) => {
      const response = await anyResponse(scenario.response());
      if (isAccepted(response))
        unmet('the call was accepted', 'any other response', describeResponse(response));
    }),
  );

  Then(
    'the destination answers {statuses}',
    ...step(async (scenario, expected: number[]) => {
      const response = await scenario.response();
      if (!expected.includes(response.status))
        unmet(
          'the destination answered with another status',
          expected.join(' or '),
          describeResponse(response),
        );
    }),
  );

  Then(
    'the destination answers with no server error except 501',
    ...step(async (scenario) => {
      const response = await scenario.response();
      const { status } = response;
      if (status >= 500 && status !== 501)
        unmet(
          'the destination answered with a server error',
          'a status below 500, or 501',
          describeResponse(response),
        );
    }),
  );

  Then(
    'no response of the run contains a key',
    ...step((scenario) => {
      const leaks = scenario.session.keyLeaks.found();
      if (leaks.length === 0) return;
      unmet(
        `${leaks.length} responses of the run contain a key that was sent`,
        'no key',
        leaks.slice(0, 10).map(({ example, key }) => `${example}: «${key}»`),
      );
    }),
  );

  Then(
    'every valid call of the run was accepted at the first attempt',
    ...step((scenario) => {
      const unsteady = scenario.session.network.unsteadyCalls();
      if (unsteady.length === 0) return;
      const { call, marker } = scenario.session.tally;
      unmet(
        `${unsteady.length} of ${call + marker} calls were not accepted at the first attempt`,
        'none',
        unsteady.slice(0, 10).map(({ example, came }) => `${example}: ${came}`),
      );
    }),
  );

  Then(
    'the response contains no key',
    ...step(async (scenario) => {
      const { headers, body } = await anyResponse(scenario.response());
      const label = scenario.session.sentKeys.find(`${JSON.stringify(headers)}\n${body}`);
      if (label !== undefined)
        unmet('the response contains a key that was sent', 'no key', `«${label}» in the response`);
    }),
  );

  Then(
    'any error body is JSON, with a JSON Content-Type',
    ...step(async (scenario) => {
      const { body, headers } = await errorResponse(scenario);
      const type = headers['content-type'] ?? '';
      if (parseJson(body) === undefined) unmet('the error body is not JSON', 'JSON', cutText(body, 300));
      if (!/^application\/(.+\+)?json\b/i.test(type))
        unmet('the Content-Type of the error body is not JSON', 'application/json', type);
    }),
  );

  Then(
    'any error body has a message',
    ...step(async (scenario) => {
      const { body } = await errorResponse(scenario);
      const message = (parseJson(body) as { message?: unknown } | null | undefined)?.message;
      if (typeof message !== 'string' || message.trim() === '') {
        unmet('the error body has no message', 'a string member "message"', cutText(body, 300));
      }
    }),
  );

  Then(
    'the address of the destination uses HTTPS',
    ...step((scenario) => {
      const { protocol } = new URL(scenario.session.settings.baseUrl);
      if (protocol !== 'https:') unmet('the URL of the endpoint does not use HTTPS', 'https:', protocol);
    }),
  );
}
