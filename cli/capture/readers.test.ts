/** A file of each format, written by hand after its documentation, and the calls that must come out of it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brokenCalls, take, unsupportedCalls, validCalls } from '../../generators/index.ts';
import { openInput } from './open-input.ts';
import { type Captured, readCalls } from './read-calls.ts';
import { READERS } from './readers/index.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** With numbers that JavaScript would write in another way. */
const TRACK =
  '{"type":"track","userId":"u-1","event":"Order Completed","messageId":"m-1","timestamp":"2026-01-05T10:00:00.000Z","properties":{"total":12.50,"orderId":9007199254740993}}';
const IDENTIFY = '{"type":"identify","userId":"u-1","messageId":"m-2","traits":{"plan":"pro"}}';

/** The same with their type at the end, which a route of the ingress says. */
const ROUTED_TRACK = TRACK.replace('"type":"track",', '').replace(/\}$/, ',"type":"track"}');
const ROUTED_IDENTIFY = IDENTIFY.replace('"type":"identify",', '').replace(/\}$/, ',"type":"identify"}');

const SENT_AT = ',"sentAt":"2026-01-05T10:00:01.000Z"}';
const SHARED =
  ',"context":{"library":{"name":"analytics-go","version":"3.0"}},"integrations":{"All":false},"sentAt":"2026-01-05T10:00:01.000Z"}';
const shared = (call: string) => call.replace(/\}$/, SHARED);

const DEBUGGER =
  '{"context":{"library":{"name":"analytics-ruby","version":"2.2.8"}},"event":"Order  Completed","integrations":{},"messageId":"m-3","originalTimestamp":"2026-01-05T10:00:00.000Z","properties":{"orderId":9007199254740993},"receivedAt":"2026-01-05T10:00:00.500Z","sentAt":"2026-01-05T10:00:00.100Z","timestamp":"2026-01-05T10:00:00.400Z","type":"track","userId":"u-1","writeKey":"wk-captured"}';

const UNTYPED = { userId: 'u', event: 'E' };
const ALIAS = { type: 'alias', userId: 'u', previousId: 'p' };

/** Its response holds a call. */
function harEntry(url: string, body: unknown, authorization = 'Bearer x') {
  return {
    startedDateTime: '2026-01-05T10:00:01.000Z',
    request: {
      method: 'POST',
      url,
      httpVersion: 'h2',
      headers: [{ name: 'authorization', value: authorization }],
      postData: { mimeType: 'text/plain', text: JSON.stringify(body) },
    },
    response: { status: 200, statusText: 'OK', headers: [], content: { text: TRACK } },
  };
}

