/** The documents name only files, sections and package.json scripts that exist. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../schemas/package-root.ts';

const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: packageRoot,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(packageRoot, path)));
const folders = new Set(
  tracked.flatMap((path) => path.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))),
);
const rooms = new Set(tracked.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');

const documents = tracked.filter((path) => /^(?:[A-Z]+|docs\/.*)\.md$/.test(path));
const sources = tracked.filter(
  (path) => /\.(?:ts|js|json|yaml|feature)$/.test(path) && path !== 'package-lock.json',
);

function isThere(path: string): boolean {
  const plain = path.replace(/\/$/, '');
  return tracked.includes(plain) || folders.has(plain);
}

/** Files that `init` writes in a project. */
const OF_A_PROJECT = /^features\/(?:support\/astrolabe\.mjs|astrolabe\.feature)$/;

/** Paths in backquotes, without placeholders; if the first part is not a folder here, it is not a path but a URL. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`([\w.-]+\/[\w./-]*)(?::\d+)?`/g)]
    .map(([, path = '']) => path)
    .filter((path) => rooms.has(path.split('/')[0]) && !/^reports\/output|NAME/.test(path))
    .filter((path) => !OF_A_PROJECT.test(path));
}

/** Files that the reader of a tutorial creates. */
function createdIn(text: string): string[] {
  return [...text.matchAll(/\bcreate the file `([^`]+)`/gi)].map(([, path = '']) => path);
}

/** Scripts that the reader of a tutorial adds to a project. */
function addedIn(text: string): string[] {
  return [...text.matchAll(/\bnpm pkg set scripts\.([\w:-]+)=/g)].map(([, name = '']) => name);
}

/** Links to files, relative to the document. */
function linksIn(document: string): string[] {
  return [...read(document).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) =>
    join(dirname(document), link),
  );
}

describe('the documents', () => {
  it('are all of them', () => {
    for (const name of ['README.md', 'CONTRIBUTING.md', 'docs/contract.md', 'docs/decisions/README.md'])
      assert.ok(documents.includes(name), name);
  });

  for (const document of documents) {
    it(`${document} names only files that exist`, () => {
      const created = createdIn(read(document));
      const named = pathsIn(read(document)).filter((path) => !created.includes(path));
      assert.deepEqual(
        [...named, ...linksIn(document)].filter((path) => !isThere(path)),
        [],
      );
    });
  }

  it('are reported if they name a file that does not exist', () => {
    const named = pathsIn(
      '`harness/gone.ts`, `harness/gone/`, `harness/verify.ts:9`, `/v1/batch`, `text/plain`',
    );
    assert.deepEqual(
      named.filter((path) => !isThere(path)),
      ['harness/gone.ts', 'harness/gone/'],
    );
  });

  it('say what each runtime dependency is used for', () => {
    const { dependencies, optionalDependencies } = JSON.parse(read('package.json'));
    const rows = read('docs/safety.md')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split('|')[1]);
    const named = new Set(rows.join(',').split(/[\s,()]+/));
    const missing = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
      (name) => !named.has(name) && !named.has(name.replace('@cucumber/', '')),
    );
    assert.deepEqual(missing, []);
  });

  it('name only scripts of package.json', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const unknown = [...documents, '.ci/run'].flatMap((document) => {
      const added = addedIn(read(document));
      return [...read(document).matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)]
        .filter(([, name = '']) => !Object.hasOwn(scripts, name) && !added.includes(name))
        .map(([command]) => `${document}: ${command}`);
    });
    assert.deepEqual(unknown, []);
  });
});

describe('the sources', () => {
  it('cite only documents and sections that exist', () => {
    const dead = sources.flatMap((source) =>
      [...read(source).matchAll(/(?<![\w-])docs\/([\w/-]+\.md)(?: section (\d))?/g)]
        .filter(([, name = '', section]) => {
          const document = `docs/${name}`;
          return (
            !tracked.includes(document) ||
            (section !== undefined && !read(document).includes(`\n## ${section}. `))
          );
        })
        .map(([citation]) => `${source}: ${citation}`),
    );
    assert.deepEqual(dead, []);
  });
});
