/** Checks the id of a new clause. */
import { parseRegistry } from '../../harness/registry/index.ts';
import type { Result } from '../../schemas/index.ts';
import type { Tree } from './tree.ts';

export interface NewClause {
  /** For example `AST-IDENT-016`. */
  readonly id: string;
  /** For example `AST-IDENT`. */
  readonly group: string;
}

/** Accepts an id that is well formed, belongs to a group with a feature, and is greater than all ids of that group. */
export function checkId(id: string, tree: Tree): Result<NewClause> {
  const [, group = '', number = ''] = /^([A-Z]+(?:-[A-Z]+)+)-(\d{3})$/.exec(id) ?? [];
  if (group === '') {
    return {
      problem: `${JSON.stringify(id)} is not a clause id: write a group and three digits, for example AST-IDENT-016`,
    };
  }
  const { groups, clauses } = parseRegistry(tree.read('features/clauses.yaml'));
  if (!groups.some((known) => known.id === group)) {
    return {
      problem: `${group} is not a group: write one of ${groups.map((known) => known.id).join(', ')}; for a new group, add it to "groups" in features/clauses.yaml and write its feature first`,
    };
  }
  if (!tree.features().some((path) => tree.read(path).includes(`@${group}-`))) {
    return { problem: `${group} has no feature: write one with a Rule that is tagged @${id} first` };
  }
  const last = Math.max(
    0,
    ...clauses
      .filter((clause) => clause.id.startsWith(`${group}-`))
      .map((clause) => Number(clause.id.slice(-3))),
  );
  if (Number(number) <= last) {
    const next = `${group}-${String(last + 1).padStart(3, '0')}`;
    return { problem: `${id} is taken, because ids are never reused: the next free id is ${next}` };
  }
  return { value: { id, group } };
}
