/** Which test files run, and which of them share a process. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Test files that one process runs, as paths from the repository. */
export interface Group {
  /** Short and unique: a room, or the file itself. */
  readonly name: string;
  readonly files: readonly string[];
}

/** What to run. */
export interface Selection {
  /** Only files whose path in the repository contains one of these; all files if empty. */
  readonly words: readonly string[];
  /** Only tests beside their source and house tests: no long run, nothing that needs a build. */
  readonly unit?: boolean;
  /** Tests in a real browser instead of all others. */
  readonly browser?: boolean;
}

/** The folders that hold tests. */
export const ROOMS = [
  'schemas',
  'calls',
  'generators',
  'emulator',
  'harness',
  'reports',
  'step-definitions',
  'cli',
  'test',
];

/** Tests in `test/` that only read the repository: its imports, its features, its registry, its test runner. */
const HOUSE = ['test/architecture/', 'test/features.test.ts', 'test/sources.test.ts', 'test/runner/'];

/** The longest files begin first, so that none of them is alone at the end. */
const LONGEST = ['explore', 'snippets', 'faults', 'selftest', 'qa', 'cucumber', 'slow', 'verify', 'reports'];

/** The selected test files below a folder, sorted, as paths from it. */
export function selectFiles(root: string, { words, unit = false, browser = false }: Selection): string[] {
  const ending = browser ? '.browser.ts' : '.test.ts';
  return ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => `${room}/${name}`),
  )
    .filter((file) => file.endsWith(ending))
    .filter((file) => !unit || isUnit(file))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .toSorted();
}

/**
 * Splits files into processes. Unit and house tests of a room share one, because loading the sources takes longer
 * than most of them do. Any other file has a process of its own.
 */
export function groupFiles(files: readonly string[]): Group[] {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const name = isUnit(file) ? file.slice(0, file.indexOf('/')) : file;
    groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  return [...groups]
    .map(([name, members]) => ({ name, files: members }))
    .toSorted((a, b) => rankOf(a.name) - rankOf(b.name));
}

/** Whether a file is beside its source, or only reads the repository. */
export function isUnit(file: string): boolean {
  return !file.startsWith('test/') || HOUSE.some((path) => file.startsWith(path));
}

function rankOf(file: string): number {
  const place = LONGEST.findIndex((name) => file.endsWith(`/${name}.test.ts`));
  return place === -1 ? LONGEST.length : place;
}
