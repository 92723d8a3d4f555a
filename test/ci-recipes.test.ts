/** The recipes of docs/ci.md and the action of the repository, step by step, as far as they need no service. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { type RunningDestination, startDestination } from './destination/index.ts';
import { makeFolder } from './folder.ts';
import { PROGRAM } from './program.ts';

const execute = promisify(execFile);

/** Without the settings of an npx around these tests, which another one would obey. */
const outside = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
const root = resolve(import.meta.dirname, '..');

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Workflow {
  readonly jobs: { readonly conformance: { readonly steps: readonly Step[]; readonly env: object } };
}

interface Job {
  readonly astrolabe: {
    readonly variables: Readonly<Record<string, string>>;
    readonly script: readonly string[];
    readonly artifacts: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } };
  };
}

interface ShardedWorkflow {
  readonly jobs: {
    readonly shard: {
      readonly strategy: { readonly matrix: { readonly shard: readonly number[] } };
      readonly env: Readonly<Record<string, string>>;
      readonly steps: readonly Step[];
    };
    readonly verdict: { readonly steps: readonly Step[] };
  };
}

interface ShardedJob {
  readonly astrolabe: {
    readonly parallel: number;
    readonly variables: Readonly<Record<string, string>>;
    readonly script: readonly string[];
  };
  readonly 'astrolabe-verdict': { readonly script: readonly string[] };
}

const action: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
const [workflow, job, shardedWorkflow, shardedJob] = [
  ...readFileSync(join(root, 'docs/ci.md'), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm),
].map(([, text = '']) => parse(text) as unknown) as [Workflow, Job, ShardedWorkflow, ShardedJob];

let conforming: RunningDestination;
let faulty: RunningDestination;

before(async () => {
  conforming = await startDestination();
  faulty = await startDestination({ faults: ['replaces-instead-of-merging'] });
});
after(() => Promise.all([conforming.close(), faulty.close()]));

/** A folder of a project in which this package is installed. */
function installed(): string {
  const folder = makeFolder('ci');
  const bin = join(folder, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  const words = [process.execPath, ...PROGRAM].map((word) => `'${word}'`).join(' ');
  writeFileSync(join(bin, 'astrolabe-conformance'), `#!/bin/sh\nexec ${words} "$@"\n`);
  chmodSync(join(bin, 'astrolabe-conformance'), 0o755);
  return folder;
}

/** Runs the steps of the action as a runner does. */
async function runAction(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>) {
  const cwd = installed();
  const [outputs, summary] = [join(cwd, 'outputs'), join(cwd, 'summary.md')];
  const given = {
    ...Object.fromEntries(Object.entries(action.inputs).map(([name, one]) => [name, one.default])),
    ...inputs,
  };
  const filled = (text: string) =>
    text.replaceAll(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, name) => given[name as 'version'] ?? assert.fail(name),
    );
  let printed = '';
  let exitCode: number | undefined = 0;
  for (const step of action.runs.steps) {
    const own = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]),
    );
    const ran = await execute('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run ?? ''], {
      cwd,
      env: {
        ...outside,
        CI: 'true',
        GITHUB_OUTPUT: outputs,
        GITHUB_STEP_SUMMARY: summary,
        ASTROLABE_SETTLE: '300ms',
        ...env,
        ...own,
      },
      maxBuffer: 2 ** 26,
    }).catch((error: Error & { code?: number; stdout?: string; stderr?: string }) => ({
      ...error,
      stdout: error.stdout ?? '',
      stderr: error.stderr ?? '',
    }));
    printed += ran.stdout + ran.stderr;
    if ('code' in ran) exitCode = ran.code;
  }
  const lines = readFileSync(outputs, 'utf8').trim().split('\n');
  return {
    exitCode,
    printed,
    outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s))) as Record<string, string>,
    summary: readFileSync(summary, 'utf8'),
  };
}

const inputsOf = ({ baseUrl, recordsUrl }: RunningDestination) => ({
  'base-url': baseUrl,
  'records-url': recordsUrl,
});
const keysOf = ({ apiKey }: RunningDestination) => ({ ASTROLABE_API_KEY: apiKey });

describe('the action for GitHub', () => {
  it('passes for a destination that conforms, and says so in its outputs and the summary', async () => {
    const { exitCode, outputs, summary, printed } = await runAction(inputsOf(conforming), keysOf(conforming));
    assert.equal(exitCode, 0, printed);
    assert.equal(outputs.verdict, 'conformant');
    assert.ok(JSON.parse(outputs.counts ?? '').pass > 50);
    assert.match(summary, /Conformant/);
    assert.ok(!printed.includes(conforming.apiKey));
  });

  it('fails for a destination that does not, with annotations, and says so all the same', async () => {
    const { exitCode, outputs, summary, printed } = await runAction(inputsOf(faulty), keysOf(faulty));
    assert.equal(exitCode, 1);
    assert.equal(outputs.verdict, 'nonconformant');
    assert.ok(JSON.parse(outputs.counts ?? '').fail > 0);
    assert.match(summary, /AST-IDENT-003/);
    assert.match(printed, /^::error .*AST-IDENT-003/m);
  });

  it('grades the emulator without inputs', async () => {
    assert.equal((await runAction({}, {})).outputs.verdict, 'conformant');
  });
});

/** What a service fills in. */
const FILLED: Readonly<Record<string, string>> = {
  'github.run_id': '17236781234',
  'github.run_number': '42',
  $CI_PIPELINE_ID: '1862345',
};

const SHARD_NUMBER = ['$', '{{ matrix.shard }}'].join('');

const filledIn = (text: string) =>
  Object.entries(FILLED).reduce(
    (filled, [name, value]) => filled.replaceAll(name.startsWith('$') ? name : `\${{ ${name} }}`, value),
    text,
  );

