/** What Segment's and Engage's sides of the emulator deliver is what the webhooks of the OpenAPI document say. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { eventually } from '../eventually.ts';
import { DOCUMENT, errorsOf } from './document.ts';

interface Header {
  readonly name: string;
  readonly schema: object & { readonly const?: string };
}

interface Received {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly call: { readonly type: string; readonly context?: { readonly personas?: object } };
}

describe('the webhooks of the OpenAPI document', () => {
  const received: Received[] = [];
  const destination = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const call = JSON.parse(Buffer.concat(chunks).toString());
    received.push({ method: request.method, headers: request.headers, call });
    response.writeHead(200).end();
  });
  let emulator: Emulator;

  before(async () => {
    destination.listen(0, '127.0.0.1');
    await once(destination, 'listening');
    const { port } = destination.address() as AddressInfo;
    emulator = await startEmulator({
      port: 0,
      forwardTo: `http://127.0.0.1:${port}/in`,
      forwardApiKey: 'ak',
    });
  });
  after(async () => {
    await emulator.close();
    destination.close();
  });

  /** Posts JSON; fails unless it is accepted. */
  async function post(url: string, body: object): Promise<void> {
    const headers = {
      'content-type': 'application/json',
      authorization: `Basic ${btoa(`${emulator.writeKey}:`)}`,
    };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.ok(response.ok, `${url}: ${response.status}`);
  }

  for (const [webhook, act, isIt] of [
    [
      'identify',
      () =>
        post(`${emulator.ingressUrl}/v1/identify`, { userId: 'ada', traits: { email: 'ada@initech.com' } }),
      ({ type, context }: Received['call']) => type === 'identify' && context?.personas === undefined,
    ],
    [
      'group',
      () => post(`${emulator.ingressUrl}/v1/group`, { userId: 'ada', groupId: 'initech', traits: {} }),
      ({ type }: Received['call']) => type === 'group',
    ],
    [
      'track',
      () => post(`${emulator.ingressUrl}/v1/track`, { userId: 'ada', event: 'Signed Up' }),
      ({ type }: Received['call']) => type === 'track',
    ],
    [
      'audience-identify',
      async () => {
        const audiences = `${emulator.controlUrl}/audiences`;
        await post(audiences, { name: 'Power Users', members: [{ userId: 'ada' }] });
        await post(`${audiences}/power_users/sync`, {});
      },
      ({ context }: Received['call']) => context?.personas !== undefined,
    ],
  ] as const) {
    it(`has ${webhook} as it arrives`, async () => {
      await act();
      const [arrived] = await eventually(async () => received.filter(({ call }) => isIt(call)));
      assert.ok(arrived);
      const operation = DOCUMENT.webhooks[webhook].post;
      const pointer = `/webhooks/${webhook}/post/requestBody/content/application~1json/schema`;
      assert.deepEqual(errorsOf(pointer, arrived.call), []);
      assert.equal(arrived.method, 'POST');
      assert.equal(arrived.headers.authorization, `Basic ${btoa('ak:')}`);
      for (const { $ref } of operation.parameters) {
        const { name, schema }: Header = DOCUMENT.components.parameters[$ref.split('/').at(-1)];
        const value: unknown = arrived.headers[name.toLowerCase()];
        if ('const' in schema) assert.equal(value, schema.const, name);
      }
    });
  }
});
