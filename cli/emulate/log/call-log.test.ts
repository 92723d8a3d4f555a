/** The lines of the log: one for each thing that happens to a call or a request. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BenchOptions, basic, createBench, KEYS } from '../../../emulator/testing.ts';
import { createCallLog } from './call-log.ts';

interface LoggedOptions extends BenchOptions {
  readonly format?: 'text' | 'json';
  readonly colour?: boolean;
}

function logged({ format = 'text', colour = false, ...options }: LoggedOptions = {}) {
  const bench = createBench(options);
  let out = '';
  const log = createCallLog(
    { format },
    {
      errColour: colour,
      errLater(text, written) {
        out += text;
        written();
      },
    },
  );
  const firstInstance = bench.core.instances.list()[0]?.id;
  bench.core.watch.add(
    log.watcherOf({ now: bench.core.clock.now, firstInstance, hideKeys: bench.core.hideKeys }),
  );
  const direct = (body: unknown, apiKey = KEYS.apiKey) =>
    bench.core.destination.deliver({
      method: 'POST',
      authorization: basic(apiKey),
      contentType: 'application/json',
      headers: {},
      payload: { kind: 'text', text: JSON.stringify(body) },
    });
  return { ...bench, direct, lines: () => out.split('\n').slice(0, -1) };
}

describe('the log', () => {
  it('has a line for each call: time, outcome, type, event and who', () => {
    const { post, lines } = logged();
    post('/v1/identify', { userId: 'ada', messageId: 'm1' });
    post('/v1/track', { userId: 'ada', event: 'Signed Up', messageId: 'm2' });
    post('/v1/group', { userId: 'ada', groupId: 'acme', messageId: 'm3' });
    assert.deepEqual(lines(), [
      '12:00:00.000 delivered identify ada',
      '12:00:00.000 delivered track    "Signed Up" ada',
      '12:00:00.000 delivered group    acme',
    ]);
  });

  it('shows no part of a key, though it cuts what is long', () => {
    const worldKey = 'wk_abcdefghijkl_0123456789abcdef0123456789abcdef';
    for (const format of ['text', 'json'] as const) {
      const { post, lines } = logged({ format });
      for (const key of [worldKey, KEYS.apiKey, KEYS.writeKey]) {
        const userId = `${'u'.repeat(55)}${key}`;
        post('/v1/track', { userId, event: `${'E'.repeat(50)}${key}`, messageId: `m ${key}` });
      }
      for (const line of lines()) assert.doesNotMatch(line, /[abw]k[-_]/);
      assert.equal(lines().length, 3);
    }
  });

  it('says why a call is dropped, filtered or refused', () => {
    const { post, direct, lines } = logged();
    post('/v1/track', { userId: 'ada', messageId: 'm1' });
    post('/v1/page', { userId: 'ada', messageId: 'm2' });
    direct({ type: 'track', userId: 'ada', messageId: 'm3' });
    direct({ type: 'track', userId: 'ada', event: 'E' });
    const [dropped, filtered, refused, delivered] = lines();
    assert.match(dropped ?? '', /dropped {3}track {4}ada {30}event_not_defined: The track call has no event/);
    assert.match(filtered ?? '', /dropped {3}page {5}ada {30}UNSUPPORTED_EVENT_TYPE: /);
    assert.match(refused ?? '', /refused {3}track {4}ada {30}400 call-malformed: .*event/);
    assert.equal(delivered, '12:00:00.000 delivered track    "E" ada');
  });

  it('has a line for a request that is refused as a whole, or meets no address', () => {
    const { post, direct, core, lines } = logged();
    post('/v1/batch', 'not JSON');
    direct({ type: 'identify', userId: 'ada' }, 'unknown');
    const unmet = { status: 404, code: 'not-found', nearest: '/v1/batch' };
    core.journal.noteUnmet({ method: 'POST', path: '/v1/batches', ...unmet });
    const [malformed, unknown, missing] = lines();
    assert.match(malformed ?? '', /refused {3}request to the ingress 400 invalid_request: malformed JSON/);
    assert.match(unknown ?? '', /refused {3}POST \/astrolabe ada {30}401 api-key-unknown: /);
    assert.match(missing ?? '', /refused {3}POST \/v1\/batches 404 not-found: did you mean \/v1\/batch\?/);
  });

  it('has a line when a call waits for a retry, and when it ends', async () => {
    const { post, core, lines } = logged({ clock: 'frozen', limits: { users: 1 }, retry: { attempts: 2 } });
    post('/v1/identify', { userId: 'first', messageId: 'm1' });
    post('/v1/identify', { userId: 'ada', messageId: 'm2' });
    await core.clock.move((now) => now + 5 * 60 * 60 * 1_000);
    const [, retrying, discarded] = lines();
    assert.match(retrying ?? '', /retrying {2}identify ada {30}503: .*, again in \d+ (s|min)$/);
    assert.match(discarded ?? '', /discarded identify ada {30}503: /);
    assert.equal(lines().length, 3);
  });

  it('names an instance that is not the first', () => {
    const { post, lines } = logged({ instances: [{ id: 'second', apiKey: KEYS.blockingApiKey }] });
    post('/v1/identify', { userId: 'ada', messageId: 'm1' });
    assert.deepEqual(lines(), [
      '12:00:00.000 delivered identify ada',
      '12:00:00.000 delivered identify ada to second',
    ]);
  });

  it('writes a JSON object in each line on request', () => {
    const { post, lines } = logged({ format: 'json', colour: true });
    post('/v1/track', { userId: 'ada', event: 'Signed Up', messageId: 'm1' });
    post('/v1/track', { userId: 'ada', messageId: 'm2' });
    const [delivered, dropped] = lines().map((line) => JSON.parse(line));
    assert.deepEqual(delivered, {
      time: '2024-05-01T12:00:00.000Z',
      outcome: 'delivered',
      type: 'track',
      event: 'Signed Up',
      userId: 'ada',
      messageId: 'm1',
      status: 200,
    });
    assert.deepEqual([dropped.outcome, dropped.reason], ['dropped', 'event_not_defined']);
  });

  it('has colours on a terminal only', () => {
    const [plain, coloured] = [false, true].map((colour) => {
      const { post, lines } = logged({ colour });
      post('/v1/identify', { userId: 'ada', messageId: 'm1' });
      return lines()[0] ?? '';
    });
    assert.doesNotMatch(plain ?? '', /\p{Cc}/u);
    assert.ok(coloured?.includes('\u001b[32mdelivered\u001b[39m'));
  });

  for (const format of ['text', 'json'] as const) {
    it(`shows no key and no control character, as ${format}`, () => {
      const { post, lines } = logged({ format });
      const hostile = '\u001b[2J\u202e\n::error::x\r##vso[task.complete]';
      post('/v1/track', { userId: hostile, event: `${hostile} ${KEYS.writeKey}`, messageId: KEYS.apiKey });
      post('/v1/track', { userId: 'a'.repeat(10_000), event: 'b'.repeat(10_000) });
      post('/v1/track', { userId: 'ada', event: 'E', messageId: `${'x'.repeat(190)}${KEYS.writeKey}` });
      assert.equal(lines().length, 3);
      for (const line of lines()) {
        for (const key of Object.values(KEYS)) assert.ok(!line.includes(key), line);
        assert.ok(line.length < 1_200, line);
        if (format === 'text') assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
        else JSON.parse(line);
      }
    });
  }
});
