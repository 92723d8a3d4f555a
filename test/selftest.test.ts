/** The suite can fail: a smaller selftest, and scenarios without their assertions, which must catch nothing. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import { embeddedTables } from '../harness/embedded.ts';
import { loadKills, loadRegistry } from '../harness/registry/index.ts';
import { type SelftestSubject, subjectsOf } from '../harness/selftest/subjects.ts';
import { makeFolder } from './folder.ts';
import { gradeSubject, runCommand } from './outside/index.ts';
import { pointAt } from './shell.ts';

const registry = loadRegistry();
const subjects = subjectsOf(embeddedTables());
const graded = registry.clauses.filter(
  ({ id, level, unscenarioed }) => id.startsWith('AST-') && level !== 'INFO' && unscenarioed === undefined,
);
/** Loopback needs no HTTPS, so no defect here can break that clause. */
const breakable = graded.filter(({ id }) => id !== 'AST-HTTP-002');

function defectOf(clauseId: string): SelftestSubject {
  const subject = subjects.find(({ kind, clause }) => kind === 'defect' && clause === clauseId);
  assert.ok(subject, `no defect breaks ${clauseId}`);
  return subject;
}

describe('the table of defects', () => {
  it('has at least sixty, and one for every clause that can be observed on loopback', () => {
    const broken = new Set(subjects.filter(({ kind }) => kind === 'defect').map(({ clause }) => clause));
    const without = graded.map(({ id }) => id).filter((id) => !broken.has(id));
    assert.deepEqual(without, ['AST-HTTP-002']);
    assert.ok(subjects.filter(({ kind }) => kind === 'defect').length >= 60);
  });

  it('matches what each clause catches in features/kills.json', () => {
    const byClause = new Map<string, string[]>();
    for (const { kind, name, clause } of subjects) {
      if (kind === 'defect' && clause !== undefined)
        byClause.set(clause, [...(byClause.get(clause) ?? []), name]);
    }
    assert.deepEqual(Object.fromEntries(loadKills()), Object.fromEntries(byClause));
  });
});

describe('a smaller selftest', () => {
  const sample = breakable.filter((_, position) => position % 6 === 1).map(({ id }) => id);
  for (const clauseId of sample) {
    const subject = defectOf(clauseId);
    it(`${subject.name} is caught by ${clauseId}`, async () => {
      const { verdict, unmet } = await gradeSubject(subject);
      assert.equal(verdict, 'caught', `unmet: ${unmet.join(', ')}`);
    });
  }

  for (const subject of subjects.filter(({ kind, name }) => kind === 'variant' && name !== 'rate-limit')) {
    it(`${subject.name} is left alone`, async () => {
      const { verdict, unmet } = await gradeSubject(subject);
      assert.equal(verdict, 'left-alone', `unmet: ${unmet.join(', ')}`);
    });
  }
});

describe('the smoke set', () => {
  it('needs at most a third of the requests of a run, and selftest says so', async () => {
    const { exitCode, out } = await runCommand(['selftest', '--smoke', '--json']);
    const { requests, defects, clauses } = JSON.parse(out);
    assert.equal(exitCode, 0);
    assert.ok(requests[0] * 3 <= requests[1], `${requests}`);
    assert.ok(defects[0] * 2 > defects[1], `${defects}`);
    assert.ok(clauses[0] > 60);
  });

  it('is named by the record and the headline of its run', async () => {
    const ran = await runCommand(['verify', '--smoke', '--json']);
    const record = ran.record();
    assert.deepEqual([ran.exitCode, record.run.selection.smoke], [0, true]);
    assert.ok(record.clauses.every(({ examples }) => examples.length === 1));
    assert.match(readFileSync(join(ran.cwd, 'reports/output/summary.md'), 'utf8'), /smoke set only/);
  });
});

/** Clauses selected by a seed, with a linear congruential generator. */
function selectedClauses(count: number, seed: number): string[] {
  const pool = breakable.map(({ id }) => id);
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return pool.splice(state % pool.length, 1)[0] ?? '';
  });
}

