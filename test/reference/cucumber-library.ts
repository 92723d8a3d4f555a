/** The step definitions of each suite, as cucumber loads them. */
import { join } from 'node:path';
import { Writable } from 'node:stream';
import {
  type IRunEnvironment,
  type IRunOptions,
  type ISupportCodeLibrary,
  loadSupport,
} from '@cucumber/cucumber/api';
import type { Suite } from '../../harness/cucumber/example.ts';
import { packageRoot } from '../../schemas/package-root.ts';

const libraries = new Map<string, Promise<ISupportCodeLibrary>>();
let lastLoad: Promise<unknown> = Promise.resolve();

/** The file that defines the steps of a suite; the two have different worlds, so they are never loaded together. */
export function stepsOf(suite: Suite): string {
  return join(import.meta.dirname, `${suite}-steps.ts`);
}

/**
 * Loads the definitions of a file, once per process. One file at a time, because cucumber registers the definitions of
 * whatever is being imported.
 */
export function loadStepLibrary(
  file: string,
  environment: IRunEnvironment = environmentFor(packageRoot, () => {}),
): Promise<ISupportCodeLibrary> {
  const loading =
    libraries.get(file) ??
    lastLoad.then(() =>
      loadSupport({ ...optionsFor([], {}), support: { importPaths: [file] } }, environment),
    );
  libraries.set(file, loading);
  lastLoad = loading.catch(() => {});
  return loading;
}

/** Cucumber's options for a run that prints nothing and reports through its messages. */
export function optionsFor(paths: string[], parameters: object): Omit<IRunOptions, 'support'> {
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
      worldParameters: { ...parameters },
    },
    formats: {
      stdout: new URL('./quiet-formatter.ts', import.meta.url).href,
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

function writableTo(write: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      write(String(chunk));
      done();
    },
  });
}
