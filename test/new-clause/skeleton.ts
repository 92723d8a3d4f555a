/** The skeleton of a clause: the texts that go into each file. Tests report what the author has not replaced yet. */
import type { NewClause } from './check-id.ts';
import type { Tree } from './tree.ts';

/** Marks what the author must replace; a test fails as long as any is left. */
export const OPEN = 'TODO:';

const CONTRACT = 'docs/contract.md';
const REGISTRY = 'features/clauses.yaml';
const FAULTS = 'test/destination/faults.ts';

/** A text that is inserted into a file. */
export interface Insertion {
  readonly path: string;
  /** Where it goes, in characters from the start of the file. */
  readonly at: number;
  readonly text: string;
}

/** The files that a skeleton can be written into. */
export function writtenFiles(tree: Tree): readonly string[] {
  return [CONTRACT, REGISTRY, FAULTS, ...tree.features(), ...tree.defectTables()];
}

/** The parts that every clause has. Only clauses that a destination is graded on have a contract row, a defect and a fault. */
export function skeletonOf(clause: NewClause, tree: Tree): Insertion[] {
  const isGraded = clause.group.startsWith('AST-');
  return [
    ...(isGraded ? [contractRow(clause, tree)] : []),
    registryEntry(clause, tree),
    rule(clause, tree),
    ...(isGraded ? [...defect(clause, tree), ...fault(clause, tree)] : []),
  ];
}

const RULE = `${OPEN} what must hold, in our own words`;

function contractRow({ id, group }: NewClause, tree: Tree): Insertion {
  return {
    path: CONTRACT,
    at: endOfLast(tree.read(CONTRACT), new RegExp(`^\\| ${group}-\\d{3} \\| .*\\n`, 'gm')),
    text: `| ${id} | ${RULE} | MUST | inferred spec | readback |\n`,
  };
}

function registryEntry({ id, group }: NewClause, tree: Tree): Insertion {
  const text = tree.read(REGISTRY);
  const entry = new RegExp(`^ {2}- id: ${group}-\\d{3}\\n(?: {4}.*\\n)*`, 'gm');
  return {
    path: REGISTRY,
    at: endOfLast(text, entry),
    text: `
  - id: ${id}
    rule: "${RULE}"
    level: MUST
    provenance: inferred
    argument: "${OPEN} how the rule follows from its sources"
    evidence: readback
    source:
      - { page: spec, heading: unverified }
`,
  };
}

/** Goes after the last rule of the group, in the feature with the group's newest clause. */
function rule({ id, group }: NewClause, tree: Tree): Insertion {
  const tags = new RegExp(`^ {2}@(${group}-\\d{3}) .*\\n {2}Rule: `, 'gm');
  const [newest] = tree
    .features()
    .flatMap((path) =>
      [...tree.read(path).matchAll(tags)].map(({ 1: clauseId = '', index }) => ({ path, clauseId, index })),
    )
    .toSorted((one, other) => (one.clauseId < other.clauseId ? 1 : -1));
  if (newest === undefined) throw new Error(`no feature has a Rule of ${group}`);
  const text = tree.read(newest.path);
  const next = /\n {2}@\S.*\n {2}Rule: /.exec(text.slice(newest.index));
  return {
    path: newest.path,
    at: next === null ? text.length : newest.index + next.index,
    text: `
  @${id} @must @needs-readback
  Rule: ${RULE}

    @${id}.1
    Scenario: ${OPEN} the outcome, in a name of its own
      Given ${OPEN} what exists before
      When ${OPEN} the one call that the example is about
      Then ${OPEN} what is stored afterwards
`,
  };
}

/** Goes into the table with most of the group's defects. */
function defect({ id, group }: NewClause, tree: Tree): Insertion[] {
  const count = (path: string) => tree.read(path).split(`breaks: '${group}-`).length;
  const [path] = tree.defectTables().toSorted((one, other) => count(other) - count(one));
  if (path === undefined) return [];
  return [
    {
      path,
      at: tree.read(path).indexOf('} as const satisfies Defects;'),
      text: `  '${nameOf(id)}': {
    what: '${OPEN} what the destination does wrong, in one line',
    breaks: '${id}',
    // ${OPEN} the functions in ../wrappers.ts change what is stored, what is answered and what is listed.
    alter: () => ({}),
  },
`,
    },
  ];
}

function fault({ id, group }: NewClause, tree: Tree): Insertion[] {
  const text = tree.read(FAULTS);
  const entry = new RegExp(`^ {2}'[^']+': \\{[^}]*breaks: '${group}-\\d{3}'[^}]*\\},\\n`, 'gm');
  return [
    {
      path: FAULTS,
      at: endOfLast(text, entry),
      text: `  '${nameOf(id)}': { what: '${OPEN} what the destination does wrong', breaks: '${id}' },\n`,
    },
  ];
}

function nameOf(id: string): string {
  return `breaks-${id.toLowerCase()}`;
}

function endOfLast(text: string, pattern: RegExp): number {
  const last = [...text.matchAll(pattern)].at(-1);
  if (last === undefined) throw new Error(`nothing matches ${pattern}`);
  return last.index + last[0].length;
}
