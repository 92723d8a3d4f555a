/** The log of calls on standard error, as text or as lines of JSON. */
import type { CallWatcher } from '../../../emulator/start.ts';
import { createPaint } from '../../../reports/text/index.ts';
import type { Shell } from '../../shell.ts';
import { type LoggedWorld, watchForLog } from './entry.ts';
import { createLossyLines } from './lossy-lines.ts';
import { renderEntry } from './render-entry.ts';

export interface CallLog {
  watcherOf(world: LoggedWorld): CallWatcher;
  /** Resolves when everything is written, or after a second with a reader that does not read. */
  end(): Promise<void>;
}

export interface CallLogOptions {
  readonly format: 'text' | 'json';
}

/** How long a reader has at the end, in milliseconds. */
const LAST_WAIT_MS = 1_000;

export function createCallLog(
  { format }: CallLogOptions,
  shell: Pick<Shell, 'errLater' | 'errColour'>,
): CallLog {
  const isJson = format === 'json';
  const paint = createPaint(!isJson && shell.errColour);
  const lines = createLossyLines({
    write: (text, written) => shell.errLater(text, written, 'colours'),
    leftOut: (count) =>
      isJson
        ? `${JSON.stringify({ leftOut: count })}\n`
        : `… ${count} lines were left out: standard error was not read in time\n`,
  });
  return {
    watcherOf: (world) =>
      watchForLog(world, (entry) => {
        const { hideKeys } = world;
        lines.put(isJson ? hideKeys(`${JSON.stringify(entry)}\n`) : renderEntry(entry, paint, hideKeys));
      }),
    end: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, LAST_WAIT_MS);
        void lines.flushed().then(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
