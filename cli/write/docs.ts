/** `docs`: the behaviour of the destination as a static site. */
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

const OPTIONS = {
  out: {
    kind: 'text',
    value: 'folder',
    what: 'where the site is written; required without --serve',
  },
  record: {
    kind: 'text',
    value: 'file',
    what: 'conformance.json of the run to show',
    otherwise: 'a run against the embedded emulator, made now',
  },
  page: {
    kind: 'text',
    value: 'file-or-url',
    what: 'a copy of the Astrolabe page, as drift takes it, whose sentences the site shows beside the clauses',
    otherwise: 'sentences are named by place and hash',
  },
  versioned: {
    kind: 'switch',
    what: 'writes into a folder named after this version, beside those of other versions; older links lead to the newest',
    excludes: { serve: 'it serves the site of this version only' },
  },
  serve: {
    kind: 'switch',
    what: 'serves the site on this machine, and reloads it in the browser when docs/, features/, the record or the copy of the page change, until Ctrl-C',
  },
  port: {
    kind: 'whole',
    value: 'number',
    least: 0,
    most: 65_535,
    what: 'where --serve listens, on 127.0.0.1; 0: a free port',
    default: 4200,
  },
} as const satisfies OptionTable;

export type DocsOptions = OptionValues<typeof OPTIONS>;

export const DOCS = {
  name: 'docs',
  summary:
    'writes or serves a static site: every clause with its sources, an executed example and its verdict, and the reference',
  options: OPTIONS,
} as const satisfies CommandSpec;
