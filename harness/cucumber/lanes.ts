/** Runs examples with cucumber, in process: many lanes at once, so that waiting does not add up. */

import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type IRunOptions, type ISupportCodeLibrary, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { packageRoot } from '../../schemas/package-root.ts';
import type { CatalogueExample, Suite } from './catalogue.ts';

/** A lane parses its feature file anew, so one lane takes several examples of one file. */
const EXAMPLES_A_LANE = 5;

/** Features run from their sources under a TypeScript loader, and from `dist/` once built. */
const OWN_EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** Step definitions of each suite; worlds differ, so they are never loaded together. */
const SUPPORT: Readonly<Record<Suite, { importPaths: string[] }>> = {
  destination: { importPaths: ownSteps('{,support/}') },
  emulator: { importPaths: ownSteps('emulator/{,support/}') },
};

const libraries = new Map<Suite, Promise<ISupportCodeLibrary>>();

/** What a run of lanes needs. */
export interface LaneRun {
  readonly examples: readonly CatalogueExample[];
  readonly runId: string;
  /** Whose step definitions the examples need; `destination` unless given. */
  readonly suite?: Suite;
  /** The folder that holds `features/`; the package's own unless given. */
  readonly root?: string;
  /** Lanes at the same time. */
  readonly concurrency: number;
  /** Called with every message of every lane, and a number that tells the lanes apart. */
  readonly onMessage: (envelope: Envelope, lane: number) => void;
  /** Ends the run early: lanes that have not begun stay away. */
  readonly stopped?: () => boolean;
}

/**
 * Runs the examples, each once.
 *
 * @returns what cucumber complained about, a text; empty where all went well
 */
export async function runLanes({
  examples,
  runId,
  suite = 'destination',
  root = packageRoot,
  concurrency,
  onMessage,
  stopped,
}: LaneRun): Promise<string> {
  const complaints: string[] = [];
  const environment = {
    cwd: root,
    env: {},
    stdout: sink(() => {}),
    stderr: sink((text) => complaints.push(text)),
  };
  const loading =
    libraries.get(suite) ?? loadSupport({ ...optionsFor([], runId), support: SUPPORT[suite] }, environment);
  libraries.set(suite, loading);
  const library = await loading;
  const waiting = [...lanesOf(examples).entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined && stopped?.() !== true; next = waiting.shift()) {
      const [lane, paths] = next;
      await runCucumber({ ...optionsFor(paths, runId), support: library }, environment, (envelope) =>
        onMessage(envelope, lane),
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return complaints.join('');
}

/** Paths with lines, one list a lane. Examples that wait are spread by giving no lane many of one file. */
function lanesOf(examples: readonly CatalogueExample[]): string[][] {
  return [...new Set(examples.map(({ uri }) => uri))].flatMap((uri) => {
    const ofFile = examples.filter((example) => example.uri === uri);
    const lanes = Math.ceil(ofFile.length / EXAMPLES_A_LANE);
    const size = Math.ceil(ofFile.length / lanes);
    return Array.from({ length: lanes }, (_, i) => {
      const lines = ofFile.slice(i * size, (i + 1) * size).map(({ line }) => line);
      return [[uri, ...lines].join(':')];
    });
  });
}

function ownSteps(folders: string): string[] {
  const root = OWN_EXTENSION === 'ts' ? packageRoot : join(packageRoot, 'dist');
  return [join(root, `step-definitions/${folders}!(*.test|*.d).${OWN_EXTENSION}`)];
}

function optionsFor(paths: string[], runId: string): Omit<IRunOptions, 'support'> {
  return {
    sources: { defaultDialect: 'en', paths, names: [], tagExpression: '', order: 'defined' },
    runtime: {
      dryRun: false,
      failFast: false,
      filterStacktraces: true,
      parallel: 0,
      retry: 0,
      retryTagFilter: '',
      strict: true,
      worldParameters: { runId },
    },
    formats: {
      stdout: new URL(`./quiet-formatter.${OWN_EXTENSION}`, import.meta.url).href,
      files: {},
      publish: false,
      options: {},
    },
  };
}

function sink(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      take(String(chunk));
      done();
    },
  });
}
