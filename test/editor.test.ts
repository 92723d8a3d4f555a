/** Every step of every feature completes in an editor, from the sources and from an installed package. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Suggestion } from '@cucumber/language-service';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import type { Suite } from '../harness/cucumber/example.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { type Editor, type EditorSettings, openInEditor, readGlue } from './editor.ts';
import { definitionsOf, parameterTypesOf, stepsIn } from './feature-steps.ts';
import { makeFolder } from './folder.ts';

const NAME = 'astrolabe-conformance';

/** The definitions of the emulator's own sides are in a folder of their own. */
const EMULATOR = '/step-definitions/emulator/';

interface Place {
  readonly title: string;
  readonly suites: readonly Suite[];
  open(): Promise<Editor>;
}

function read(path: string): string {
  return readFileSync(join(packageRoot, path), 'utf8');
}

/** The settings that the page of the documentation says to write. */
function settingsOfThePage(): EditorSettings {
  const [, settings = ''] = /^```json\n([\s\S]+?)^```$/m.exec(read('docs/editors.md')) ?? [];
  return JSON.parse(settings);
}

/** A project that has the package, a feature of its own, and a step of its own with a parameter type of the package. */
function makeProject(): string {
  const folder = makeFolder('editor');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(packageRoot, join(folder, 'node_modules', NAME), 'dir');
  mkdirSync(join(folder, 'features'));
  writeFileSync(
    join(folder, 'features', 'steps.ts'),
    `import * as cucumber from '@cucumber/cucumber';
     import { defineSteps } from '${NAME}/steps';
     defineSteps(cucumber);
     const { When } = cucumber;
     When('{person} buys {int} book(s)', (person: unknown, count: number) => {});`,
  );
  writeFileSync(
    join(folder, 'features', 'own.feature'),
    'Feature: F\n  Scenario: S\n    Given user "ada" is identified\n    When user "ada" buys 2 books\n',
  );
  return folder;
}

const project = makeProject();
const projectEditor = openInEditor(project, settingsOfThePage());

const PLACES: readonly Place[] = [
  {
    title: 'a clone, with the settings of the repository',
    suites: ['destination', 'emulator'],
    open: () => openInEditor(packageRoot, JSON.parse(read('.vscode/settings.json'))),
  },
  {
    title: 'a project that has the package, with the settings of the page',
    suites: ['destination'],
    open: () => projectEditor,
  },
];