/** The lines that a machine with the packages and the destination still has to run. */
const ownLines = (lines: readonly (string | undefined)[]) =>
  lines.flatMap((line) => (line === undefined || /^npm (ci|start)/.test(line) ? [] : [line]));

/** Runs lines as a job with these variables, whose destination is that of this test. */
async function runJob(
  lines: readonly string[],
  variables: Readonly<Record<string, string>>,
  destination: RunningDestination,
  cwd: string,
): Promise<number> {
  const given = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, filledIn(value)]));
  const env = {
    ...outside,
    CI: 'true',
    ASTROLABE_SETTLE: '2s',
    ...given,
    ASTROLABE_BASE_URL: destination.baseUrl,
    ASTROLABE_RECORDS_URL: destination.recordsUrl,
    ...keysOf(destination),
  };
  return execute('bash', ['-ec', lines.join('\n')], { cwd, env, maxBuffer: 2 ** 26 }).then(
    () => 0,
    ({ code }: { code: number }) => code,
  );
}

describe('the recipes in several jobs', () => {
  it('run on GitHub as five processes, and find what one would', async () => {
    const { shard, verdict } = shardedWorkflow.jobs;
    const numbers = shard.strategy.matrix.shard;
    assert.deepEqual(numbers, [1, 2, 3, 4, 5]);
    const end = installed();
    const codes = await Promise.all(
      numbers.map(async (number) => {
        const machine = installed();
        const lines = ownLines(shard.steps.map(({ run }) => run?.replaceAll(SHARD_NUMBER, `${number}`)));
        assert.equal(lines.length, 1);
        const code = await runJob(lines, shard.env, faulty, machine);
        // What upload-artifact and download-artifact do.
        cpSync(join(machine, 'shard'), join(end, `shard-${number}`), { recursive: true });
        return code;
      }),
    );
    // A part ends with 3 if what its examples rest on fails in another part.
    assert.ok(codes.includes(1) && codes.every((code) => [0, 1, 3].includes(code)), codes.join());
    const summary = join(end, 'summary.md');
    const last = ownLines(verdict.steps.map(({ run }) => run));
    assert.equal(await runJob(last, { GITHUB_STEP_SUMMARY: summary }, faulty, end), 1);
    assert.match(readFileSync(summary, 'utf8'), /Not conformant \(responses and stored records\)/);
    rmSync(join(end, 'shard-2'), { recursive: true });
    rmSync(join(end, 'shard-3'), { recursive: true });
    writeFileSync(summary, '');
    await runJob(last, { GITHUB_STEP_SUMMARY: summary }, faulty, end);
    assert.match(readFileSync(summary, 'utf8'), /shards are missing: 2\/5, 3\/5/);
  });

  it('run on GitLab as five processes, and pass', async () => {
    const { astrolabe, 'astrolabe-verdict': verdict } = shardedJob;
    const cwd = installed();
    const codes = await Promise.all(
      Array.from({ length: astrolabe.parallel }, (_, index) => {
        const own = { CI_NODE_INDEX: `${index + 1}`, CI_NODE_TOTAL: `${astrolabe.parallel}` };
        return runJob(ownLines(astrolabe.script), { ...astrolabe.variables, ...own }, conforming, cwd);
      }),
    );
    assert.deepEqual(codes, [0, 0, 0, 0, 0]);
    assert.equal(await runJob(ownLines(verdict.script), {}, conforming, cwd), 0);
    assert.match(readFileSync(join(cwd, 'junit.xml'), 'utf8'), /name="headline" value="Conformant/);
    const alone = ['npx astrolabe-conformance report shard-1/conformance.json --gate'];
    assert.equal(await runJob(alone, {}, conforming, cwd), 3, 'the other parts are missing');
  });
});

describe('the recipes', () => {
  it('use the action with inputs that it has, and outputs that it has', () => {
    const steps = workflow.jobs.conformance.steps;
    const own = steps.find(({ uses }) => uses?.includes('astrolabe-conformance'));
    assert.deepEqual(
      Object.keys(own?.with ?? {}).filter((name) => !(name in action.inputs)),
      [],
    );
    const text = readFileSync(join(root, 'docs/ci.md'), 'utf8');
    const named = [...text.matchAll(/steps\.astrolabe\.outputs\.(\w+)/g)].map(([, name = '']) => name);
    assert.deepEqual(named.toSorted(), Object.keys(action.outputs).toSorted());
    assert.equal(own?.id, 'astrolabe');
    for (const { value } of Object.values(action.outputs)) {
      assert.match(
        value,
        new RegExp(`^\\$\\{\\{ steps\\.${action.runs.steps[0]?.id}\\.outputs\\.\\w+ \\}\\}$`),
      );
    }
  });

  it('run in GitLab, where the reports that they name are written', async () => {
    const { variables, script, artifacts } = job.astrolabe;
    const cwd = installed();
    // The packages are installed here, and the destination runs.
    const lines = script.filter((line) => !/^npm (ci|start)/.test(line));
    assert.equal(lines.length, 1);
    const own = {
      ...variables,
      ASTROLABE_BASE_URL: conforming.baseUrl,
      ASTROLABE_RECORDS_URL: conforming.recordsUrl,
    };
    assert.deepEqual(Object.keys(own).toSorted(), Object.keys(variables).toSorted());
    await execute('bash', ['-ec', lines.join('\n')], {
      cwd,
      env: { ...outside, CI: 'true', ASTROLABE_SETTLE: '300ms', ...own, ...keysOf(conforming) },
    });
    for (const path of [...artifacts.paths, artifacts.reports.junit])
      assert.ok(readFileSync(join(cwd, path, path.endsWith('.xml') ? '' : 'report.html')));
  });
});
