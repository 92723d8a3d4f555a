/** Reports of real runs, read by third-party tools and searched for keys. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'junit2json';
import { validate } from '../schemas/index.ts';
import { makeFolder } from './folder.ts';
import { runCommand, startDestination } from './outside/index.ts';
import { pointAt } from './shell.ts';

/** Every report of a full run against a partly broken destination, by file name. */
async function reportsOf(
  apiKey: string,
  ...words: string[]
): Promise<{ reports: Record<string, string>; out: string }> {
  const destination = await startDestination({
    apiKey,
    blockingApiKey: `blocking-${apiKey}-blocking`,
    restrictedApiKey: `restricted-${apiKey}-restricted`,
    faults: ['echoes-key', 'echoes-authorization', 'page-400', 'accepts-key-prefix'],
  });
  try {
    const { argv, env } = pointAt(destination);
    const ran = await runCommand(
      [...argv.filter((word) => word !== '--json'), '--settle', '80ms', ...words],
      env,
    );
    const folder = join(ran.cwd, 'reports/output');
    const names = readdirSync(folder);
    return {
      reports: Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
      out: ran.out,
    };
  } finally {
    await destination.close();
  }
}

function formsOf(key: string): string[] {
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '');
  return [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), base64(key), base64(`${key}:`)];
}

describe('the reports of a run', () => {
  for (const key of [
    'ak_0123456789abcdef',
    'Pass+word/with=marks&more',
    'schlüssel-mit-ümlaut',
    "quote's-and-$HOME",
  ]) {
    it(`never contain the key ${key}, in any form`, async () => {
      const { reports, out } = await reportsOf(key);
      assert.ok(Object.keys(reports).length >= 6);
      for (const [name, text] of Object.entries({ ...reports, 'standard output': out })) {
        for (const form of formsOf(key)) assert.equal(text.includes(form), false, `${name} holds ${form}`);
      }
      assert.match(reports['conformance.json'] ?? '', /«api-key»/);
    });
  }

  it('keep their texts with the key "a", and do not contain it as a credential', async () => {
    const { reports, out } = await reportsOf('a');
    for (const [name, text] of Object.entries({ ...reports, 'standard output': out })) {
      assert.equal(/Basic YTo=|[?&]apiKey=a\b|-u ['"]?a:/.test(text), false, name);
    }
    assert.match(out, /A call of a type that is not supported \(page, screen, alias\) is answered with 501/);
    assert.match(reports['conformance.json'] ?? '', /"traits\\":\{/);
  });

  it('are JUnit with clause ids to a JUnit parser, and match the schema', async () => {
    const { reports } = await reportsOf('ak_0123456789abcdef');
    const record = JSON.parse(reports['conformance.json'] ?? '');
    assert.deepEqual(validate('result', record), []);
    const suites = await parse(reports['junit.xml'] ?? '');
    assert.ok(suites && 'testsuite' in suites);
    const cases = suites.testsuite?.flatMap(({ testcase = [] }) => testcase) ?? [];
    const examples = record.clauses.flatMap(
      (clause: { examples: { id: string; verdict: string }[] }) => clause.examples,
    );
    const graded = cases.filter(({ classname }) => /^AST-/.test(classname ?? ''));
    assert.equal(graded.length, examples.length);
    const failing = examples.filter(({ verdict }: { verdict: string }) => verdict === 'fail').length;
    assert.equal(graded.filter(({ failure }) => failure !== undefined).length, failing);
    assert.ok(failing > 0);
  });
});

describe('verify --history', () => {
  it('keeps a line for each run of a folder, and the page shows what moved', async () => {
    const folder = makeFolder('history');
    const run = async (...faults: ('mangles-emoji' | 'answers-201')[]) => {
      const destination = await startDestination({ port: 0, faults });
      const { argv, env } = pointAt(destination);
      const words = ['--settle', '80ms', '--clauses', 'AST-HTTP-*', '--report-dir', folder, '--history'];
      const { record } = await runCommand([...argv, ...words], env);
      await destination.close();
      return record();
    };
    const records = [await run(), await run('mangles-emoji')];
    const lines = readFileSync(join(folder, 'history.ndjson'), 'utf8').trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).run),
      records.map((record) => record.run.id),
    );
    assert.match(
      readFileSync(join(folder, 'report.html'), 'utf8'),
      /2 runs in this folder[\s\S]*Since the run of [^:]*:\d\d UTC against http/,
    );
    assert.deepEqual(records[1]?.run.options, [
      ...['--base-url', records[1]?.target.baseUrl ?? ''],
      ...['--records-url', records[1]?.target.recordsUrl ?? ''],
      ...['--settle', '80ms'],
    ]);
  });
});
