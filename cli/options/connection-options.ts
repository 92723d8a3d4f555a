/** The options of the way to a target, for every command that calls one. */
import type { OptionTable } from './option-table.ts';

export const CONNECTION_OPTIONS = {
  header: {
    kind: 'list',
    value: 'name:value',
    what: 'a header of your own for every request, such as one that a preview deployment requires; better set as a variable',
    group: 'Connection',
    inFile: true,
  },
} as const satisfies OptionTable;
