/** The step definitions of each suite, as cucumber loads them. */
import { join } from 'node:path';
import { Writable } from 'node:stream';
import {
  type IRunEnvironment,
  type IRunOptions,
  type ISupportCodeLibrary,
  loadSupport,
} from '@cucumber/cucumber/api';
import { packageRoot } from '../../schemas/package-root.ts';
import type { Suite } from './catalogue.ts';

/** Features run from their sources under a TypeScript loader, and from `dist/` once built. */
const OWN_EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** What each suite imports; the two have different worlds, so they are never loaded together. */
const SUPPORT: Readonly<Record<Suite, (extension: string) => string>> = {
  destination: (extension) => `lanes.${extension}`,
  emulator: (extension) => `emulator/{,support/}!(*.test|*.d).${extension}`,
};

const libraries = new Map<Suite, Promise<ISupportCodeLibrary>>();
let lastLoad: Promise<unknown> = Promise.resolve();

/**
 * Loads the step definitions of a suite, once per process. One suite at a time, because cucumber registers the
 * definitions of whatever is being imported.
 */
export function loadStepLibrary(
  suite: Suite,
  environment: IRunEnvironment = environmentFor(packageRoot, () => {}),
): Promise<ISupportCodeLibrary> {
  const loading =
    libraries.get(suite) ??
    lastLoad.then(() =>
      loadSupport({ ...optionsFor([], ''), support: { importPaths: [pathsOf(suite)] } }, environment),
    );
  libraries.set(suite, loading);
  lastLoad = loading.catch(() => {});
  return loading;
}

/** Cucumber's options for a run that prints nothing and reports through its messages. */
export function optionsFor(paths: string[], runId: string): Omit<IRunOptions, 'support'> {
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
      worldParameters: { astrolabe: { runId } },
    },
    formats: {
      stdout: new URL(`./quiet-formatter.${OWN_EXTENSION}`, import.meta.url).href,
      files: {},
      publish: false,
      options: {},
    },
  };
}

/** @param onError called with what cucumber writes to stderr */
export function environmentFor(cwd: string, onError: (text: string) => void): IRunEnvironment {
  return { cwd, env: {}, stdout: writableTo(() => {}), stderr: writableTo(onError) };
}

function pathsOf(suite: Suite): string {
  const root = OWN_EXTENSION === 'ts' ? packageRoot : join(packageRoot, 'dist');
  return join(root, 'step-definitions', SUPPORT[suite](OWN_EXTENSION));
}

function writableTo(write: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      write(String(chunk));
      done();
    },
  });
}
