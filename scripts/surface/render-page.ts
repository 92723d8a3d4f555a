/** The page of the public surface, docs/public-api.md. */
import type { Entry, ExportedName, Surface } from './surface.ts';

/** Lines of a constant that are shown. */
const LONGEST = 24;

/** One page with everything that can be imported, in the order of package.json. */
export function renderPage({ entries, mentioned, files }: Surface): string {
  return [
    '# Public API',
    '',
    'What a program can import from the package, with its types. All of it follows Semantic Versioning; what is not on this',
    'page cannot be imported. `npm run surface` writes this page from the built declarations.',
    '',
    '| import | what it is |',
    '| --- | --- |',
    ...entries.map(({ specifier, about }) => `| \`${specifier}\` | ${about} |`),
    ...files.map(({ specifier, target }) => `| \`${specifier}\` | the file \`${target}\` of the package |`),
    '',
    "A JSON file is imported with `with { type: 'json' }` or required; `import.meta.resolve` gives the URL of any file.",
    '',
    ...entries.flatMap(sectionOf),
    ...sectionOfMentioned(mentioned),
  ].join('\n');
}

function sectionOf({ specifier, about, names }: Entry): string[] {
  return [`## ${specifier}`, '', about, '', ...names.flatMap(partOf)];
}

function sectionOfMentioned(names: readonly ExportedName[]): string[] {
  if (names.length === 0) return [];
  const about = 'Types that the declarations above mention. They have no import path of their own.';
  return ['## Mentioned types', '', about, '', ...names.flatMap(partOf)];
}

function partOf({ name, kind, signature, about }: ExportedName): string[] {
  return [
    `### ${name}`,
    '',
    about === '' ? `${kind}` : `${kind}: ${about}`,
    '',
    '```ts',
    kind === 'constant' ? shortened(signature) : signature,
    '```',
    '',
  ];
}

/** The declaration of a table repeats the whole table. */
function shortened(signature: string): string {
  const lines = signature.split('\n');
  return lines.length <= LONGEST ? signature : [...lines.slice(0, LONGEST), '// …'].join('\n');
}
