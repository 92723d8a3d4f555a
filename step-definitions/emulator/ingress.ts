/** Requests to the ingress, and its responses. */
import { gzipSync } from 'node:zlib';
import { expectContains, expectEqual } from './support/contains.ts';
import type { OwnCucumber } from './support/own-cucumber.ts';
import type { EmulatorWorld } from './support/world.ts';

const track = (messageId: string, more: object = {}) => ({
  type: 'track',
  messageId,
  userId: 'u1',
  event: 'Tried',
  ...more,
});

function basic(key: string): string {
  return `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
}

export function defineIngress({ Then, When }: OwnCucumber): void {
  When('this is posted to {string}:', function (this: EmulatorWorld, path: string, body: string) {
    return this.post(path, this.fillIn(body));
  });

  When(
    /^a track "([^"]*)" is posted with (.+)$/,
    function (this: EmulatorWorld, messageId: string, place: string) {
      const { writeKey } = this.source;
      const places: Record<string, { inBody?: string; authorization?: string }> = {
        'the write key in the Basic header': { authorization: basic(writeKey) },
        'the write key in the body': { inBody: writeKey },
        'the write key in the body and another in the header': {
          inBody: writeKey,
          authorization: basic('another'),
        },
        'the write key in the body and a Bearer token': { inBody: writeKey, authorization: 'Bearer token' },
        'an unknown write key in the body': { inBody: 'unknown-write-key' },
      };
      const keys = places[place];
      if (keys === undefined) throw new Error(`no track can be posted with ${place}`);
      const { inBody, authorization } = keys;
      const headers = { 'content-type': 'application/json', authorization };
      return this.post('/v1/track', JSON.stringify(track(messageId, { writeKey: inBody })), { headers });
    },
  );

  When(
    'a batch with the track {string} is posted as {string}',
    function (this: EmulatorWorld, messageId: string, label: string) {
      const body = JSON.stringify({ writeKey: this.source.writeKey, batch: [track(messageId)] });
      if (label === 'gzip') {
        const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
        return this.post('/v1/batch', gzipSync(body), { headers });
      }
      return this.post('/v1/batch', body, {
        headers: label === 'no content type' ? {} : { 'content-type': label },
      });
    },
  );

  When('a call of {int} KB is posted', function (this: EmulatorWorld, size: number) {
    const call = track('m1', { writeKey: this.source.writeKey, properties: { filler: '' } });
    const room = size * 1024 - JSON.stringify(call).length;
    return this.post('/v1/track', JSON.stringify({ ...call, properties: { filler: 'x'.repeat(room) } }));
  });

  When('a batch of {int} KB is posted', function (this: EmulatorWorld, size: number) {
    const { writeKey } = this.source;
    const filler = 'x'.repeat(8 * 1024);
    const calls = Array.from({ length: Math.floor(size / 8.2) }, (_, i) =>
      track(`m${i}`, { properties: { filler } }),
    );
    const room = size * 1024 - JSON.stringify({ writeKey, batch: calls, filler: '' }).length;
    return this.post(
      '/v1/batch',
      JSON.stringify({ writeKey, batch: calls, filler: 'x'.repeat(Math.max(0, room)) }),
    );
  });

  When('a batch of {int} calls is posted', function (this: EmulatorWorld, count: number) {
    const batch = Array.from({ length: count }, (_, i) => track(`m${i}`));
    return this.post('/v1/batch', JSON.stringify({ writeKey: this.source.writeKey, batch }));
  });

  When(
    'a browser sends a preflight for a page of {string} that posts to {string} with Authorization',
    function (this: EmulatorWorld, origin: string, path: string) {
      return this.post(path, null, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
    },
  );

  Then('the preflight allows the request', function (this: EmulatorWorld) {
    const { status, headers } = this.response;
    expectEqual(status >= 200 && status < 300, true, `the preflight was answered ${status}`);
    expectEqual(headers['access-control-allow-origin'], '*', 'the origin is not allowed');
    const allowed = String(headers['access-control-allow-headers']).toLowerCase();
    expectEqual(
      allowed.includes('authorization') && allowed.includes('content-type'),
      true,
      `the allowed headers are ${allowed}`,
    );
  });

  When('the settings of the write key are fetched', function (this: EmulatorWorld) {
    return this.post(`/v1/projects/${this.source.writeKey}/settings`, null, { method: 'GET', headers: {} });
  });

  Then('the ingress answers {int}', function (this: EmulatorWorld, status: number) {
    expectEqual(
      this.response.status,
      status,
      `the ingress answered with another status: ${this.response.body}`,
    );
  });

  Then('the ingress answers {int} with {json}', function (this: EmulatorWorld, status: number, body: string) {
    expectEqual(
      this.response.status,
      status,
      `the ingress answered with another status: ${this.response.body}`,
    );
    expectContains(
      JSON.parse(this.response.body),
      JSON.parse(this.fillIn(body)),
      'the response is different',
    );
  });
}
