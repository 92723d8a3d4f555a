/** The options of a program, checked before their values are read: names, and types that JavaScript lets through. */
import { didYouMean, isObject } from '../../schemas/index.ts';
import type { OptionRow, OptionTable } from '../options/option-table.ts';

/** Options of the command line that a program has no use for, and what it does instead. */
export const LEFT_OUT = {
  json: 'the result record is returned',
  dryRun: 'it only prints; grade the embedded emulator and look at the exchanges of its record',
  watch: 'a test runner watches files by itself',
} as const;

/** Options that are not of the command line. */
export const OF_A_PROGRAM = ['env', 'cwd', 'signal', 'log'] as const;

/** What cannot be passed to a thread, such as a function, in words. */
export interface Unpassable {
  readonly unpassable: string;
}

/** Options that can be read as if they came from the command line, and what is wrong with the others. */
export interface CheckedOptions {
  readonly given: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
}

/**
 * @param table every option of the command line
 * @param isAlone true if nothing but these options says what the target is
 */
export function checkOptions(options: unknown, table: OptionTable, isAlone: boolean): CheckedOptions {
  if (!isObject(options)) {
    const problem = `the options must be an object such as { baseUrl, apiKey }, not ${kindOf(options)}`;
    return { given: {}, problems: [problem] };
  }
  const given: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(options)) {
    const row = Object.hasOwn(table, name) && !Object.hasOwn(LEFT_OUT, name) ? table[name] : undefined;
    const checked =
      row === undefined ? { problem: unknownOption(name, table) } : checkValue(name, row, value, isAlone);
    if ('problem' in checked) problems.push(checked.problem);
    else if (checked.value !== undefined) given[name] = checked.value;
  }
  return { given, problems };
}

function unknownOption(name: string, table: OptionTable): string {
  const instead = Object.entries(LEFT_OUT).find(([one]) => one === name)?.[1];
  if (instead !== undefined) return `${name} is an option of the command line only: ${instead}`;
  const known = [...Object.keys(table).filter((one) => !Object.hasOwn(LEFT_OUT, one)), ...OF_A_PROGRAM];
  const hint = didYouMean(name, known, 'docs/test-runners.md says which options there are');
  return `there is no option ${JSON.stringify(name)}: ${hint}`;
}

type CheckedValue = { readonly value: unknown } | { readonly problem: string };

function checkValue(name: string, row: OptionRow, value: unknown, isAlone: boolean): CheckedValue {
  // A variable that is not set would otherwise grade the emulator, and be green.
  if (name === 'baseUrl' && isAlone && (value === undefined || value === '')) {
    const hint = 'pass the URL that Segment posts to, or leave the option out to grade the embedded emulator';
    return { problem: `baseUrl has no value: ${hint}` };
  }
  if (value === undefined) return { value };
  const must = (what: string) => ({ problem: `${name} must be ${what}, not ${kindOf(value)}` });
  switch (row.kind) {
    case 'switch':
      return typeof value === 'boolean' ? { value } : must('true or false');
    case 'list':
      return checkList(name, value);
    case 'whole':
      return isNumeral(value) ? { value: String(value) } : must('a whole number');
    default:
      if (typeof value === 'string') return { value };
      if (takesNumbers(name, row))
        return typeof value === 'number' ? { value: String(value) } : must('a number');
      if (isDuration(row)) {
        if (name === 'lastLook' && value === 0) return { value: '0' };
        return must('a string with a unit, such as 300ms, 5s or 2m');
      }
      return must('a string');
  }
}

/** Options whose value the configuration file, too, has as a number. */
function takesNumbers(name: string, row: OptionRow): boolean {
  const type = typeof row.inFile === 'object' ? row.inFile.type : undefined;
  return type === 'number' || type === 'integer' || name === 'explorePath';
}

function isDuration({ inFile }: OptionRow): boolean {
  return typeof inFile === 'object' && inFile.type === 'string' && inFile.pattern !== undefined;
}

function isNumeral(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}

function checkList(name: string, value: unknown): CheckedValue {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  const at = items.findIndex((item) => typeof item !== 'string' || item.trim() === '');
  if (at === -1) return { value: items };
  const item = items[at];
  const place = Array.isArray(value) ? `${name}[${at}]` : name;
  const found = typeof item === 'string' ? 'an empty one' : kindOf(item);
  const alternative = Array.isArray(value) ? 'a string' : 'a string or a list of strings';
  return { problem: `${place} must be ${alternative}, not ${found}` };
}

/** What a value is, without the value: it may be a key. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return typeof value.unpassable === 'string' ? value.unpassable : 'an object';
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? 'a string' : `a ${typeof value}`;
}
