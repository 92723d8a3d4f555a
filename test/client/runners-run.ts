/**
 * `npm run client-matrix`: installs the packed package with five test runners into an empty project, runs the glue of
 * docs/worlds-in-tests.md there as it is printed, and the behaviours of the client in each runner.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { BEHAVIOURS } from './behaviours.js';
import { type Glue, readGlue } from './glue.ts';

const root = resolve(import.meta.dirname, '../..');
const execute = promisify(execFile);
const [major = 0] = process.versions.node.split('.').map(Number);

/** Whole versions, so that a run can be repeated; vitest 5 needs Node 22. */
const PACKAGES = [
  major < 22 ? 'vitest@4.1.12' : 'vitest@5.1.2',
  'jest@30.5.2',
  '@playwright/test@1.65.1',
  '@cucumber/cucumber@12.9.0',
];

const TITLES = Object.keys(BEHAVIOURS);

/** A file that declares the behaviours, in the place of the last test of the glue. */
const DECLARE = `for (const [title, behaviour] of Object.entries(BEHAVIOURS))
  test(title, (WORLD) => behaviour(world, { open: () => openWorld(), ControlError, ExpectationUnmet }));
`;

const IMPORTS = `import { BEHAVIOURS } from './behaviours.mjs';
import { ControlError, ExpectationUnmet } from 'astrolabe-conformance/test';
`;

interface Runner {
  /** The file of the glue, made to declare the behaviours. */
  behaviours(glue: Glue): { readonly file: string; readonly code: string };
  /** What the output says if so many tests passed, and none failed. */
  passed(output: string): number | undefined;
}

