/** The argument of a step, as its definition receives it. */
import type { PickleStepArgument, PickleTable } from '@cucumber/messages';
import type { DataTable } from '../definitions.ts';

/** @returns the text of a doc string, or a table */
export function argumentOf({ docString, dataTable }: PickleStepArgument): string | DataTable {
  if (docString !== undefined) return docString.content;
  if (dataTable !== undefined) return tableOf(dataTable);
  throw new Error('the argument of a step is neither a text nor a table');
}

function tableOf({ rows }: PickleTable): DataTable {
  const raw = () => rows.map(({ cells }) => cells.map(({ value }) => value));
  return {
    raw,
    hashes() {
      const [names = [], ...others] = raw();
      return others.map((values) => Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])));
    },
  };
}
