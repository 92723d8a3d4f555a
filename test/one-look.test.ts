/** One look for the report page, the documentation site and the console: all take colours and type from one sheet. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { asset } from '../reports/assets/index.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { consoleFiles } from '../scripts/build/console.ts';

const TOKENS = 'reports/assets/tokens.css';
const FOLDERS = ['console/app', 'reports/assets', 'reports/page', 'reports/site'];

const COLOUR =
  /#[\da-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch|hwb|color|light-dark)a?\(|:\s*(?:black|white|gray|grey|red|green|blue|yellow|orange|purple)\b/gi;
/** Sizes in a drawing are in its own units, and in print in points. */
const TYPE =
  /font(?:-size|-family)?:\s*(?!inherit|var\(--)[^;{}]*?(?:rem|system-ui|serif|monospace)[^;{}]*/gi;

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !name.includes('.test.'))
    .map((name) => `${folder}/${name}`)
    .filter((file) => file !== TOKENS);
}

function foundIn(file: string, ...patterns: RegExp[]): string[] {
  const text = readFileSync(join(packageRoot, file), 'utf8');
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => `${file}: ${found}`));
}

const TOKEN = /^\s+(--[\w-]+):/gm;
const tokens = [...readFileSync(join(packageRoot, TOKENS), 'utf8').matchAll(TOKEN)].map(([, name]) => name);

describe('the colours and the type of all pages', () => {
  it('are in one sheet, and in no other sheet or script', () => {
    const sheets = FOLDERS.flatMap((folder) => filesIn(folder, /\.css$/));
    const scripts = FOLDERS.flatMap((folder) => filesIn(folder, /\.(?:js|tsx?)$/));
    assert.ok(sheets.length >= 7 && scripts.length >= 40, 'the sheets and scripts are found');
    assert.deepEqual(
      [
        ...sheets.flatMap((file) => foundIn(file, COLOUR, TYPE)),
        ...scripts.flatMap((file) => foundIn(file, COLOUR)),
      ],
      [],
      `use a variable of ${TOKENS}, such as var(--soft) or var(--small)`,
    );
  });

  it('reach the report page, the page of a load, the site and the console, each once', () => {
    const sheets = {
      page: asset('page.css'),
      load: asset('load.css'),
      site: asset('site.css'),
      console: consoleFiles().get('console/console.css') ?? '',
    };
    for (const [name, sheet] of Object.entries(sheets)) {
      for (const token of tokens) assert.equal(sheet.split(`${token}:`).length, 2, `${token} in ${name}`);
    }
  });

  it('have a value for every variable that is used', () => {
    const known = new Set([...tokens, '--tone']);
    for (const file of FOLDERS.flatMap((folder) => filesIn(folder, /\.css$/))) {
      const used = foundIn(file, /var\(--[\w-]+/g).map((text) => text.split('var(')[1]);
      assert.deepEqual(
        used.filter((name) => !known.has(name)),
        [],
        file,
      );
    }
  });

  it('would be noticed elsewhere', () => {
    for (const text of ['a { color: #fff }', 'a { fill: rgb(0 0 0) }', 'a { background: white }']) {
      assert.ok(text.match(COLOUR), text);
    }
    for (const text of ['a { font-size: 0.9rem }', 'a { font: 1rem / 2 var(--x), serif }']) {
      assert.ok(text.match(TYPE), text);
    }
  });
});
