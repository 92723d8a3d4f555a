/** Result records from disk. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ResultRecord, validate } from '../../schemas/index.ts';
import { CommandError, type Shell } from '../shell.ts';

/** @throws CommandError with exit code 2 if the file cannot be read or is not a result record */
export function readRecord(file: string, { cwd }: Pick<Shell, 'cwd'>): ResultRecord {
  const path = resolve(cwd, file);
  const content = parse(readText(path), path);
  const version = (content as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== 1) {
    const found =
      version === undefined ? 'has no schemaVersion' : `has the schemaVersion ${JSON.stringify(version)}`;
    throw new CommandError(
      2,
      `${path} ${found}; this tool reads result records of version 1, such as conformance.json`,
    );
  }
  const [violation] = validate('result', content);
  if (violation !== undefined) {
    throw new CommandError(
      2,
      `${path} is not a result record: at "${violation.pointer}", ${violation.message}`,
    );
  }
  return content as ResultRecord;
}

/** A sentence about a record that `report` and `diff` would refuse to read, which is a fault of the tool; else undefined. */
export function recordFault(record: ResultRecord): string | undefined {
  const [violation] = validate('result', record);
  return (
    violation &&
    `This is a fault of the tool itself: its result record is not valid: at "${violation.pointer}", ${violation.message}. The verdict holds; report this with the record.`
  );
}

/**
 * The exit code of a run.
 *
 * @param fault see `recordFault`
 */
export function exitCodeOf({ run: { exitCode } }: ResultRecord, fault: string | undefined): number {
  return fault === undefined || exitCode === 1 ? exitCode : 5;
}

/** @throws CommandError with exit code 2 if the file cannot be read */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(2, `${path} cannot be read: ${(error as Error).message}`);
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const end = /[}\]]\s*$/.test(text) ? 'it is not JSON' : 'it is incomplete, or not JSON';
    throw new CommandError(2, `${path} is not a result record: ${end}`);
  }
}
