/** `exec --check` on an application with Segment's own library: right coverage, right violations. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'junit2json';
import { type TrafficCheck, validate } from '../../schemas/index.ts';
import { makeFolder } from '../folder.ts';
import { startProgram } from '../program.ts';

const APP = join(import.meta.dirname, 'app', 'shop.test.mjs');
const PLAN = join(import.meta.dirname, 'app', 'plan.json');

const folder = makeFolder('exec-check');

/** Runs a command with the check, and reads what was written. */
async function check(command: readonly string[], env: Record<string, string> = {}, plan = PLAN) {
  const [json, junit] = [join(folder, 'check.json'), join(folder, 'check.xml')];
  const words = ['--check', '--plan', plan, '--check-json', json, '--check-junit', junit, '--', ...command];
  const running = startProgram(['exec', ...words], { env });
  const { code } = await running.ended;
  return {
    code,
    out: running.out(),
    err: running.err(),
    json: () => readFileSync(json, 'utf8'),
    record: () => JSON.parse(readFileSync(json, 'utf8')) as TrafficCheck,
    junit: () => readFileSync(junit, 'utf8'),
  };
}

const tests = [process.execPath, '--test', APP];

describe('exec --check', () => {
  it('passes an application that sends what it should, and says what was exercised and what was not', async () => {
    const { code, err, out, record, junit } = await check(tests);
    assert.equal(code, 0, err);
    assert.match(out, /signs customers up/);
    const found = record();
    assert.deepEqual(validate('traffic-check', found), []);
    assert.deepEqual(found.counts.byType, { identify: 2, track: 3, group: 1, page: 1 });
    assert.deepEqual([found.counts.calls, found.counts.delivered, found.counts.violations], [7, 6, 0]);
    assert.deepEqual(
      found.findings.map(({ level, rule }) => [level, rule]),
      [
        ['information', 'plan:unchecked'],
        ['information', 'unsupported:page'],
      ],
    );
    assert.deepEqual(found.plan?.neverSent, ['Order Cancelled']);
    const exercised = found.coverage.clauses.filter(({ status }) => status === 'exercised');
    assert.deepEqual(
      exercised.map(({ id }) => id),
      [
        'AST-IDENT-001',
        'AST-IDENT-002',
        'AST-IDENT-003',
        'AST-GROUP-001',
        'AST-ASSOC-001',
        'AST-TRACK-001',
        'AST-TRACK-002',
      ],
    );
    assert.ok(found.coverage.sentences.some(({ status }) => status === 'exercised'));
    const suites = await parse(junit());
    assert.equal(suites && 'failures' in suites ? suites.failures : undefined, 0);
  });

  it('fails with 1 if a call is against the plan, and names call, member and library', async () => {
    const { code, err, record, junit } = await check(tests, { SHOP_BUG: '1' });
    assert.equal(code, 1);
    assert.match(err, /✗ violation {2}plan:type:price at \/properties\/price/);
    assert.match(err, /against the tracking plan, price must be a number, not a string/);
    assert.match(err, /call 7 \(track "Order Completed", node-next-/);
    assert.match(err, /from @segment\/analytics-node 3/);
    const [finding] = record().findings;
    assert.deepEqual(
      [finding?.rule, finding?.pointer, finding?.count],
      ['plan:type:price', '/properties/price', 1],
    );
    assert.equal(record().exitCode, 1);
    const suites = await parse(junit());
    assert.equal(suites && 'failures' in suites ? suites.failures : undefined, 1);
  });

  it('returns the exit code of a command that fails, and reports all the same', async () => {
    const script = `import(${JSON.stringify(join(import.meta.dirname, 'app', 'shop.mjs'))}).then(async (app) => {
      const analytics = app.analyticsFrom(process.env);
      app.createShop(analytics).buy('ada', 'Lens', '12');
      await analytics.closeAndFlush();
      process.exit(7);
    });`;
    const { code, err, record } = await check([process.execPath, '-e', script]);
    assert.equal(code, 7, err);
    assert.equal(record().counts.violations, 1);
  });

  it('does not pass if no call arrived', async () => {
    const { code, err, junit } = await check([process.execPath, '-e', '']);
    assert.equal(code, 3);
    assert.match(err, /no call arrived at http:\/\/127\.0\.0\.1:\d+\/v1 or http.*\/astrolabe/);
    const suites = await parse(junit());
    assert.equal(suites && 'failures' in suites ? suites.failures : undefined, 1);
  });

  it('shows no key and no control character that a call repeats', async () => {
    const script = `const { ASTROLABE_INGRESS_URL: url, ASTROLABE_WRITE_KEY: key } = process.env;
      fetch(url + '/v1/track', {
        method: 'POST',
        headers: { authorization: 'Basic ' + btoa(key + ':'), 'content-type': 'application/json' },
        body: JSON.stringify({ userId: 'ada', event: key + '\\u001b[2J\\u202e\\n::error::x', messageId: key, properties: 7 }),
      });`;
    const { code, err, json, junit } = await check([process.execPath, '-e', script], {
      ASTROLABE_WRITE_KEY: 'wk-canary-1234567',
    });
    assert.equal(code, 1);
    for (const text of [err, json(), junit()]) {
      assert.ok(!text.includes('wk-canary-1234567'), text);
      assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}]|^::error/mu);
    }
  });

  it('judges the calls of every world, and shows no key of one', async () => {
    const script = `const { ASTROLABE_CONTROL_URL: control } = process.env;
      const post = (url, body, key) => fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key && { authorization: 'Basic ' + btoa(key + ':') }) },
        body: JSON.stringify(body),
      });
      post(control + '/worlds', {}).then((answer) => answer.json()).then(async ({ world }) => {
        const key = world.writeKey;
        const call = { userId: 'ada', messageId: key, timestamp: new Date().toISOString() };
        await post(world.ingressUrl + '/v1/track', { ...call, event: 'x'.repeat(180) + key, properties: [] }, key);
        await post(world.ingressUrl + '/v1/track', { ...call, event: 'Signed Up', properties: { plan: 'pro' } }, key);
      });`;
    const words = ['--log', '--check', '--plan', PLAN, '--', process.execPath, '-e', script];
    const running = startProgram(['exec', ...words]);
    assert.equal((await running.ended).code, 1, running.err());
    const printed = running.err();
    assert.match(printed, /delivered track {4}"Signed Up" ada in [a-z2-7]{12}$/m);
    assert.match(printed, /Check: 2 calls arrived \(2 track\), 1 delivered/);
    assert.match(printed, /✗ violation {2}type:properties at \/properties/);
    assert.doesNotMatch(printed, /wk_[a-z2-7]{12}_[0-9a-f]/);
  });

  it('refuses a plan that cannot be used before the command runs, with file and place', async () => {
    const plan = join(folder, 'broken.json');
    writeFileSync(plan, '{"events":{"E":{"type":"objekt"}}}');
    const { code, err, out } = await check([process.execPath, '-p', '1'], {}, plan);
    assert.deepEqual([code, out], [2, '']);
    assert.match(
      err,
      /^--plan \/.*broken\.json cannot be used: at \/events\/E\/type must be "array", "boolean", .* or "string"$/m,
    );
    writeFileSync(plan, '{"events":');
    assert.match((await check(['true'], {}, plan)).err, /broken\.json is not JSON: /);
    assert.match((await check(['true'], {}, join(folder, 'none'))).err, /none cannot be read \(ENOENT\)/);
  });

  it('says that its options go together, and what cannot be written', async () => {
    const alone = startProgram(['exec', '--check-json', 'x', '--', 'true']);
    assert.equal((await alone.ended).code, 2);
    assert.match(alone.err(), /--check-json goes with --check/);
    const nowhere = join(folder, 'no', 'where.json');
    for (const [flag, file, message] of [
      ['--check-json', nowhere, /--check-json .*where\.json cannot be written: the folder .* does not exist/],
      ['--check-junit', folder, /--check-junit .* is a folder: write the name of a file/],
    ] as const) {
      const running = startProgram(['exec', '--check', flag, file, '--', process.execPath, '-p', '"it ran"']);
      assert.equal((await running.ended).code, 2);
      assert.match(running.err(), message);
      assert.equal(running.out(), '');
    }
  });
});
