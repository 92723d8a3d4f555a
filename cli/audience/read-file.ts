/** Audience files: CSV with a header, or NDJSON, a member a line. */
import { isObject } from '../../schemas/index.ts';
import type { Line } from '../capture/read-lines.ts';

/** A user, or an account with its users, as the control plane takes them. */
export type FileMember =
  | { readonly userId?: string; readonly anonymousId?: string; readonly emails?: readonly string[] }
  | { readonly groupId: string; readonly userIds: readonly string[] };

/** A member, and whether it is one. */
export interface Entry {
  readonly line: number;
  readonly member: FileMember;
  readonly isMember: boolean;
}

/** A line that says nothing that can be used, and why. */
export interface UnreadEntry {
  readonly line: number;
  readonly problem: string;
}

const COLUMNS = ['userId', 'anonymousId', 'email', 'emails', 'groupId', 'userIds', 'member'];
const USER = ['userId', 'anonymousId', 'email', 'emails'] as const;
const IDS = ['userId', 'anonymousId', 'email'] as const;

/** A cell with the comma after it, with or without quotation marks. */
const CELL = /\s*(?:"((?:[^"]|"")*)"\s*|([^,"]*)),/gy;

const YES: ReadonlySet<string> = new Set(['', 'true', '1', 'yes']);
const NO: ReadonlySet<string> = new Set(['false', '0', 'no']);

/** In order; a bad line is named, and the next one is read. Of a member that comes twice the first line holds. */
export async function* readEntries(lines: AsyncIterable<Line>): AsyncGenerator<Entry | UnreadEntry> {
  const seen = new Map<string, number>();
  let header: readonly string[] | undefined;
  let isFirst = true;
  for await (const line of lines) {
    if ('problem' in line) {
      yield line;
      continue;
    }
    if (isFirst && !line.text.startsWith('{')) {
      const cells = cellsOf(line.text);
      header = typeof cells === 'string' ? [] : cells;
      const problem = typeof cells === 'string' ? cells : headerProblem(cells);
      if (problem !== undefined) yield { line: line.line, problem };
      isFirst = false;
      if (problem !== undefined) return;
      continue;
    }
    isFirst = false;
    const values = header === undefined ? fromJson(line.text) : fromCsv(line.text, header);
    const entry = typeof values === 'string' ? values : entryOf(values, line.line);
    if (typeof entry === 'string') {
      yield { line: line.line, problem: entry };
      continue;
    }
    const id = idOf(entry.member);
    const earlier = seen.get(id);
    if (earlier !== undefined) {
      yield { line: line.line, problem: `this member stands in line ${earlier} already` };
      continue;
    }
    seen.set(id, line.line);
    yield entry;
  }
}

function headerProblem(header: readonly string[]): string | undefined {
  const unknown = header.find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined) {
    return `the header has ${JSON.stringify(unknown)}: write ${COLUMNS.join(', ')}`;
  }
  return ['userId', 'anonymousId', 'groupId'].some((name) => header.includes(name))
    ? undefined
    : 'the header has neither userId nor anonymousId nor groupId';
}

function fromJson(text: string): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { ...value };
  } catch {
    // Told below, like any other line that is no object.
  }
  return 'this is no JSON object such as {"userId": "ada", "member": true}';
}

function fromCsv(text: string, header: readonly string[]): Readonly<Record<string, unknown>> | string {
  const cells = cellsOf(text);
  if (typeof cells === 'string') return cells;
  if (cells.length > header.length) {
    return `this line has ${cells.length} cells, the header has ${header.length}`;
  }
  return Object.fromEntries(header.map((name, index) => [name, cells[index] || undefined]));
}

function cellsOf(text: string): readonly string[] | string {
  const cells = [...`${text},`.matchAll(CELL)];
  if (cells.reduce((length, [cell]) => length + cell.length, 0) !== text.length + 1) {
    return 'a quotation mark here has no partner: write "" for one inside of quotation marks';
  }
  return cells.map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.trim());
}

function entryOf(values: Readonly<Record<string, unknown>>, line: number): Entry | string {
  const unknown = Object.keys(values).find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined)
    return `${JSON.stringify(unknown)} is not known here: write ${COLUMNS.join(', ')}`;
  const member = isGiven(values.groupId) ? accountOf(values) : userOf(values);
  if (typeof member === 'string') return member;
  const flag = String(values.member ?? '').toLowerCase();
  if (YES.has(flag)) return { line, member, isMember: true };
  return NO.has(flag)
    ? { line, member, isMember: false }
    : `member is true or false, not ${JSON.stringify(flag)}`;
}

function userOf(values: Readonly<Record<string, unknown>>): FileMember | string {
  const wrong = IDS.find((column) => isGiven(values[column]) && !isText(values[column]));
  if (wrong !== undefined) return `${wrong} is a string that is not empty`;
  const { userId, anonymousId, email } = values;
  if (!isGiven(userId) && !isGiven(anonymousId)) {
    return 'there is neither a userId nor an anonymousId nor a groupId, so nobody can be called';
  }
  const emails = listOf(values.emails);
  if (emails === undefined) return `emails ${LIST}`;
  const all = [...(isText(email) ? [email] : []), ...emails];
  return {
    ...(isText(userId) ? { userId } : {}),
    ...(isText(anonymousId) ? { anonymousId } : {}),
    ...(all.length === 0 ? {} : { emails: all }),
  };
}

function accountOf({ groupId, userIds, ...rest }: Readonly<Record<string, unknown>>): FileMember | string {
  if (USER.some((column) => isGiven(rest[column]))) return 'a groupId goes with userIds, not with a user';
  if (!isText(groupId)) return 'groupId is a string that is not empty';
  const users = listOf(userIds);
  return users === undefined ? `userIds ${LIST}` : { groupId, userIds: users };
}

const LIST = 'are strings that are not empty: a list, or in CSV with semicolons between';

/** In CSV a list stands in one cell, with semicolons between. */
function listOf(value: unknown): readonly string[] | undefined {
  const list = typeof value === 'string' ? value.split(';').map((item) => item.trim()) : (value ?? []);
  return Array.isArray(list) && list.every(isText) ? list : undefined;
}

function idOf(member: FileMember): string {
  if ('groupId' in member) return `group ${member.groupId}`;
  return member.userId === undefined ? `anonymous ${member.anonymousId}` : `user ${member.userId}`;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
