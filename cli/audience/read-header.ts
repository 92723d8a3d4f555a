/** The header of an audience file: which cell says what, whoever wrote the file. */
import { nearNames, type Result } from '../../schemas/index.ts';

/** The columns of a member, by the names that NDJSON has too. */
export const COLUMNS = ['userId', 'anonymousId', 'email', 'emails', 'groupId', 'userIds', 'member'];

/** Segment's own file of an audience has all ids of a profile in one cell too, as JSON. */
export const EXTERNAL_IDS = 'externalIds';

const IDS = ['userId', 'anonymousId', 'groupId', EXTERNAL_IDS];

/** Columns by their names without case, spaces, underscores and hyphens: `User ID`, `user_id`. */
const FOLDED: ReadonlyMap<string, string> = new Map([
  ...[...COLUMNS, EXTERNAL_IDS].map((name) => [name.toLowerCase(), name] as const),
  ['emailaddress', 'email'],
]);

export interface Header {
  /** What each cell is; undefined for a cell that is passed over. */
  readonly columns: readonly (string | undefined)[];
  /** Which columns are passed over, as a sentence; undefined if all are read. */
  readonly note: string | undefined;
}

export function readHeader(names: readonly string[]): Result<Header> {
  const named = names.map((name) => columnOf(name));
  const columns = isOfUsers(named)
    ? named.map((name) => (OF_PROFILES.has(name ?? '') ? undefined : name))
    : named;
  if (!columns.some((column) => column !== undefined && IDS.includes(column))) {
    const found = names.map((name) => JSON.stringify(name)).join(', ');
    return { problem: `the header has neither userId nor anonymousId nor groupId: it has ${found}` };
  }
  const passedOver = names.filter((name, at) => columns[at] === undefined && name !== '');
  const shown = passedOver.map((name) => {
    const [near] = columnOf(name) === undefined ? nearNames(name, COLUMNS) : [];
    return near === undefined ? JSON.stringify(name) : `${JSON.stringify(name)} (is it ${near}?)`;
  });
  return {
    value: { columns, note: shown.length === 0 ? undefined : `not read: ${shown.join(', ')}` },
  };
}

/** In Segment's own file of users these are ids and traits of a profile, and say nothing about the audience. */
const OF_PROFILES: ReadonlySet<string> = new Set(['groupId', 'userIds', 'member']);

function isOfUsers(columns: readonly (string | undefined)[]): boolean {
  return columns.includes(EXTERNAL_IDS) && (columns.includes('userId') || columns.includes('anonymousId'));
}

/** Segment numbers further addresses: `email`, `email_1`, `email_2`. */
function columnOf(name: string): string | undefined {
  const folded = name.toLowerCase().replaceAll(/[\s_-]/g, '');
  return FOLDED.get(folded) ?? (/^email\d+$/.test(folded) ? 'email' : undefined);
}
