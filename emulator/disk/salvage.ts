/** Finds what is whole in the files of a data directory, however damaged they are. */
import { problemOf, readEntry } from './entry.ts';
import { unwrap, wrap } from './envelope.ts';
import { type StoredChange, scanFiles } from './files/index.ts';
import { compareHead, readHead } from './inventory.ts';
import { FORMAT, FORMAT_KEY, HEAD_KEY, isOwnKey } from './keys.ts';
import { MARK_NAME, readMark } from './saved-mark.ts';

export interface Salvage {
  /** Entries that are whole: key and JSON. */
  readonly whole: readonly (readonly [key: string, json: string])[];
  /** A sentence about each damaged file and entry, and about what is missing. */
  readonly problems: readonly string[];
  /** Undefined if the files are not those of a data directory. */
  readonly format: string | undefined;
}

export async function salvage(path: string): Promise<Salvage> {
  const latest = new Map<string, StoredChange>();
  const files = await scanFiles(path, (change) => {
    const known = latest.get(change.key);
    if (known === undefined || known.sequence <= change.sequence) latest.set(change.key, change);
  });
  const format = latest.get(FORMAT_KEY)?.value;
  const problems = [...files];
  const whole: (readonly [string, string])[] = [];
  let sum = 0;
  let found = 0;
  for (const { key, value } of latest.values()) {
    if (value === undefined || isOwnKey(key)) continue;
    found += 1;
    // The first format had no checksums.
    const read = unwrap(key, format === '1' ? wrap(key, value).value : value);
    const entry = 'value' in read ? readEntry(key, read.value.json) : read;
    if ('problem' in entry || 'problem' in read) {
      problems.push(problemOf(key, 'problem' in entry ? entry.problem : ''));
    } else {
      whole.push([key, read.value.json]);
      sum = (sum + read.value.checksum) >>> 0;
    }
  }
  const mark = readMark(path);
  if ('problem' in mark) problems.push(mark.problem);
  const saved = 'value' in mark ? (mark.value ?? 0) : 0;
  const sealed = unwrap(HEAD_KEY, latest.get(HEAD_KEY)?.value ?? '');
  const head = 'value' in sealed ? readHead(sealed.value.json) : sealed;
  if ('value' in head) {
    // Before the first write, a kill leaves no mark.
    if ('value' in mark && mark.value === undefined && format === FORMAT && head.value.write > 0) {
      problems.push(`${MARK_NAME} is missing, so it is not known whether the last writes are`);
    }
    // Without the entries that are listed already, the sum cannot be compared.
    const isWhole = found === whole.length;
    const difference = compareHead(
      head.value,
      { entries: found, sum: isWhole ? sum : head.value.sum },
      saved,
    );
    if (difference !== undefined) problems.push(`${difference}; what changed last may have an older value`);
  } else if (format === undefined && found === 0) {
    if ('value' in mark && mark.value !== undefined) problems.push(`all of its ${saved} writes are missing`);
  } else if (format !== '1') {
    problems.push(problemOf(HEAD_KEY, `${head.problem}, so it is not known whether entries are missing`));
  }
  if (format === undefined && found > 0) problems.push(problemOf(FORMAT_KEY, 'it is missing'));
  return { whole: whole.toSorted(([one], [other]) => (one < other ? -1 : 1)), problems, format };
}