describe('a scenario without its assertion', () => {
  const root = makeFolder('mutant');
  cpSync(resolve(import.meta.dirname, '../features'), join(root, 'features'), { recursive: true });

  /** Removes all assertions of a clause's scenarios: Then steps, and And steps that read state. */
  function dropAssertions(clauseId: string): void {
    const uris = new Set(
      readCatalogue()
        .filter((example) => example.clauseId === clauseId)
        .map(({ uri }) => uri),
    );
    for (const uri of uris) {
      const path = join(root, uri);
      let inside = false;
      let asserting = false;
      const kept = readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => {
          const rule = /^ {2}@(AST-[A-Z]+-\d+) /.exec(line)?.[1];
          if (rule !== undefined) inside = rule === clauseId;
          if (/^ {4}(@|Scenario)|^ {6}Examples:|^$/.test(line)) asserting = false;
          if (/^ {6}(Given|When) /.test(line)) asserting = false;
          if (/^ {6}Then /.test(line)) asserting = true;
          if (/^ {6}And the (User|Account) for /.test(line)) asserting = true;
          return !(inside && asserting);
        });
      writeFileSync(path, kept.join('\n'));
    }
  }

  for (const clauseId of selectedClauses(10, 20_261_123)) {
    it(`lets ${defectOf(clauseId).name} through ${clauseId}`, async () => {
      dropAssertions(clauseId);
      const { verdict } = await gradeSubject(defectOf(clauseId), { root, clauseId });
      assert.notEqual(verdict, 'caught');
    });
  }
});

describe('a façade', () => {
  /** Responds correctly, but has only the User of the page's own example. */
  async function startFacade() {
    const known = { userId: 'userId123', properties: { email: 'john.doe@example.com' }, accountIds: [] };
    const server = createServer(async (request, response) => {
      const body = await text(request);
      const send = (status: number, value: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      const authorized =
        request.headers.authorization === `Basic ${Buffer.from('facade-key:').toString('base64')}`;
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://facade');
      if (pathname.startsWith('/records/')) {
        const collection = pathname.slice('/records/'.length);
        return send(200, {
          [collection]: collection === 'users' && searchParams.get('userId') === known.userId ? [known] : [],
        });
      }
      if (!authorized) return send(401, { message: 'unknown key' });
      try {
        const { type } = JSON.parse(body);
        return send(['identify', 'group', 'track'].includes(type) ? 200 : 501, { message: type });
      } catch {
        return send(400, { message: 'not JSON' });
      }
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    return { baseUrl: `${url}/segment`, recordsUrl: `${url}/records`, apiKey: 'facade-key', close };
  }

  async function withFacade<T>(
    use: (facade: { baseUrl: string; recordsUrl: string; apiKey: string }) => Promise<T>,
  ): Promise<T> {
    const { close, ...facade } = await startFacade();
    try {
      return await use(facade);
    } finally {
      close();
    }
  }

  it('that responds correctly and stores nothing is not conformant', async () => {
    const ran = await withFacade((facade) => {
      const { argv, env } = pointAt(facade);
      return runCommand([...argv, '--settle', '100ms'], env);
    });
    assert.equal(ran.exitCode, 1);
    assert.equal(ran.record().verdict, 'nonconformant');
  });

  it('is never called conformant on clauses that could not be observed', async () => {
    await withFacade(async ({ recordsUrl: _, ...bare }) => {
      const { argv, env } = pointAt(bare);
      const ran = await runCommand(argv, env);
      assert.equal(ran.record().run.evidence, 'wire');
      assert.ok(ran.record().counts['not-observable'] > 40);
      const human = await runCommand(
        argv.filter((word) => word !== '--json'),
        env,
      );
      assert.match(
        human.out.replaceAll(/\s+/g, ' '),
        /A 2xx response does not prove that anything was stored/,
      );
    });
  });
});
