/** The pictures of the documentation: which run each shows, and which of its lines. */
import type { KeptLines } from './shorten.ts';

export interface Picture {
  /** Name of the file in `docs/pictures`, without `.svg`. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** How the emulator is broken; undefined: `verify` grades its embedded emulator. */
  readonly defect?: string;
  /** In the order of the output; what is between them is counted. */
  readonly kept: readonly KeptLines[];
}

const HEAD: KeptLines = { from: /^astrolabe-conformance /, until: /^$/ };

export const PICTURES: readonly Picture[] = [
  {
    name: 'passed',
    title: 'A passed run of astrolabe-conformance verify',
    about:
      'A run against the embedded emulator: clauses with their verdicts, counts, and the verdict Conformant.',
    kept: [
      HEAD,
      { from: /^AST-IDENT$/, until: /AST-IDENT-005/ },
      { from: /^AST-AUD$/, until: /AST-AUD-004/ },
      { from: /^Clauses /, until: /junit\.xml$/ },
    ],
  },
  {
    name: 'failed',
    title: 'A failed run of astrolabe-conformance verify',
    about:
      'A run against a destination that removes the flag of an audience instead of setting it to false: the failed clauses, their common cause, the first failure with its difference and the command that runs it again, and the verdict Not conformant.',
    defect: 'audience-exit-removes-flag',
    kept: [
      HEAD,
      { from: /^AST-AUD$/, until: /AST-AUD-005/ },
      { from: /^Same cause in /, until: /^ {2}Example$/ },
      { from: /^ {2}Run again$/, until: /^ {2}Further examples|^$/ },
      { from: /^- AST-AUD-002 /, until: /junit\.xml$/ },
    ],
  },
];
