/** The schema of the configuration file, made from the tables of options. */
import { EMULATE } from '../emulate/emulate.ts';
import { VERIFY } from '../grade/verify.ts';
import type { JsonSchema, OptionRow, OptionTable } from '../options/option-table.ts';
import { defaultInWords } from './default-in-words.ts';

export function configSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://astrolabe-conformance.dev/schemas/config.schema.json',
    title: 'Configuration',
    description:
      'Options of verify and emulate in a file. A value that begins with $ is read from the environment variable of that name.',
    type: 'object',
    $ref: '#/$defs/options',
    unevaluatedProperties: false,
    properties: {
      $schema: { description: 'The address of this schema, for editors.', type: 'string' },
      targets: {
        description: 'Named targets; --target NAME applies the options of one over those of the file.',
        type: 'object',
        propertyNames: { pattern: '^[A-Za-z0-9_.-]+$' },
        additionalProperties: {
          description: 'The options of one target.',
          $ref: '#/$defs/options',
          unevaluatedProperties: false,
          type: 'object',
        },
      },
      emulate: {
        description: 'Options of emulate and exec.',
        type: 'object',
        additionalProperties: false,
        properties: propertiesOf(EMULATE.options),
      },
    },
    $defs: { options: { type: 'object', properties: propertiesOf(VERIFY.options) } },
  };
}

function propertiesOf(table: OptionTable): Readonly<Record<string, JsonSchema>> {
  const entries = Object.entries(table).flatMap(([name, row]) => {
    if (!row.inFile) return [];
    const schema = row.inFile === true ? derived(row) : row.inFile;
    return [[name, { description: descriptionOf(row), ...schema }]];
  });
  return Object.fromEntries(entries);
}

function derived(row: OptionRow): JsonSchema {
  switch (row.kind) {
    case 'switch':
      return { type: 'boolean' };
    case 'text':
      return row.choices === undefined ? { type: 'string', minLength: 1 } : { enum: row.choices };
    case 'list':
      return { type: 'array', items: row.choices === undefined ? { type: 'string' } : { enum: row.choices } };
    case 'whole':
      return { type: 'integer', minimum: row.least, maximum: row.most };
    case 'file':
      return row.inFile;
  }
}

function descriptionOf(row: OptionRow): string {
  const usual = defaultInWords(row);
  const parts = [
    `${row.what.slice(0, 1).toUpperCase()}${row.what.slice(1)}.`,
    ...(row.kind === 'text' && row.isPath ? ['Relative to this file.'] : []),
    ...(usual === undefined ? [] : [`Default: ${usual}.`]),
  ];
  return parts.join(' ');
}
