/** Verdicts through a network that misbehaves: only AST-HTTP-014 may say so (docs/contract.md section 2). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand, startDestination } from '../outside/index.ts';
import { pointAt } from '../shell.ts';
import { playFlaky } from './flaky.ts';
import type { Trouble } from './proxy.ts';
import { having, isCall, type Misbehaviour, status, through } from './through.ts';

/** Enough to meet every trouble, and not the whole suite: `npm run flaky` plays that. */
const SOME = ['--clauses', 'AST-IDENT-00*', '--clauses', 'AST-HTTP-*', '--clauses', 'AST-AUTH-*'];

/** With a blocking key: the good key, that key, a bad key, a bad body. */
const CONTROL_CALLS = 4;

const every =
  (interval: number, trouble: Trouble) =>
  (number: number): Trouble | undefined =>
    number % interval === 0 ? trouble : undefined;
const after =
  (count: number, trouble: Trouble) =>
  (number: number): Trouble | undefined =>
    number > count ? trouble : undefined;

describe('a target that stops responding', { concurrency: 2 }, () => {
  const ways: Record<string, Trouble> = {
    'closes its port': { kind: 'die' },
    'resets every connection': { kind: 'reset' },
    'never answers again': { kind: 'hang' },
  };
  for (const [what, trouble] of Object.entries(ways)) {
    it(`and ${what} ends the run as incomplete, and no clause failed`, async () => {
      const ran = await through({ trouble: after(200, trouble) }, ['--timeout', '400ms']);
      const record = ran.record();
      assert.deepEqual(having(record, 'fail', 'warn', 'harness-error'), []);
      assert.equal(ran.exitCode, 3);
      assert.equal(record.verdict, 'incomplete');
      assert.match(record.run.reasons.join(), /^the target stopped responding after \d+ calls/);
      assert.match(record.run.findings?.gone ?? '', /after \d+ calls/);
    });
  }

  it('leaves a failure that was proven before, and exits 1', async () => {
    const ran = await through(
      { trouble: after(45, { kind: 'die' }) },
      ['--concurrency', '1', '--settle', '50ms', '--clauses', 'AST-HTTP-004', '--clauses', 'AST-HTTP-013'],
      { faults: ['accepts-bad-json'] },
    );
    assert.deepEqual(having(ran.record(), 'fail'), ['AST-HTTP-004']);
    assert.equal(ran.exitCode, 1);
    assert.match(ran.record().run.findings?.gone ?? '', /stopped responding/);
  });

  it('during its last example blocks that example', async () => {
    const ran = await through({ trouble: after(9, { kind: 'die' }) }, ['--example', 'AST-IDENT-003.1']);
    assert.deepEqual(having(ran.record(), 'blocked'), ['AST-IDENT-003']);
    assert.equal(ran.exitCode, 3);
  });

  it('before the first response exits 4', async () => {
    const ran = await through({ trouble: after(0, { kind: 'reset' }) });
    assert.equal(ran.exitCode, 4);
    assert.match(ran.record().run.reasons.join(), /the target cannot be reached/);
  });
});

describe('a target that is unsteady', { concurrency: 2 }, () => {
  const ways: Record<string, Misbehaviour> = {
    'answers every 20th request 500': { trouble: every(20, status(500)) },
    'answers every 20th request 502': { trouble: every(20, status(502)) },
    'resets every 20th request': { trouble: every(20, { kind: 'reset' }) },
    'loses every 20th response': { trouble: every(20, { kind: 'response-lost' }) },
  };
  for (const [what, way] of Object.entries(ways)) {
    it(`and ${what} is conformant with a warning of AST-HTTP-014 alone`, async () => {
      const ran = await through(way, SOME);
      const record = ran.record();
      assert.deepEqual(having(record, 'fail', 'blocked', 'harness-error'), []);
      assert.deepEqual(having(record, 'warn'), ['AST-HTTP-014']);
      assert.equal(record.verdict, 'conformant-with-warnings');
      assert.equal(ran.exitCode, 0);
      const { unsteady = 0, reopened = 0, firstUnsteady = [] } = record.run.network ?? {};
      assert.ok(unsteady + reopened > 3);
      assert.ok(firstUnsteady.some(({ purpose, recovered }) => purpose === 'call' && recovered));
    });
  }

  it('once in a whole run warns and names the example and the response', async () => {
    const ran = await through(
      {
        trouble: (number, path) => (number === 100 && isCall(path) ? status(502) : undefined),
      },
      SOME,
    );
    assert.deepEqual(having(ran.record(), 'fail', 'blocked'), []);
    assert.equal(ran.exitCode, 0);
  });

  it('and answers a valid call 503 each time fails the example of that call', async () => {
    let calls = 0;
    const ran = await through(
      {
        trouble: (_, path) => {
          if (isCall(path)) calls += 1;
          return isCall(path) && calls > CONTROL_CALLS ? status(503) : undefined;
        },
      },
      ['--example', 'AST-HTTP-001.1/track'],
    );
    assert.deepEqual(having(ran.record(), 'fail'), ['AST-HTTP-001']);
    assert.equal(ran.exitCode, 1);
    assert.equal(calls, CONTROL_CALLS + 2 * 3, 'three attempts, and three more when the example runs again');
  });
});

