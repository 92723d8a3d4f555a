/** Audience files: CSV with a header, or NDJSON, one member per record. */
import { isObject, type JsonObject, type Result } from '../../schemas/index.ts';
import { type InputLine, readRawLines, type UnreadLine } from '../capture/read-lines.ts';
import { readCsv } from './read-csv.ts';
import { COLUMNS, EXTERNAL_IDS, type Header, readHeader } from './read-header.ts';

/** A user, or an account with its users, as the control plane accepts them. */
export type FileMember =
  | {
      readonly userId?: string | undefined;
      readonly anonymousId?: string | undefined;
      readonly emails?: readonly string[] | undefined;
    }
  | { readonly groupId: string; readonly userIds: readonly string[] };

/** A member in a file, and whether it is in the audience. */
export interface FileEntry {
  readonly line: number;
  readonly member: FileMember;
  readonly isMember: boolean;
}

/** Something that a reader should know and that loses no member. */
export interface FileNote {
  readonly line: number;
  readonly note: string;
}

/** What a record says, by column. */
interface FileRecord {
  readonly line: number;
  readonly values: JsonObject;
}

const USER = ['userId', 'anonymousId', 'email', 'emails'] as const;
const IDS = ['userId', 'anonymousId', 'email'] as const;

const YES: ReadonlySet<string> = new Set(['', 'true', '1', 'yes']);
const NO: ReadonlySet<string> = new Set(['false', '0', 'no']);

/** In order; a bad record is reported, and the next one is read. For a duplicate member, the first record wins. */
export async function* readMembers(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<FileEntry | UnreadLine | FileNote> {
  const seen = new Map<string, number>();
  for await (const record of readRecords(bytes)) {
    if ('note' in record) {
      yield record;
      continue;
    }
    const entry = 'problem' in record ? record : entryOf(record);
    const earlier = 'problem' in entry ? undefined : seen.get(idOf(entry.member));
    if (earlier !== undefined) {
      yield { line: entry.line, problem: `this member is on line ${earlier} already` };
      continue;
    }
    if ('member' in entry) seen.set(idOf(entry.member), entry.line);
    yield entry;
  }
}

/** A file whose first character is a brace is NDJSON. */
async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<FileRecord | UnreadLine | FileNote> {
  const lines = readRawLines(bytes);
  const beginning: (InputLine | UnreadLine)[] = [];
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    beginning.push(next.value);
    if ('text' in next.value && next.value.text.trim() !== '') break;
  }
  const all = followedBy(beginning, lines);
  const first = beginning.at(-1);
  const isJson = first !== undefined && 'text' in first && first.text.trimStart().startsWith('{');
  yield* isJson ? recordsOfJson(all) : recordsOfCsv(all);
}

async function* followedBy<T>(beginning: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* beginning;
  yield* rest;
}

async function* recordsOfJson(
  lines: AsyncIterable<InputLine | UnreadLine>,
): AsyncGenerator<FileRecord | UnreadLine> {
  for await (const line of lines) {
    if ('text' in line && line.text.trim() === '') continue;
    yield 'text' in line ? jsonRecord(line) : line;
  }
}

function jsonRecord({ line, text }: InputLine): FileRecord | UnreadLine {
  try {
    const values: unknown = JSON.parse(text);
    if (isObject(values)) return { line, values };
  } catch {
    // Reported below, like any other line that is not an object.
  }
  return { line, problem: 'this is not a JSON object such as {"userId": "ada", "member": true}' };
}

async function* recordsOfCsv(
  lines: AsyncIterable<InputLine | UnreadLine>,
): AsyncGenerator<FileRecord | UnreadLine | FileNote> {
  let header: Header | undefined;
  for await (const record of readCsv(lines)) {
    if (header === undefined) {
      const read = 'problem' in record ? record : readHeader(record.cells);
      if ('problem' in read) {
        // Without its header no record of a file can be understood.
        yield { line: record.line, problem: read.problem };
        return;
      }
      header = read.value;
      if (header.note !== undefined) yield { line: record.line, note: header.note };
    } else if ('problem' in record) {
      yield record;
    } else if (record.cells.length > header.columns.length) {
      const problem = `this record has ${record.cells.length} cells, the header has ${header.columns.length}`;
      yield { line: record.line, problem };
    } else {
      yield { line: record.line, values: valuesOf(record.cells, header) };
    }
  }
}

