/** Reads the files of a repository by their paths in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Tree {
  read(path: string): string;
  /** Paths of all features. */
  features(): readonly string[];
  /** Paths of the files that hold the tables of defects. */
  defectTables(): readonly string[];
}

/** @param root folder of the repository */
export function treeOf(root: string): Tree {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const list = (folder: string, ending: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending))
      .map((name) => join(folder, name))
      .toSorted();
  return {
    read,
    features: () => list('features', '.feature'),
    defectTables: () =>
      list('emulator/alterations/defects', '.ts').filter((path) => read(path).includes('satisfies Defects;')),
  };
}
