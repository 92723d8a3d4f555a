import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveChoices } from '../../resolve-choices.ts';
import type { Arrival } from './arrival.ts';
import { enrich } from './enrich.ts';

const resolution = resolveChoices({});
assert.ok('value' in resolution);
const choices = resolution.value;

function arrivalAt(receivedAtText: string, more: Partial<Arrival> = {}): Arrival {
  return {
    receivedAt: Date.parse(receivedAtText),
    receivedAtText,
    projectId: 'p1',
    sentAt: undefined,
    ip: '203.0.113.7',
    hasOrigin: false,
    namesLibrary: true,
    shared: undefined,
    ...more,
  };
}

function enriched(call: Record<string, unknown>, arrival = arrivalAt('2024-05-01T12:00:00.000Z')) {
  enrich(call, arrival, choices);
  return call;
}

/** Times of the examples in Segment's partner documentation of events: all examples that show the four fields. */
const DOCUMENTED = [
  {
    example: 'full identify',
    originalTimestamp: '2019-06-21T16:33:26.060Z',
    sentAt: '2019-06-21T16:33:26.060Z',
    receivedAt: '2019-06-21T16:33:26.158Z',
    timestamp: '2019-06-21T16:33:26.158Z',
  },
  {
    example: 'identify',
    originalTimestamp: '2019-06-21T17:33:22.373Z',
    sentAt: '2019-06-21T17:33:22.373Z',
    receivedAt: '2019-06-21T17:33:22.486Z',
    timestamp: '2019-06-21T17:33:22.486Z',
  },
  {
    example: 'track',
    originalTimestamp: '2019-06-21T17:35:47.381Z',
    sentAt: '2019-06-21T17:35:47.382Z',
    receivedAt: '2019-06-21T17:35:47.405Z',
    timestamp: '2019-06-21T17:35:47.404Z',
  },
  {
    example: 'page',
    originalTimestamp: '2019-06-21T17:36:42.787Z',
    sentAt: '2019-06-21T17:36:42.787Z',
    receivedAt: '2019-06-21T17:36:42.812Z',
    timestamp: '2019-06-21T17:36:42.812Z',
  },
  {
    example: 'group',
    originalTimestamp: '2019-06-21T17:39:06.142Z',
    sentAt: '2019-06-21T17:39:06.143Z',
    receivedAt: '2019-06-21T17:39:06.172Z',
    timestamp: '2019-06-21T17:39:06.171Z',
  },
  {
    example: 'alias',
    originalTimestamp: '2019-06-21T17:39:56.999Z',
    sentAt: '2019-06-21T17:39:57.000Z',
    receivedAt: '2019-06-21T17:39:57.032Z',
    timestamp: '2019-06-21T17:39:57.031Z',
  },
];

describe('timestamp', () => {
  for (const { example, originalTimestamp, sentAt, receivedAt, timestamp } of DOCUMENTED) {
    it(`is the documented one of the ${example} example`, () => {
      const call = enriched({ timestamp: originalTimestamp, sentAt }, arrivalAt(receivedAt));
      assert.deepEqual(call, { ...call, originalTimestamp, sentAt, receivedAt, timestamp });
    });
  }

  it('corrects a clock that is hours wrong, whatever form its times have', () => {
    const call = enriched({
      timestamp: '2024-05-01T09:00:00.123456789+02:00',
      sentAt: '2024-05-01T07:00:02',
    });
    assert.equal(call.timestamp, '2024-05-01T11:59:58.123Z');
    assert.equal(call.originalTimestamp, '2024-05-01T09:00:00.123456789+02:00');
  });

  it('uses sentAt of the batch, unless the call has its own', () => {
    const arrival = arrivalAt('2024-05-01T12:00:00.000Z', { sentAt: '2024-05-01T11:00:10.000Z' });
    const timestamp = '2024-05-01T11:00:00.000Z';
    assert.equal(enriched({ timestamp }, arrival).timestamp, '2024-05-01T11:59:50.000Z');
    const own = { timestamp, sentAt: '2024-05-01T11:00:20.000Z' };
    assert.equal(enriched(own, arrival).timestamp, '2024-05-01T11:59:40.000Z');
  });

  it('is the original one cut to milliseconds if sentAt is null', () => {
    const call = enriched({ timestamp: '2024-05-01T11:00:00.123456789Z', sentAt: null });
    assert.equal(call.timestamp, '2024-05-01T11:00:00.123Z');
    assert.equal(call.originalTimestamp, '2024-05-01T11:00:00.123456789Z');
  });

  it('is receivedAt if the client sent none', () => {
    const call = enriched({ sentAt: '2024-05-01T11:00:00.000Z' });
    assert.deepEqual([call.timestamp, call.receivedAt], [call.receivedAt, '2024-05-01T12:00:00.000Z']);
    assert.ok(!('originalTimestamp' in call));
  });

  it('uses originalTimestamp as the original one if there is no timestamp', () => {
    const call = enriched({ originalTimestamp: '2024-05-01T11:00:00Z', sentAt: '2024-05-01T11:00:01Z' });
    assert.equal(call.timestamp, '2024-05-01T11:59:59.000Z');
  });

  for (const given of ['2024-05-07 17:27 ', 'yesterday', '', 1675692865495, {}, true]) {
    it(`is receivedAt if the client sent ${JSON.stringify(given)}, which stays as originalTimestamp`, () => {
      const call = enriched({ timestamp: given });
      assert.deepEqual([call.timestamp, call.originalTimestamp], ['2024-05-01T12:00:00.000Z', given]);
    });
  }

  it('is receivedAt if it would be outside the range of Date, or have a year of more than four digits', () => {
    const call = enriched({ timestamp: '9999-12-31T23:59:59.999Z', sentAt: '0000-01-01T00:00:00.000Z' });
    assert.equal(call.timestamp, '2024-05-01T12:00:00.000Z');
  });
});