describe('a server that closes idle connections', { concurrency: 2 }, () => {
  for (const ms of [100, 2000]) {
    it(`after ${ms} ms is conformant without a warning`, async () => {
      const ran = await through({ closesIdleAfterMs: ms }, SOME);
      assert.deepEqual(having(ran.record(), 'fail', 'warn', 'blocked'), []);
      assert.equal(ran.exitCode, 0);
    });
  }

  it('at once is conformant, with a warning of AST-HTTP-014 at most', async () => {
    const ran = await through({ closesIdleAfterMs: 0 }, SOME);
    assert.deepEqual(having(ran.record(), 'fail', 'blocked'), []);
    assert.deepEqual(
      having(ran.record(), 'warn').filter((id) => id !== 'AST-HTTP-014'),
      [],
    );
    assert.equal(ran.exitCode, 0);
  });
});

describe('a target that limits the rate', { concurrency: 2 }, () => {
  it('and answers half of all requests 429 is conformant, and the record says for how long it was waited', async () => {
    const ran = await through(
      {
        trouble: (number) => (number % 2 === 0 ? status(429, { 'retry-after': '0' }) : undefined),
      },
      SOME,
    );
    const { network } = ran.record().run;
    assert.deepEqual(having(ran.record(), 'fail', 'warn', 'blocked'), []);
    assert.equal(ran.exitCode, 0);
    assert.ok((network?.throttled ?? 0) > 100);
    assert.ok((network?.throttledMs ?? 0) > 0);
  });

  it('and answers every call 429 with Retry-After 0 ends the run when --max-calls is used up', async () => {
    const ran = await through(
      {
        trouble: (_, path) => (isCall(path) ? status(429, { 'retry-after': '0' }) : undefined),
      },
      ['--max-calls', '5'],
    );
    assert.equal(ran.exitCode, 4);
    assert.match(ran.record().run.reasons.join(), /no more than 5 calls \(--max-calls\)/);
    assert.equal(ran.record().run.requests.calls, 5);
  });
});

/** Lets the first reads through, and answers all later ones with a trouble. */
function failingReads(count: number, trouble: Trouble) {
  let reads = 0;
  return {
    reads: () => reads,
    trouble(_: number, path: string): Trouble | undefined {
      if (isCall(path)) return undefined;
      reads += 1;
      return reads > count ? trouble : undefined;
    },
  };
}

const html = status(200, { 'content-type': 'text/html' });

describe('a Records API', { concurrency: 2 }, () => {
  const isRead = (path: string) => !isCall(path);

  it('that stops responding makes the run incomplete, and no clause failed', async () => {
    let reads = 0;
    const ran = await through({
      trouble: (_, path) => {
        if (!isRead(path)) return undefined;
        reads += 1;
        return reads > 100 ? { kind: 'reset' } : undefined;
      },
    });
    assert.deepEqual(having(ran.record(), 'fail', 'warn'), []);
    assert.equal(ran.exitCode, 3);
    assert.match(ran.record().run.findings?.evidenceFault ?? '', /Records API .* did not respond/);
  });

  it('that answers HTML in the middle of a run ends it as incomplete', async () => {
    const { trouble, reads } = failingReads(60, html);
    const ran = await through({ trouble });
    assert.deepEqual(having(ran.record(), 'fail', 'warn'), []);
    assert.equal(ran.exitCode, 3);
    assert.match(ran.record().run.findings?.evidenceFault ?? '', /a body that is not JSON \(text\/html\)/);
    // A whole run has some 750; how many are on their way when it ends depends on the machine.
    assert.ok(reads() < 400, `the run ended after ${reads()} reads`);
  });

  it('that answers every 20th read 503 changes no verdict', async () => {
    let reads = 0;
    const ran = await through({
      trouble: (_, path) => {
        if (!isRead(path)) return undefined;
        reads += 1;
        return reads % 20 === 0 ? status(503) : undefined;
      },
    });
    assert.deepEqual(having(ran.record(), 'fail', 'warn', 'blocked'), []);
    assert.equal(ran.exitCode, 0);
    assert.ok((ran.record().run.network?.unsteady ?? 0) > 0);
  });
});

describe('a server that serves one connection until it closes', () => {
  it('is conformant with --concurrency 1', async () => {
    let serving: unknown;
    const ran = await through(
      {
        trouble: (_number, _path, socket) => {
          serving ??= socket;
          return socket === serving ? undefined : { kind: 'hang' };
        },
      },
      [...SOME, '--concurrency', '1', '--timeout', '400ms'],
    );
    assert.deepEqual(having(ran.record(), 'fail', 'warn', 'blocked'), []);
    assert.equal(ran.exitCode, 0);
  });
});

describe('a flaky network', () => {
  it('makes the suite blame no clause but AST-HTTP-014', async () => {
    for (const seed of [3, 7]) {
      const { accused, record } = await playFlaky(seed, (id) =>
        /^AST-(IDENT-00|TRACK|RETRY|HTTP-014)/.test(id),
      );
      assert.deepEqual(accused, [], `seed ${seed}`);
      assert.ok((record.run.network?.unsteady ?? 0) > 0);
    }
  });
});

describe('a key for the blocking connector that is wrong', () => {
  it('exits 4, names the option, and blames no clause', async () => {
    const destination = await startDestination({ blockingApiKey: 'bk-Blocking-7' });
    try {
      const { argv, env } = pointAt({ ...destination, blockingApiKey: 'bk-Bloking-7' });
      const ran = await runCommand(argv, env);
      assert.equal(ran.exitCode, 4);
      assert.match(ran.record().run.reasons.join(), /401 .*the blocking API key.*ASTROLABE_BLOCKING_API_KEY/);
      assert.deepEqual(having(ran.record(), 'fail', 'warn'), []);
    } finally {
      await destination.close();
    }
  });
});
