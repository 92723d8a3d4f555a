/** Finds the test files that a change can affect. */
import type { ImportGraph } from '../architecture/imports.ts';

/**
 * @param graph of all sources, tests included
 * @param tests the files to choose from
 * @param changed paths from the repository
 * @returns the tests that changed or import what changed, directly or through others; all of them if something
 * changed that is read rather than imported, such as a feature or a schema
 */
export function affectedTests(
  graph: ImportGraph,
  tests: readonly string[],
  changed: Iterable<string>,
): readonly string[] {
  const affected = new Set(changed);
  if ([...affected].some((file) => !graph.has(file))) return tests;
  for (let size = 0; size < affected.size; ) {
    size = affected.size;
    for (const [file, targets] of graph)
      if (targets.some((target) => affected.has(target))) affected.add(file);
  }
  return tests.filter((file) => affected.has(file));
}