const RUNNERS: Readonly<Record<string, Runner>> = {
  'node:test': {
    behaviours: ({ file, code }) => ({
      file: renamed(file),
      code: `${IMPORTS}${head(code)}
for (const [title, behaviour] of Object.entries(BEHAVIOURS))
  test(title, async (t) => {
    const world = await openWorld({ name: t.name });
    t.after(() => world.close());
    await behaviour(world, { open: () => openWorld(), ControlError, ExpectationUnmet });
  });
`,
    }),
    // Node 20 prints TAP where there is no terminal.
    passed: (output) =>
      countOf(output, /^[ℹ#] fail (\d+)$/m) === 0 ? countOf(output, /^[ℹ#] pass (\d+)$/m) : undefined,
  },
  vitest: {
    behaviours: ({ file, code }) => ({
      file: renamed(file),
      code: `${IMPORTS}${head(code)}${DECLARE.replace('(WORLD)', '({ world })')}`,
    }),
    passed: (output) => countOf(output, /^ +Tests +(\d+) passed \(\d+\)/m),
  },
  jest: {
    behaviours: ({ file, code }) => ({
      file: renamed(file),
      code: `const { BEHAVIOURS } = require('./behaviours.cjs');
const { ControlError, ExpectationUnmet } = require('astrolabe-conformance/test');
${head(code)}${DECLARE.replace('(WORLD)', '()')}`,
    }),
    passed: (output) => countOf(output, /^Tests: +(\d+) passed, \d+ total/m),
  },
  Playwright: {
    behaviours: ({ file, code }) => ({
      file: renamed(file),
      code: `${IMPORTS}${head(code)}${DECLARE.replace('(WORLD)', '({ world })')}`,
    }),
    passed: (output) => countOf(output, /^ +(\d+) passed/m),
  },
  cucumber: {
    behaviours: ({ file }) => ({
      file: renamed(file),
      code: `import { BEHAVIOURS } from '../../behaviours.mjs';
import { When } from '@cucumber/cucumber';
import { ControlError, ExpectationUnmet, openWorld } from 'astrolabe-conformance/test';

When('it {}', function (title) {
  return BEHAVIOURS[title](this.astrolabe, { open: () => openWorld(), ControlError, ExpectationUnmet });
});
`,
    }),
    passed: (output) => countOf(output, /^(\d+) scenarios? \(\1 passed\)$/m),
  },
};

/** The glue without its last statement, the test. */
function head(code: string): string {
  return code.slice(0, code.lastIndexOf("test('"));
}

function renamed(file: string): string {
  return file.replace(/(\w+)(\.(?:\w+\.)?[cm]js)$/, 'behaviours-of-$1$2');
}

function countOf(output: string, pattern: RegExp): number | undefined {
  const [, count] = pattern.exec(output) ?? [];
  return count === undefined ? undefined : Number(count);
}

const BEHAVIOUR_SCENARIOS = `Feature: the behaviours of the client
${TITLES.map((title) => `  Scenario: ${title}\n    When it ${title}\n`).join('')}`;
const SIGNUP_SCENARIO = `Feature: signup
  Scenario: a signup is tracked
    When ada signs up
    Then the signup of ada is tracked
`;

const folder = mkdtempSync(join(tmpdir(), 'astrolabe-client-'));
let failed = 0;
let passed = 0;
const report = (line: string) => process.stdout.write(`${line}\n`);

/** The environment of the project: nothing of npm, and no emulator of somebody else. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_|ASTROLABE_|NODE_TEST_CONTEXT|FORCE_COLOR)/.test(name),
  ),
);

async function install(): Promise<void> {
  const { stdout } = await execute(
    'npm',
    ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder],
    {
      cwd: root,
    },
  );
  writeFileSync(join(folder, 'package.json'), '{ "name": "project", "private": true }\n');
  const words = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  await execute('npm', [...words, join(folder, stdout.trim().split('\n').at(-1) ?? ''), ...PACKAGES], {
    cwd: folder,
    env,
  });
}

/** A folder for one runner, because each would run the files of the others. */
function projectFor(
  { runner, file, code }: Glue,
  behaviours: { readonly file: string; readonly code: string },
): string {
  const project = join(folder, runner.replaceAll(/\W/g, '-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };
  write('package.json', '{ "name": "project", "private": true }\n');
  symlinkSync(join(folder, 'node_modules'), join(project, 'node_modules'));
  const source = readFileSync(join(root, 'test/client/behaviours.js'), 'utf8');
  write('behaviours.mjs', source);
  // For CommonJS, which jest runs without a flag.
  write('behaviours.cjs', transformSync(source, { format: 'cjs' }).code);
  write(file, code);
  write(behaviours.file, behaviours.code);
  if (file.startsWith('features/')) {
    write('features/behaviours.feature', BEHAVIOUR_SCENARIOS);
    write('features/signup.feature', SIGNUP_SCENARIO);
  }
  return project;
}

/** Runs the glue as it is printed and the behaviours, with the command of the page. */
async function runIn(glue: Glue): Promise<void> {
  const runner = RUNNERS[glue.runner];
  if (runner === undefined) throw new Error(`${glue.runner}: add it to test/client/runners-run.ts`);
  const project = projectFor(glue, runner.behaviours(glue));
  const startedAt = performance.now();
  const { stdout, stderr } = await execute('bash', ['-c', `exec ${glue.command}`], {
    cwd: project,
    env: { ...env, CI: '1', NO_COLOR: '1', NODE_OPTIONS: '' },
    timeout: 60_000,
    maxBuffer: 2 ** 26,
  }).catch((error: Error & { readonly stdout?: string; readonly stderr?: string }) => ({
    stdout: error.stdout ?? '',
    stderr: `${error.stderr ?? ''}\n${error.message}`,
  }));
  const count = runner.passed(stdout) ?? runner.passed(stderr);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  const all = TITLES.length + 1;
  if (count === all) {
    passed += count;
    report(`${glue.runner}: ${count} tests in ${seconds} s`);
  } else {
    failed += 1;
    report(`${glue.runner}: ${count ?? 'an unknown number'} of ${all} tests passed\n${stdout}\n${stderr}`);
  }
}

try {
  await install();
  const glue = readGlue();
  for (const one of glue) await runIn(one);
  for (const name of Object.keys(RUNNERS)) {
    if (glue.some(({ runner }) => runner === name)) continue;
    failed += 1;
    report(`${name}: docs/worlds-in-tests.md has no block for it`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const runners = Object.keys(RUNNERS).length;
report(
  `${runners - failed} of ${runners} test runners passed with the packed client on Node ${process.versions.node}: ${passed} tests (${TITLES.length} behaviours and the glue of the page in each)`,
);
process.exitCode = failed === 0 ? 0 : 1;