describe('enrichment', () => {
  it('adds what is missing and keeps the rest', () => {
    const call = enriched({ type: 'track', messageId: 'm', _metadata: { bundled: ['x'] }, custom: 1 });
    assert.deepEqual(call, {
      type: 'track',
      messageId: 'm',
      _metadata: { bundled: ['x'] },
      custom: 1,
      receivedAt: '2024-05-01T12:00:00.000Z',
      timestamp: '2024-05-01T12:00:00.000Z',
      projectId: 'p1',
      channel: 'server',
      version: 2,
      integrations: {},
      context: { library: { name: 'unknown', version: 'unknown' } },
    });
  });

  it('keeps the integrations object of a call', () => {
    assert.deepEqual(enriched({ integrations: { All: false } }).integrations, { All: false });
  });

  for (const name of [
    'analytics.js',
    'analytics-ios',
    'analytics-swift',
    '@segment/analytics-react-native',
  ]) {
    it(`adds the address to calls of ${name}`, () => {
      const call = enriched({ context: { library: { name } } });
      assert.deepEqual([call.channel, call.context], ['client', { library: { name }, ip: '203.0.113.7' }]);
    });
  }

  for (const name of ['@segment/analytics-node', 'analytics-go', 'analytics-python', 'analytics-ruby']) {
    it(`adds no address to calls of ${name}, unless they are direct`, () => {
      const call = enriched({ context: { library: { name } } });
      assert.deepEqual([call.channel, call.context], ['server', { library: { name } }]);
      const direct = enriched({ context: { library: { name }, direct: true } });
      assert.equal((direct.context as { ip: string }).ip, '203.0.113.7');
    });
  }

  it('treats a call without a library as client-side if an Origin was sent', () => {
    const arrival = arrivalAt('2024-05-01T12:00:00.000Z', { hasOrigin: true });
    const library = { name: 'unknown', version: 'unknown' };
    assert.deepEqual(enriched({}, arrival).context, { ip: '203.0.113.7', library });
  });

  for (const context of [undefined, null, {}, { library: null }, { locale: 'en' }]) {
    it(`names the library of a call as unknown if its context is ${JSON.stringify(context)}`, () => {
      const library = { name: 'unknown', version: 'unknown' };
      assert.deepEqual(enriched({ context }).context, { ...context, library });
    });
  }

  for (const context of ['web', 7, ['a'], { library: 'own' }, { library: { name: 'own' } }]) {
    it(`leaves a context as it was sent: ${JSON.stringify(context)}`, () => {
      assert.deepEqual(enriched({ context }).context, context);
    });
  }

  it('changes no context that other calls of a batch may have', () => {
    const context = { locale: 'en' };
    const call = enriched({ context }, arrivalAt('2024-05-01T12:00:00.000Z', { shared: { context } }));
    assert.deepEqual(call.context, { locale: 'en', library: { name: 'unknown', version: 'unknown' } });
    assert.deepEqual(context, { locale: 'en' });
  });

  it('keeps an address that the call has', () => {
    const context = { library: { name: 'analytics.js' }, ip: '0.0.0.0' };
    assert.equal((enriched({ context }).context as { ip: string }).ip, '0.0.0.0');
  });
});
