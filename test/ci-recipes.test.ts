/** The recipes of docs/ci.md and the action of the repository, step by step, as far as they need no service. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const action: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
const [workflow, job] = [
  ...readFileSync(join(root, 'docs/ci.md'), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm),
].map(([, text = '']) => parse(text) as unknown) as [Workflow, Job];

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
