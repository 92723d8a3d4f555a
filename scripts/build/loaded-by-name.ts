/** Files of the built package that no import names, each with what loads it. Everything else is reached by imports. */

/** Files that are loaded by their name or by a pattern. */
export interface LoadedByName {
  /** A pattern for the path below `dist/`. */
  readonly pattern: string;
  readonly reason: string;
  /** True for a module that runs: it is an entry of the bundles. Others are copied. Default: false. */
  readonly isEntry?: boolean;
}

export const LOADED_BY_NAME: readonly LoadedByName[] = [
  {
    pattern: 'entries/steps-plugin.js',
    reason: 'cucumber loads a plugin by its path (entries/steps.ts)',
    isEntry: true,
  },
  {
    pattern: 'entries/embedded.js',
    reason: 'the emulator of a process, by a name that no bundler follows (entries/load-embedded.ts)',
    isEntry: true,
  },
  {
    pattern: 'cli/library/verify-thread.js',
    reason: 'the thread that grades for a program (cli/library/grade-in-thread.ts)',
    isEntry: true,
  },
  {
    pattern: 'cli/grader/grader-thread.js',
    reason: 'the thread that grades for the page of the emulator (cli/grader/run-in-thread.ts)',
    isEntry: true,
  },
  {
    pattern: 'cli/load/send-thread.js',
    reason: 'the thread that sends one shard of a load (cli/load/send-parts.ts)',
    isEntry: true,
  },
  {
    pattern: 'harness/evidence/adapter-thread.js',
    reason: 'the thread of an adapter (harness/evidence/adapter.ts)',
    isEntry: true,
  },
  {
    pattern: 'step-definitions/{*,support/*-type{,s}}.js',
    reason: 'editors read the steps and the parameter types, and nothing runs them (docs/editors.md)',
  },
  {
    pattern: 'console/*',
    reason: 'the emulator serves them (emulator/http/front/console.ts)',
  },
  {
    pattern: 'harness/{registry,cucumber}/*.json',
    reason: 'what the build read of the features and the registry (harness/compiled.ts)',
  },
  {
    pattern: 'schemas/compiled/*.cjs',
    reason: 'a compiled validator, required by the name of its schema (schemas/validators.ts)',
  },
  {
    pattern: 'reports/assets/bundles/*',
    reason: 'a script or style sheet of the reports, read by its name (reports/assets/assets.ts)',
  },
];