for (const { title, suites, open } of PLACES) {
  describe(`an editor in ${title}`, () => {
    let editor: Editor;
    before(async () => {
      editor = await open();
    });

    /** The expressions of a suite: those of the user are of none. */
    function expressionsOf(suite: Suite) {
      return editor.read.expressionLinks
        .filter(({ locationLink: { targetUri } }) => targetUri.includes('/step-definitions/'))
        .filter(({ locationLink: { targetUri } }) => targetUri.includes(EMULATOR) === (suite === 'emulator'))
        .map(({ expression }) => expression);
    }

    it('reads everything', () => {
      assert.deepEqual(
        editor.read.errors.map(({ message }) => message),
        [],
      );
    });

    for (const suite of suites) {
      it(`finds the definitions that cucumber has of the ${suite}’s steps`, async () => {
        const registered = (await definitionsOf(suite)).map(({ pattern }) => sourceOf(pattern));
        assert.ok(registered.length > 40, `${registered.length} definitions were registered`);
        const found = expressionsOf(suite).map(({ source }) => source);
        assert.deepEqual(found.toSorted(), registered.toSorted());
      });

      it(`finds the parameter types that cucumber has of the ${suite}’s steps`, async () => {
        for (const { name = '', regexpStrings } of await parameterTypesOf(suite)) {
          const found = editor.read.registry.lookupByTypeName(name);
          assert.deepEqual([...new Set(found?.regexpStrings)], [...regexpStrings], name);
        }
      });

      it(`finds one definition of each step of the ${suite}’s features`, () => {
        const expressions = editor.read.expressionLinks.map(({ expression }) => expression);
        const uris = [...new Set(readCatalogue(suite).map(({ uri }) => uri))];
        const steps = uris.flatMap((uri) => stepsIn(uri, read(uri)));
        assert.ok(steps.length > 200, `${steps.length} steps were read`);
        const texts = new Map(steps.map(({ text, place }) => [text, place]));
        const problems = [...texts].flatMap(([text, place]) => {
          const found = expressions.filter((expression) => expression.match(text) !== null);
          return found.length === 1 ? [] : [`${place}: "${text}": ${found.map(({ source }) => source)}`];
        });
        assert.deepEqual(problems, []);
      });

      it(`completes each step of the ${suite}’s features`, async () => {
        const missing = (await definitionsOf(suite)).flatMap(({ pattern }) => {
          const source = sourceOf(pattern);
          const suggestion = editor.suggestions.find(({ label, matched }) => label === source && matched);
          if (suggestion === undefined) return [`${source} is not suggested`];
          return editor.offered(firstOf(suggestion)).includes(source) ? [] : [`${source} is not offered`];
        });
        assert.deepEqual(missing, []);
      });

      it(`shows every feature of the ${suite}, and underlines nothing`, () => {
        const uris = [...new Set(readCatalogue(suite).map(({ uri }) => uri))];
        for (const uri of uris) {
          const feature = editor.features.find(({ path }) => path.endsWith(uri));
          assert.ok(feature, `${uri} is not found`);
          assert.deepEqual(editor.underlined(feature.content), [], uri);
        }
      });
    }

    it('offers no step that has no definition', () => {
      assert.deepEqual(
        editor.suggestions.filter(({ matched }) => !matched),
        [],
      );
    });
  });
}

describe('an editor in a project that has the package', () => {
  let editor: Editor;
  before(async () => {
    editor = await projectEditor;
  });

  it('reads the project’s own features and steps', () => {
    const own = editor.features.find(({ path }) => path === 'features/own.feature');
    assert.ok(own);
    assert.deepEqual(editor.underlined(own.content), []);
    assert.ok(editor.offered('buys').includes('{person} buys {int} book(s)'));
  });

  it('offers nothing that defineSteps does not define', () => {
    const others = editor.read.expressionLinks.filter(({ locationLink }) =>
      locationLink.targetUri.includes(EMULATOR),
    );
    assert.deepEqual(others, []);
  });

  it('underlines a step that does not exist', () => {
    assert.deepEqual(
      editor.underlined(
        'Feature: F\n  Scenario: S\n    Given user "ada" is identifed\n    When user "ada" pays\n',
      ),
      ['3: Undefined step: user "ada" is identifed', '4: Undefined step: user "ada" pays'],
    );
  });
});

describe('what an editor can read', () => {
  it('is a pattern that is a literal, and no other', async () => {
    const type = (regexp: string) =>
      `const PATTERN = 'x';\ndefineParameterType({ name: 'thing', regexp: ${regexp} });\n`;
    const step = "Given('a {thing}', () => {});\n";
    const literal = await readGlue([{ path: 'a.ts', content: type('/x|y/') + step }]);
    assert.deepEqual(
      literal.expressionLinks.map(({ expression }) => expression.source),
      ['a {thing}'],
    );
    const computed = await readGlue([{ path: 'a.ts', content: type('new RegExp(PATTERN)') + step }]);
    assert.match(computed.errors[0]?.message ?? '', /Undefined parameter type 'thing'/);
  });
});

/** The step that a suggestion inserts, with the first of its values. */
function firstOf({ segments }: Suggestion): string {
  return segments.map((segment) => (typeof segment === 'string' ? segment : segment[0])).join('');
}

function sourceOf(pattern: string | RegExp): string {
  return typeof pattern === 'string' ? pattern : pattern.source;
}