/** The formats of a file, the outermost first, and its calls. */
interface Expected {
  readonly formats: string;
  readonly calls: readonly string[];
  /** Parts of a known format without a call. Default: 0. */
  readonly left?: number;
  /** What could not be read. Default: nothing. */
  readonly unread?: RegExp;
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  'har.har': {
    formats: 'HAR › call, HAR › batch › call',
    calls: [ROUTED_TRACK, IDENTIFY.replace(/\}$/, SENT_AT), TRACK],
    left: 6,
  },
  'mitmproxy.har': { formats: 'HAR › batch › call, HAR › call', calls: [TRACK, IDENTIFY] },
  'mitmproxy-flows.json': { formats: 'mitmproxy flow › call', calls: [TRACK, IDENTIFY], left: 1 },
  'mitmproxy-native.flow': { formats: '', calls: [], unread: /mitmproxy's own flow file: export it as HAR/ },
  'charles.chlsj': {
    formats: 'Charles session › batch › call, Charles session › call',
    calls: [TRACK, IDENTIFY],
    left: 1,
  },
  'wiremock.json': { formats: 'WireMock journal › call', calls: [TRACK, IDENTIFY], left: 1 },
  'mountebank.json': {
    formats: 'mountebank journal › mountebank journal › mountebank journal › call',
    calls: [TRACK, IDENTIFY],
  },
  'webhook-site.json': { formats: 'request bin › request bin › call', calls: [TRACK, IDENTIFY], left: 1 },
  'requestbin.json': { formats: 'request bin › call', calls: [TRACK] },
  'api-gateway-v1.json': { formats: 'API Gateway or Lambda URL event › call', calls: [TRACK, IDENTIFY] },
  'api-gateway-v2.json': { formats: 'API Gateway or Lambda URL event › call', calls: [TRACK] },
  'lambda-url.json': {
    formats: 'API Gateway or Lambda URL event › batch › call',
    calls: [shared(TRACK), shared(IDENTIFY)],
  },
  'eventbridge.json': { formats: 'EventBridge event › call', calls: [TRACK] },
  'sqs.json': {
    formats:
      'SQS message › SQS message › JSON in a text › call, SQS message › SQS message › JSON in a text › EventBridge event › call',
    calls: [TRACK, IDENTIFY],
    left: 1,
  },
  'sqs-cli.json': { formats: 'SQS message › SQS message › JSON in a text › call', calls: [TRACK] },
  'sns.json': { formats: 'SNS notification › SNS notification › JSON in a text › call', calls: [TRACK] },
  'kinesis.json': { formats: 'Kinesis record › call', calls: [TRACK, IDENTIFY] },
  'kinesis-cli.json': { formats: 'Kinesis record › call', calls: [TRACK] },
  'firehose.json': { formats: 'Firehose record › call', calls: [TRACK, IDENTIFY, IDENTIFY] },
  'firehose-s3.json': { formats: 'call', calls: [TRACK, IDENTIFY, TRACK] },
  'firehose-result.json': { formats: 'Firehose record › call', calls: [TRACK] },
  'debugger-raw.json': { formats: 'call', calls: [DEBUGGER] },
  'cloudwatch-subscription.json': {
    formats: 'CloudWatch log › CloudWatch log › call',
    calls: [TRACK, IDENTIFY],
    left: 1,
  },
  'cloudwatch-events.json': { formats: 'CloudWatch log › call', calls: [TRACK], left: 1 },
  'cloudwatch-insights.json': { formats: 'CloudWatch log › call', calls: [TRACK] },
  'cloudwatch-tail.txt': { formats: 'log of text lines › call', calls: [TRACK], left: 2 },
  'docker.log': { formats: 'Docker log › call', calls: [TRACK], left: 1 },
  'docker-cut.log': {
    formats: 'Docker log › call',
    calls: [`${TRACK.slice(0, -2)},"note":"${'x'.repeat(20_000)}"}}`],
    left: 1,
  },
  'docker-compose.txt': { formats: 'log of text lines › call', calls: [TRACK], left: 1 },
  'pino.log': {
    formats: 'log line around a call › call, log line around a call › recorded request › call',
    calls: [TRACK, ROUTED_IDENTIFY, TRACK, IDENTIFY],
    left: 1,
  },
  'concatenated.json': { formats: 'call', calls: [TRACK, IDENTIFY, TRACK] },
  'pretty.json': { formats: 'call', calls: [TRACK, TRACK] },
  'array.json': { formats: 'call', calls: [TRACK, IDENTIFY] },
  'array-pretty.json': { formats: 'call', calls: [IDENTIFY, TRACK] },
  'commas.ndjson': { formats: 'call', calls: [TRACK, IDENTIFY] },
  'bom.ndjson': { formats: 'call', calls: [TRACK, IDENTIFY] },
  'utf-16.ndjson': { formats: 'call', calls: [TRACK, IDENTIFY] },
  's3-archive.gz': { formats: 'call', calls: [TRACK, IDENTIFY, TRACK] },
  'batch.json': { formats: 'batch › call', calls: [shared(TRACK), shared(IDENTIFY)] },
  'no-format.json': {
    formats: '',
    calls: [],
    unread: /the nearest is HAR: it has log, log.version, but not/,
  },
};

async function capturedFrom(file: string): Promise<readonly Captured[]> {
  const input = await openInput(join(FIXTURES, file), { cwd: FIXTURES });
  const all: Captured[] = [];
  for await (const captured of readCalls(input.bytes)) all.push(captured);
  return all;
}

async function capturedIn(text: string): Promise<readonly Captured[]> {
  async function* bytes() {
    yield Buffer.from(`${text}\n`);
  }
  const all: Captured[] = [];
  for await (const captured of readCalls(bytes())) all.push(captured);
  return all;
}

async function bodiesIn(text: string): Promise<readonly string[]> {
  return (await capturedIn(text)).flatMap((one) => ('body' in one ? [one.body] : []));
}