/** Of several cells for one column the first that is not empty counts; addresses are all kept. */
function valuesOf(cells: readonly string[], { columns }: Header): JsonObject {
  const values: Record<string, unknown> = {};
  const emails: string[] = [];
  for (const [at, column] of columns.entries()) {
    const cell = cells[at];
    if (column === undefined || cell === undefined || cell === '') continue;
    if (column === 'email') emails.push(cell);
    else values[column] ??= cell;
  }
  const { [EXTERNAL_IDS]: external, ...rest } = values;
  const ids = external === undefined ? {} : idsIn(String(external));
  if (rest.userId === undefined && rest.anonymousId === undefined && rest.groupId === undefined) {
    rest.userId = firstOf(ids.user_id);
    rest.anonymousId = firstOf(ids.anonymous_id);
  }
  if (emails.length === 0 && Array.isArray(ids.email)) emails.push(...ids.email.filter(isText));
  if (emails.length === 0) return rest;
  // Only then is the cell of a list a list already; a wrong one is reported like any other.
  const list = listOf(rest.emails);
  return list === undefined ? rest : { ...rest, emails: [...new Set([...emails, ...list])] };
}

/** The ids of a profile by kind; none if the cell is not JSON. */
function idsIn(cell: string): JsonObject {
  try {
    const ids: unknown = JSON.parse(cell);
    return isObject(ids) ? ids : {};
  } catch {
    return {};
  }
}

function firstOf(list: unknown): string | undefined {
  return Array.isArray(list) ? list.find(isText) : undefined;
}

function entryOf({ line, values }: FileRecord): FileEntry | UnreadLine {
  const unknown = Object.keys(values).find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined) {
    return { line, problem: `${JSON.stringify(unknown)} is not known here: use only ${COLUMNS.join(', ')}` };
  }
  const read = isGiven(values.groupId) ? readAccount(values) : readUser(values);
  if ('problem' in read) return { line, problem: read.problem };
  const flag = String(values.member ?? '').toLowerCase();
  if (YES.has(flag)) return { line, member: read.value, isMember: true };
  return NO.has(flag)
    ? { line, member: read.value, isMember: false }
    : { line, problem: `member must be true or false, not ${JSON.stringify(flag)}` };
}

function readUser(values: JsonObject): Result<FileMember> {
  const wrong = IDS.find((column) => isGiven(values[column]) && !isText(values[column]));
  if (wrong !== undefined) return { problem: `${wrong} must be a non-empty string` };
  const { userId, anonymousId, email } = values;
  if (!isGiven(userId) && !isGiven(anonymousId)) {
    return { problem: 'there is neither a userId nor an anonymousId nor a groupId, so no call can be made' };
  }
  const emails = listOf(values.emails);
  if (emails === undefined) return { problem: `emails ${LIST}` };
  const all = [...(isText(email) ? [email] : []), ...emails];
  return {
    value: {
      userId: isText(userId) ? userId : undefined,
      anonymousId: isText(anonymousId) ? anonymousId : undefined,
      emails: all.length === 0 ? undefined : all,
    },
  };
}

function readAccount({ groupId, userIds, ...rest }: JsonObject): Result<FileMember> {
  if (USER.some((column) => isGiven(rest[column])))
    return { problem: 'a groupId goes with userIds, not with a user' };
  if (!isText(groupId)) return { problem: 'groupId must be a non-empty string' };
  const users = listOf(userIds);
  return users === undefined ? { problem: `userIds ${LIST}` } : { value: { groupId, userIds: users } };
}

const LIST = 'must be non-empty strings: a list, or in CSV one cell with semicolons between them';

/** In CSV a list is one cell, with semicolons between its items. */
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
