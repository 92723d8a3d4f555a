/** What the build writes beside the compiler: it would otherwise cost time at every start. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { parse } from 'yaml';
import { type Compiled, sha256Of } from '../../harness/compiled.ts';
import { readCatalogue, type Suite } from '../../harness/cucumber/catalogue.ts';
import { compileMatches, libraryOf } from '../../harness/cucumber/executor/index.ts';
import { featuresDigest, parseFeatures, readFeatureTexts } from '../../harness/cucumber/features.ts';
import { ASSET_NAMES, asset } from '../../reports/assets/assets.ts';
import { standaloneSources } from '../../schemas/compile.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { defineForCommands } from '../../step-definitions/index.ts';
import { consoleFiles } from './console.ts';

/** Replaces `schemas/validators.ts`, which needs ajv; a schema costs nothing before it is first asked for. */
const VALIDATORS = `// Written by the build.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { helpers } from './beyond/index.js';
import { codeRoot } from './package-root.js';

const require = createRequire(import.meta.url);
const validators = new Map();

export function validatorOf(name) {
  const known = validators.get(name);
  if (known !== undefined) return known;
  const made = require(join(codeRoot, 'schemas/compiled', \`\${name}.cjs\`))(helpers);
  validators.set(name, made);
  return made;
}
`;

/** Replaces `reports/assets/assets.ts`, which needs esbuild. */
const ASSETS = `// Written by the build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeRoot } from '../../schemas/package-root.js';

export const asset = (name) => readFileSync(join(codeRoot, 'reports/assets/bundles', name), 'utf8');
`;

/**
 * Replaces `entries/load-embedded.ts`, whose import bundlers follow: a bundle for a browser must not have the emulator in it.
 * The name is an argument, because some put a constant where it is used.
 */
const LOAD_EMBEDDED = `// Written by the build.
const load = (name) => import(/* @vite-ignore */ /* webpackIgnore: true */ name);

export function loadEmbedded() {
  return load('./embedded.js');
}
`;

/** Contents by path, relative to the build. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['schemas/validators.js', VALIDATORS],
    ['entries/load-embedded.js', LOAD_EMBEDDED],
    ...[...standaloneSources()].map(([name, source]): [string, string] => [
      `schemas/compiled/${name}.cjs`,
      transformSync(source, { minify: true }).code,
    ]),
    ...(['clauses', 'page-sentences'] as const).map(compiledYaml),
    ...(['destination', 'emulator'] as const).map(compiledCatalogue),
    ...compiledFeatures(),
    ...consoleFiles(),
    ['reports/assets/assets.js', ASSETS],
    ...ASSET_NAMES.map((name): [string, string] => [`reports/assets/bundles/${name}`, asset(name)]),
  ]);
}

function compiled<Content>(path: string, { sha256, content }: Compiled<Content>): [string, string] {
  return [`${path}.json`, JSON.stringify({ sha256, content })];
}

function compiledYaml(name: string): [string, string] {
  const yaml = readFileSync(join(packageRoot, 'features', `${name}.yaml`), 'utf8');
  return compiled(`harness/registry/${name}`, { sha256: sha256Of(yaml), content: parse(yaml) });
}

function compiledCatalogue(suite: Suite): [string, string] {
  const sha256 = featuresDigest(readFeatureTexts(suite));
  return compiled(`harness/cucumber/catalogue-${suite}`, { sha256, content: readCatalogue(suite) });
}

/** What runs them: only those of a destination, because the package seldom runs the emulator's own. */
function compiledFeatures(): [string, string][] {
  const texts = readFeatureTexts('destination');
  const content = parseFeatures(texts);
  const steps = content.flatMap(({ pickles }) => pickles.flatMap((pickle) => pickle.steps));
  const matches = compileMatches(
    libraryOf(defineForCommands),
    steps.map(({ text }) => text),
  );
  return [
    compiled('harness/cucumber/features-destination', { sha256: featuresDigest(texts), content }),
    compiled('harness/cucumber/matches', matches),
  ];
}