describe('readers', () => {
  for (const [file, { formats, calls, left = 0, unread }] of Object.entries(EXPECTED)) {
    it(`reads ${file}`, async () => {
      const captured = await capturedFrom(file);
      const found = captured.flatMap((one) => ('body' in one ? [one] : []));
      assert.deepEqual(
        found.map(({ body }) => body),
        calls,
      );
      for (const { body, value } of found) assert.deepEqual(JSON.parse(body), value);
      const chains = found.map(({ readings = [] }) => readings.map(({ name }) => name).join(' › '));
      assert.equal([...new Set(chains)].join(', '), formats);
      assert.equal(captured.filter((one) => 'left' in one).length, left);
      const problems = captured.flatMap((one) => ('problem' in one ? [one.problem] : []));
      if (unread === undefined) assert.deepEqual(problems, []);
      else assert.match(problems.join('\n'), unread);
    });
  }

  const inOneLine: readonly (readonly [what: string, line: unknown, calls: number])[] = [
    ['a log line with members of a call', { level: 30, pid: 1, msg: 'sent', type: 'track', userId: 'u' }, 0],
    ['a log line that is a call', { level: 30, time: 1, msg: 'x', ...JSON.parse(TRACK) }, 1],
    [
      'a call with a level',
      { type: 'identify', userId: 'u', level: 3, timestamp: '2026-01-01T00:00:00Z' },
      1,
    ],
    [
      'a trace',
      { traces: [{ messageId: 'm', type: 'track', userId: 'u', outcome: 'delivered', stages: [] }] },
      0,
    ],
    ['records', { users: [{ userId: 'u', properties: {}, accountIds: [] }] }, 0],
    ['a user', { userId: 'u', email: 'a@b.example', type: 'admin' }, 0],
    ['a tree of nodes', { type: 'group', name: 'nodes', children: [{ type: 'page' }] }, 0],
    ['a type in another case', { type: 'Identify', userId: 'u' }, 1],
    ['a call whose properties hold a call', { ...JSON.parse(TRACK), properties: { body: TRACK } }, 1],
    [
      'a call whose context looks like one',
      { userId: 'u', traits: {}, context: { groupId: 'g', traits: {} } },
      1,
    ],
    ['hits of a search', { hits: { hits: [{ _source: JSON.parse(TRACK) }] } }, 1],
    [
      'a body in Base64',
      { Messages: [{ ReceiptHandle: 'h', Body: Buffer.from(TRACK).toString('base64') }] },
      1,
    ],
    ['a body as a buffer', { method: 'POST', body: { type: 'Buffer', data: [...Buffer.from(TRACK)] } }, 1],
    [
      'a body of MockServer',
      { method: 'POST', path: '/x', body: { type: 'JSON', json: JSON.parse(TRACK) } },
      1,
    ],
    ['an entry of a HAR to another site', harEntry('https://shop.example/save', JSON.parse(TRACK)), 1],
    ['an entry of a HAR with a call in its response', harEntry('https://shop.example/save', { a: 1 }), 0],
    ['a request of a HAR to another site', harEntry('https://shop.example/v1/x', { traits: {} }).request, 0],
    ...[
      ['page', { name: 'Draft', title: 'secret' }],
      ['page', { type: 'page', name: 'Draft' }],
      ['alias', { userId: 'u', password: 'p' }],
      ['identify', { user_id: 'u', password: 'p' }],
    ].map(([route, body]) => {
      const what = `an entry of a HAR to ${route} of another site with ${Object.keys(body as object)}`;
      return [what, harEntry(`https://app.example/api/v1/${route}`, body), 0] as const;
    }),
    [
      'a call without a type and with a key',
      harEntry('https://x.example/v1/t', { ...UNTYPED, writeKey: 'k' }),
      1,
    ],
    ['a call without a type in a HAR', harEntry('https://x.example/v1/t', UNTYPED, 'Basic ZTpw'), 0],
    [
      'a call without a type and with the header',
      harEntry('https://x.example/v1/t', UNTYPED, 'Basic a2V5Og=='),
      1,
    ],
    ['a call with a type under another host', harEntry('https://x.example/v1/alias', ALIAS), 1],
    ['a batch under another host', harEntry('https://x.example/v1/batch', { batch: [ALIAS] }), 1],
    ['a batch of another site', harEntry('https://x.example/v1/batch', { batch: [{ type: 'page' }] }), 0],
    [
      'a request to a page of a program',
      { method: 'POST', url: '/api/v1/page', body: { name: 'Draft', title: 't' } },
      0,
    ],
    [
      'a request to a route without an ID',
      { method: 'POST', url: '/v1/page', body: { name: 'Draft', messageId: 'm' } },
      1,
    ],
    ['the entries of a HAR', { entries: [harEntry('https://shop.example/save', { a: 1 })] }, 0],
    ['an entry of a HAR to Segment', harEntry('https://api.segment.io/v1/t', JSON.parse(ROUTED_TRACK)), 1],
    ['a response of a HAR', harEntry('https://api.segment.io/v1/t', {}).response, 0],
    [
      'a log line of pino-http with a response',
      { level: 30, time: 1, req: { method: 'GET', url: '/' }, res: { statusCode: 200, body: TRACK } },
      0,
    ],
    ['a response body', { level: 30, time: 1, msg: 'done', responseBody: JSON.parse(TRACK) }, 0],
    [
      'responses in another writing',
      { http: { response_body: TRACK, upstreamResponse: { data: TRACK } } },
      0,
    ],
    [
      'a stub of WireMock',
      {
        mappings: [
          { request: { method: 'GET', url: '/x' }, response: { status: 200, jsonBody: JSON.parse(TRACK) } },
        ],
      },
      0,
    ],
  ];
  for (const [what, line, calls] of inOneLine) {
    it(`finds ${calls} in ${what}`, async () => {
      async function* bytes() {
        yield Buffer.from(`${JSON.stringify(line)}\n`);
      }
      let found = 0;
      for await (const captured of readCalls(bytes())) if ('body' in captured) found += 1;
      assert.equal(found, calls);
    });
  }

  const texts: readonly (readonly [what: string, text: string])[] = [
    ['a space between', `2024-05-01T12:00:00Z ${TRACK} ${IDENTIFY}`],
    ['a line end between', `${TRACK}\n${IDENTIFY}`],
    ['text around each', `[INFO] sent {} ${TRACK} in 3 ms, [x] then ${IDENTIFY} {in 4 ms}`],
    ['a list and a value', `2024-05-01 sent [${TRACK},] and ${IDENTIFY}.`],
    ['text behind on each line', `${TRACK} ok\n${IDENTIFY} ok`],
  ];
  const wrappers: Readonly<Record<string, (text: string) => unknown>> = {
    Docker: (log) => ({ log, stream: 'stdout', time: 't' }),
    pino: (msg) => ({ level: 30, time: 1, msg }),
    CloudWatch: (message) => ({ events: [{ message, ingestionTime: 1 }] }),
    Insights: (message) => ({ '@message': message }),
    SNS: (Message) => ({ TopicArn: 'x', Message }),
    'a payload': (payload) => ({ payload }),
  };
  for (const [what, text] of texts) {
    for (const [where, wrap] of Object.entries(wrappers)) {
      it(`find both calls in one text of ${where} with ${what}`, async () => {
        assert.deepEqual(await bodiesIn(JSON.stringify(wrap(text))), [TRACK, IDENTIFY]);
      });
    }
    it(`find both calls in text with ${what}`, async () => {
      assert.deepEqual(await bodiesIn(text), [TRACK, IDENTIFY]);
    });
  }

  const inText = JSON.stringify(TRACK);
  const members: readonly (readonly [what: string, text: string, calls: readonly string[]])[] = [
    ['two members', `{"track":${TRACK},"identify":${IDENTIFY}}`, [TRACK, IDENTIFY]],
    [
      'a usual member and another',
      `{"level":30,"time":1,"previous":${IDENTIFY},"request":${TRACK}}`,
      [TRACK, IDENTIFY],
    ],
    ['two usual members inside', `{"x":{"body":${TRACK},"data":[${IDENTIFY}]}}`, [TRACK, IDENTIFY]],
    ['a body as an object and as a text', `{"rawBody":${inText},"body":${TRACK}}`, [TRACK]],
    [
      'a body beside its request',
      `{"body":${TRACK},"call":{"request":{"method":"POST","body":${TRACK}}}}`,
      [TRACK],
    ],
    [
      'a body and the response to it',
      `{"level":30,"time":1,"body":${TRACK},"res":{"body":${IDENTIFY}}}`,
      [TRACK],
    ],
  ];
  for (const [what, text, calls] of members) {
    it(`find every call once in an object with ${what}`, async () => {
      assert.deepEqual(await bodiesIn(text), calls);
    });
  }

  const base64 = Buffer.from(TRACK).toString('base64');
  const envelopes: Readonly<Record<string, unknown>> = {
    'an SNS notification in an SQS message': {
      Records: [{ receiptHandle: 'h', body: JSON.stringify({ TopicArn: 'x', Message: TRACK }) }],
    },
    'an event of API Gateway': { requestContext: {}, isBase64Encoded: true, body: base64 },
    'an event of Kinesis': { Records: [{ kinesis: { data: base64, sequenceNumber: '1' } }] },
    'an event of Firehose': { records: [{ recordId: 'r', data: base64 }] },
    'a HAR': {
      log: { version: '1.2', entries: [harEntry('https://api.segment.io/v1/t', JSON.parse(TRACK))] },
    },
  };
  const around: Readonly<Record<string, (event: unknown) => unknown>> = {
    'a log line': (event) => ({ level: 'INFO', timestamp: 't', message: 'received', event }),
    'a log line as a text': (event) => ({ level: 30, time: 1, msg: `got ${JSON.stringify(event)}` }),
    'a message with a context': (event) => ({ event, context: {} }),
    'a member with any name': (event) => ({ input: { given: event } }),
  };
  for (const [what, event] of Object.entries(envelopes)) {
    for (const [where, wrap] of Object.entries(around)) {
      it(`find the call of ${what} in ${where}`, async () => {
        const found = await bodiesIn(JSON.stringify(wrap(event)));
        assert.deepEqual(
          found.map((body) => JSON.parse(body)),
          [JSON.parse(TRACK)],
        );
      });
    }
  }

  const forms: Readonly<Record<string, unknown>> = {
    'listed fields': {
      params: [
        { name: 'v', value: '1' },
        { name: 'data', value: TRACK },
      ],
    },
    'listed fields that are escaped': { params: [{ name: 'data', value: encodeURIComponent(TRACK) }] },
    'the text of a form': { text: `v=1&data=${encodeURIComponent(TRACK)}`, params: [] },
    'Base64 in a form': { text: `data=${encodeURIComponent(base64)}` },
  };
  for (const [what, postData] of Object.entries(forms)) {
    it(`find the call of a HAR in ${what}`, async () => {
      const entry = harEntry('https://api.segment.io/v1/t', {});
      const filled = { ...entry, request: { ...entry.request, postData } };
      assert.deepEqual(await bodiesIn(JSON.stringify(filled)), [TRACK]);
    });
  }

  it('keep a call with a level whose properties look like a line of a log', async () => {
    const call =
      '{"type":"track","userId":"u","event":"E","level":1,"timestamp":"t","properties":{"log":"x","time":1}}';
    assert.deepEqual(await bodiesIn(call), [call]);
  });

  it('read nothing of a batch that a line of a log cuts short, and name it', async () => {
    const found = await capturedIn(`2024-05-01T12:00:00Z {"integrations":{"All":false},"batch":[${TRACK}`);
    assert.deepEqual(found, [{ line: 1, problem: 'this is not JSON' }]);
  });

  it('take every generated call for a call, also a broken one', async () => {
    const broken = [...take(brokenCalls(1), 200)].map(({ body }) => body);
    const objects = broken.filter((body) => typeof body === 'object' && body !== null);
    async function* bytes() {
      for (const call of [...objects, ...take(validCalls(1), 200), ...take(unsupportedCalls(1), 20)]) {
        yield Buffer.from(`${JSON.stringify(call)}\n`);
      }
    }
    const kinds = new Set<string>();
    for await (const captured of readCalls(bytes()))
      kinds.add('body' in captured ? 'call' : JSON.stringify(captured));
    assert.deepEqual([...kinds], ['call']);
  });

  it('are all on the page about captured files', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'captured-files.md'), 'utf8');
    const missing = READERS.filter(({ name }) => !page.includes(`\n| ${name} | `)).map(({ name }) => name);
    assert.deepEqual(missing, []);
  });

  it('read every file in the folder', () => {
    assert.deepEqual(readdirSync(FIXTURES).toSorted(), Object.keys(EXPECTED).toSorted());
  });
});
