/** Names of runs that are shown side by side. */
import type { ResultRecord } from '../../schemas/index.ts';
import { oneLine } from '../text/index.ts';

/** The target in words: its URL, or `the embedded emulator`. */
export function targetName({ target }: Pick<ResultRecord, 'target'>): string {
  return target.embedded ? 'the embedded emulator' : oneLine(target.baseUrl);
}

/** A name for each run, unique among them: its target, then its id, then a number, as far as they are needed. */
export function runNames(records: readonly Pick<ResultRecord, 'run' | 'target'>[]): string[] {
  const targets = records.map(targetName);
  const named = records.map((record, index) => {
    const target = targets[index] ?? '';
    return isUnique(target, targets) ? target : `${target}, run ${oneLine(record.run.id)}`;
  });
  return named.map((name, index) => (isUnique(name, named) ? name : `${name} (${index + 1})`));
}

function isUnique(name: string, names: readonly string[]): boolean {
  return names.indexOf(name) === names.lastIndexOf(name);
}
