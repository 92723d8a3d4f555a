/** `docs/options.md`: every command with its options, made from the tables of options. */
import { COMMANDS, type CommandEntry } from '../commands.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import { flagOf, type OptionRow, type OptionTable, orList, variableOf } from '../options/option-table.ts';
import { defaultInWords } from './default-in-words.ts';

const INTRODUCTION = `# Commands and options

This page is generated from the tables of options (\`npm run options\`).

A value comes from the first of these that has one: the flag on the command line, the environment variable, the
configuration file, the default. An empty value counts as not given. A variable of a repeatable option holds several
values with commas between them; the variable of a switch is \`1\` or \`0\`.

The configuration file is the one that \`--config\` names, else \`astrolabe.config.json\`, \`.yaml\` or \`.js\` in the working
folder. It holds options of \`verify\` at its top, options of one target in \`targets.NAME\` (used by \`--target NAME\`), and
options of \`emulate\` and \`exec\` in \`emulate\`. A value that begins with \`$\` is read from the variable of that name.
The column "in the file" has the name that an option has there.
`;

export function renderOptionsPage(): string {
  return [INTRODUCTION, ...COMMANDS.flatMap((entry) => commandSections(entry, ''))].join('\n');
}

function commandSections({ spec, parts = [] }: CommandEntry, group: string): string[] {
  const name = `${group}${spec.name}`;
  const summary = `${spec.summary.slice(0, 1).toUpperCase()}${spec.summary.slice(1)}.`;
  const words = Object.entries(spec.words ?? {});
  const section = [
    `## ${name}\n`,
    `${summary}\n`,
    ...(parts.length === 0 ? [`Usage: \`${usageOf(name, spec)}\`\n`] : []),
    ...(words.length === 0 ? [] : [`${words.map(([word, what]) => `- \`${word}\`: ${what}`).join('\n')}\n`]),
    ...Object.entries(groupsOf(spec.options)).flatMap(([heading, rows]) => [
      ...(heading === 'Options' ? [] : [`### ${heading} (${name})\n`]),
      `${tableOf(rows, spec.section !== undefined)}\n`,
    ]),
  ].join('\n');
  return [section, ...parts.flatMap((part) => commandSections(part, `${name} `))];
}

function usageOf(name: string, { usage, words = {} }: CommandSpec): string {
  return `npx astrolabe-conformance ${name} ${usage ?? ['[options]', ...Object.keys(words)].join(' ')}`;
}

type NamedRow = readonly [name: string, row: OptionRow];

function groupsOf(table: OptionTable): Readonly<Record<string, readonly NamedRow[]>> {
  const groups: Record<string, NamedRow[]> = {};
  for (const [name, row] of Object.entries(table)) {
    groups[row.group ?? 'Options'] = [...(groups[row.group ?? 'Options'] ?? []), [name, row]];
  }
  return groups;
}

function tableOf(rows: readonly NamedRow[], hasFile: boolean): string {
  const head = ['option', 'variable', ...(hasFile ? ['in the file'] : []), 'default', 'what it does'];
  const lines = rows.map(([name, row]) => [
    row.kind === 'file'
      ? ''
      : `\`${row.kind === 'switch' ? flagOf(name) : `${flagOf(name)} <${row.value}>`}\``,
    row.kind === 'file' ? '' : `\`${variableOf(name)}\``,
    ...(hasFile ? [row.inFile ? `\`${name}\`` : ''] : []),
    defaultInWords(row) ?? '',
    meaningOf(row),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function meaningOf(row: OptionRow): string {
  const choices = 'choices' in row && row.choices !== undefined ? [orList(row.choices)] : [];
  const excludes = Object.entries(row.excludes ?? {});
  const excluded = [...new Set(excludes.map(([, reason]) => reason))].map((reason) => {
    const flags = excludes.filter(([, other]) => other === reason).map(([name]) => `\`${flagOf(name)}\``);
    return `not with ${orList(flags)}: ${reason}`;
  });
  const repeatable = row.kind === 'list' ? ['repeatable'] : [];
  return [row.what, ...choices, ...repeatable, ...excluded].join('; ');
}
