/** Runs `init`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readUrl } from '../../harness/read-setting.ts';
import { CommandError, type Shell } from '../shell.ts';
import { writeNew, writeWhole } from '../whole-file.ts';
import type { InitOptions } from './init.ts';
import { type CucumberPlan, installCucumber, lineOf, planCucumber } from './install-cucumber.ts';
import {
  configFile,
  cucumberProfile,
  exampleFeature,
  githubWorkflow,
  type ProjectPlan,
  stepsFile,
} from './templates.ts';

const SCRIPT = 'test:astrolabe';

/** The places where cucumber looks for its profile, in its order. */
const PROFILES = ['js', 'cjs', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `cucumber.${extension}`);

/** Where options of the command line and their targets may be. */
const CONFIGS = ['json', 'yaml', 'js'].map((extension) => `astrolabe.config.${extension}`);

/**
 * @returns 2 if cucumber could not be installed
 * @throws CommandError with exit code 2 if package.json is missing or cannot be read, or an address is not a URL
 */
export async function runInit(options: InitOptions, shell: Shell): Promise<number> {
  const project = readProject(shell.cwd);
  const { plan, isForGithub } = await planOf(options, shell);
  const files: readonly (readonly [names: readonly string[], text: string])[] = [
    [[project.isModule ? 'cucumber.js' : 'cucumber.mjs', ...PROFILES], cucumberProfile(plan)],
    [['astrolabe.config.yaml', ...CONFIGS], configFile(plan)],
    [[`${plan.features}/support/astrolabe.mjs`], stepsFile()],
    [[`${plan.features}/astrolabe.feature`], exampleFeature(plan)],
    ...(isForGithub ? ([[['.github/workflows/astrolabe.yml'], githubWorkflow(plan)]] as const) : []),
  ];
  for (const [names, text] of files) shell.out(writeMissing(names, text, shell));
  shell.out(addScript(project, shell));
  const cucumber = planCucumber(shell);
  const isReady = !options.noInstall && (await installCucumber(cucumber, shell));
  shell.out(nextSteps(plan, isReady ? {} : cucumber));
  return isReady || options.noInstall ? 0 : 2;
}

/** The package.json of a project, as it was read. */
interface Project {
  readonly path: string;
  readonly text: string;
  readonly content: { readonly scripts?: Readonly<Record<string, string>> };
  readonly isModule: boolean;
}

function readProject(cwd: string): Project {
  const path = join(cwd, 'package.json');
  if (!existsSync(path)) {
    throw new CommandError(
      2,
      `there is no package.json in ${cwd}: write one with "npm init -y", and run init again`,
    );
  }
  const text = readFileSync(path, 'utf8');
  try {
    const content = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof content !== 'object' || content === null || Array.isArray(content))
      throw new Error('it is not an object');
    return { path, text, content, isModule: content.type === 'module' };
  } catch (error) {
    throw new CommandError(2, `${path} cannot be read as JSON: ${(error as Error).message}`);
  }
}

async function planOf(
  options: InitOptions,
  { interactive, ask }: Shell,
): Promise<{ readonly plan: ProjectPlan; readonly isForGithub: boolean }> {
  const asks = interactive && !options.yes;
  const answer = async (given: string | undefined, question: string) =>
    given ?? (asks ? (await ask(question)).trim() || undefined : undefined);
  const baseUrl = await answer(options.baseUrl, 'URL that Segment would POST to (Enter for the emulator): ');
  const recordsUrl =
    baseUrl === undefined
      ? options.recordsUrl
      : await answer(options.recordsUrl, 'URL of its Records API (Enter if it has none): ');
  const workflow = await answer(options.ci, 'Write a workflow for GitHub Actions? [y/N] ');
  const problems: string[] = [];
  for (const [option, url] of [
    ['--base-url', baseUrl],
    ['--records-url', recordsUrl],
  ] as const) {
    if (url !== undefined) readUrl(option, url, (problem) => problems.push(problem));
  }
  if (baseUrl === undefined && recordsUrl !== undefined) problems.push('--records-url needs --base-url');
  if (problems.length > 0) throw new CommandError(2, problems.join('\n'));
  const features = options.features.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
  return { plan: { baseUrl, recordsUrl, features }, isForGithub: /^(github|y(es)?)$/i.test(workflow ?? '') };
}

/**
 * Writes a file unless it, or one that has its place, is there.
 *
 * @param names the file, and others that would have its place
 * @returns what happened
 */
function writeMissing(
  [name = '', ...others]: readonly string[],
  text: string,
  { cwd, redact }: Shell,
): string {
  try {
    const there = others.find((other) => existsSync(join(cwd, other)));
    if (there === undefined && writeNew(join(cwd, name), redact(text))) return `wrote ${name}\n`;
    const kept = there ?? name;
    if (readFileSync(join(cwd, kept), 'utf8') === text) return `${kept} is there already\n`;
    return `left ${kept} as it is; for this, it would be:\n\n${indented(text)}\n`;
  } catch (error) {
    throw new CommandError(2, `${name} cannot be written: ${(error as Error).message}`);
  }
}

/** Adds the script, in the layout that the file has. */
function addScript({ path, text, content }: Project, { redact }: Shell): string {
  const present = content.scripts?.[SCRIPT];
  if (present !== undefined) return `left the script "${SCRIPT}" of package.json as it is\n`;
  const changed = { ...content, scripts: { ...content.scripts, [SCRIPT]: 'cucumber-js' } };
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  try {
    writeWhole(path, redact(`${JSON.stringify(changed, null, indent)}\n`));
    return `added the script "${SCRIPT}" to package.json\n`;
  } catch (error) {
    throw new CommandError(2, `package.json cannot be written: ${(error as Error).message}`);
  }
}

function nextSteps({ baseUrl, features }: ProjectPlan, { install }: CucumberPlan): string {
  const key = baseUrl === undefined ? [] : ['set ASTROLABE_API_KEY to the key of a connector'];
  const lines = [
    ...(install === undefined ? [] : [lineOf(install)]),
    ...key,
    `npx cucumber-js ${features}/astrolabe.feature   (your example)`,
    'npx cucumber-js   (the specification and your features)',
  ];
  return `\nNext:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
