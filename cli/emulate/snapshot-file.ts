/** The file of `--snapshot`: a document that the control plane answered. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject } from '../../schemas/index.ts';
import { CommandError } from '../shell.ts';

const DOWNLOAD = 'pass a document that GET /_emulator/snapshots/NAME answered';

/**
 * The document, which the emulator checks; undefined without the option.
 *
 * @throws CommandError with exit code 2 if there is no such file, or no JSON object in it
 */
export function snapshotFrom(
  { snapshot, dataDir }: { readonly snapshot?: string | undefined; readonly dataDir?: string | undefined },
  cwd: string,
): Readonly<Record<string, unknown>> | undefined {
  if (snapshot === undefined) return undefined;
  if (dataDir !== undefined) {
    throw new CommandError(
      2,
      '--snapshot cannot be combined with --data-dir, which has what to continue from: leave out one of them',
    );
  }
  const path = resolve(cwd, snapshot);
  const document = parse(read(path), path);
  if (isObject(document)) return document;
  throw new CommandError(
    2,
    `--snapshot ${path} is not a snapshot, because it has no JSON object: ${DOWNLOAD}`,
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'error' } = error as { code?: string };
    throw new CommandError(2, `--snapshot ${path} cannot be read (${code}): ${DOWNLOAD}`);
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(2, `--snapshot ${path} is not JSON: ${DOWNLOAD}`);
  }
}
