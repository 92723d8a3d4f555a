/** The baseline on disk. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ResultRecord } from '../../schemas/index.ts';
import { validate } from '../../schemas/index.ts';
import { applyBaseline, type Baseline, baselineProblems, updatedBaseline } from '../../verdict/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import { writeWhole } from '../whole-file.ts';
import type { VerifyOptions } from './verify.ts';

/** What a run does with its baseline once it has a record. */
export type ApplyBaseline = (record: ResultRecord, today: string) => ResultRecord;

/**
 * Reads the baseline before anything is sent, so that a broken one costs no run.
 *
 * @throws CommandError with exit code 2 if it cannot be read or names an example that does not exist
 */
export function openBaseline(
  { baseline: file, updateBaseline: updates }: Pick<VerifyOptions, 'baseline' | 'updateBaseline'>,
  exampleIds: ReadonlySet<string>,
  { cwd, err, redact }: Pick<Shell, 'cwd' | 'err' | 'redact'>,
): ApplyBaseline {
  if (file === undefined) {
    if (updates) throw new CommandError(2, '--update-baseline needs --baseline FILE, the file to write');
    return (record) => record;
  }
  const path = resolve(cwd, file);
  if (updates && !existsSync(dirname(path))) {
    throw new CommandError(2, `cannot write --baseline ${path}: create the folder ${dirname(path)} first`);
  }
  const earlier = updates && !existsSync(path) ? undefined : readBaseline(path);
  if (!updates) {
    const [problem] = earlier === undefined ? [] : baselineProblems(earlier, exampleIds);
    if (problem !== undefined) throw new CommandError(2, `${path}: ${problem}`);
  }
  return (record, today) => {
    const updated = updates ? updatedBaseline(record, known(earlier, exampleIds), today) : earlier;
    if (updates) {
      try {
        writeWhole(path, redact(`${JSON.stringify(updated, null, 2)}\n`));
      } catch (error) {
        err(`cannot write --baseline ${path}: ${(error as Error).message}; it excuses what it did before\n`);
        return earlier === undefined ? record : applyBaseline(record, earlier, file, today);
      }
    }
    return applyBaseline(record, updated ?? { entries: [] }, file, today);
  };
}

/** Updating removes the entries of examples that no longer exist. */
function known(baseline: Baseline | undefined, exampleIds: ReadonlySet<string>): Baseline | undefined {
  return baseline && { entries: baseline.entries.filter(({ example }) => exampleIds.has(example)) };
}

function readBaseline(path: string): Baseline {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CommandError(2, `the baseline ${path} cannot be read: ${(error as Error).message}`);
  }
  const [violation] = validate('baseline', content);
  if (violation !== undefined)
    throw new CommandError(2, `${path}: at "${violation.pointer}", ${violation.message}`);
  return content as Baseline;
}
