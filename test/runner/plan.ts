/** Selects the test files that run, and groups those that share a process. */
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
  /** What coverage counts: unit and house tests, and the runs of the features in this process. */
  readonly covered?: boolean;
  /** Only tests beside their source and house tests: no long runs, and nothing that needs a build. */
  readonly unit?: boolean;
  /** Only the long tier. Without words, only this selects it. */
  readonly long?: boolean;
  /** The long tier beside the others. */
  readonly every?: boolean;
  /** Tests in a real browser instead of all others. */
  readonly browser?: boolean;
}

/** The folders that hold tests. */
export const ROOMS: readonly string[] = [
  'safe-text',
  'schemas',
  'calls',
  'client',
  'console',
  'verdict',
  'proxies',
  'generators',
  'emulator',
  'harness',
  'reports',
  'step-definitions',
  'cli',
  'entries',
  'benchmarks',
  'test',
];

/** Tests in `test/` that only read the repository: imports, documents, features, registry, and the test runner. */
const HOUSE = [
  'test/architecture/',
  'test/documents.test.ts',
  'test/features.test.ts',
  'test/lock-file.test.ts',
  'test/routes.test.ts',
  'test/runner/',
  'test/sources.test.ts',
  'test/steps.test.ts',
];

/**
 * What a change seldom breaks unless something shorter breaks as well, and what takes longer than all the rest: whole runs
 * against every broken destination. CI runs them, and whoever names them.
 */
const LONG_TIER: readonly string[] = ['test/explore.test.ts', 'test/faults.test.ts', 'test/selftest.test.ts'];

/** Runs of the features in the process of the test, which coverage sees. */
const FEATURE_RUNS: readonly string[] = ['test/emulator-features.test.ts', 'test/executors.test.ts'];

/**
 * Long runs, in the order in which they begin, so that none of them runs alone at the end. Files in one line share a
 * process: they grade destinations, and a process that has graded before is twice as fast.
 */
const LONG: readonly (readonly string[])[] = [
  ['test/qa.test.ts', 'test/selftest.test.ts', 'test/reports.test.ts', 'test/docs-site.test.ts'],
  ['test/faults.test.ts', 'test/verify.test.ts', 'test/cite.test.ts'],
  ['test/explore.test.ts'],
  ['test/tutorials.test.ts'],
  ['test/snippets.test.ts'],
  ['test/cucumber.test.ts'],
  ['test/build.test.ts'],
  ['test/safety/slow.test.ts'],
];

/** The selected test files below a folder, sorted, as paths from it. */
export function selectFiles(
  root: string,
  {
    words,
    unit = false,
    covered = false,
    long = false,
    every = words.length > 0,
    browser = false,
  }: Selection,
): string[] {
  const ending = browser ? '.browser.ts' : '.test.ts';
  const isDue = (file: string) => every || browser || LONG_TIER.includes(file) === long;
  return (
    ROOMS.flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => `${room}/${name}`),
    )
      // The servers that the benchmarks compare with are installed in a folder of their own.
      .filter((file) => file.endsWith(ending) && !file.includes('/node_modules/'))
      .filter((file) => !unit || isUnit(file))
      .filter((file) => !covered || isUnit(file) || FEATURE_RUNS.includes(file))
      .filter(isDue)
      .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
      .toSorted()
  );
}

/**
 * Splits files into processes. Unit and house tests of a room share one, because loading the sources takes longer
 * than most of them do.
 */
export function groupFiles(files: readonly string[]): Group[] {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const name = nameOfGroup(file);
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

function nameOfGroup(file: string): string {
  if (isUnit(file)) return file.slice(0, file.indexOf('/'));
  return LONG.find((members) => members.includes(file))?.[0] ?? file;
}

function rankOf(name: string): number {
  const place = LONG.findIndex(([first]) => first === name);
  return place === -1 ? LONG.length : place;
}
