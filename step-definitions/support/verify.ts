/** Compares records with what is expected. */
import { isDeepStrictEqual } from 'node:util';
import type { Members } from '../../calls/index.ts';
import type { StateDifference } from '../../harness/settle.ts';
import type { RecordName } from './parameter-types.ts';

/** What is wrong with the properties of a User or an Account, like {@link missingProperties}. */
export function missingMembers(
  record: RecordName,
  records: readonly { readonly properties: Members }[],
  expected: Members,
): StateDifference | undefined {
  return missingProperties(describeRecord(record), records, expected);
}

/**
 * What is wrong with the properties of a record; undefined if one of the records holds every expected property with its
 * type and value. Additional properties are allowed.
 */
export function missingProperties(
  what: string,
  records: readonly { readonly properties: Members }[],
  expected: Members,
): StateDifference | undefined {
  const [first] = records;
  if (first === undefined) return { message: `there is no ${what}`, expected, actual: null };
  if (records.some(({ properties }) => differingNames(properties, expected).length === 0)) return undefined;
  const names = differingNames(first.properties, expected);
  return {
    message: `the ${what} does not hold ${names.map((name) => `"${name}"`).join(', ')} as sent`,
    expected: pick(expected, names),
    actual: pick(first.properties, names),
  };
}

/** Such as `User "conformance-…-ada"`. */
export function describeRecord(record: RecordName): string {
  if (record.kind === 'Account') return `Account "${record.groupId}"`;
  return `User "${record.person.userId ?? record.person.anonymousId}"`;
}

/** Such as `a User "conformance-…-ada"`. */
export function withArticle(record: RecordName): string {
  return `${record.kind === 'Account' ? 'an' : 'a'} ${describeRecord(record)}`;
}

/** The names of expected properties that a record does not hold, or holds with another type or value. */
export function differingNames(properties: Members, expected: Members): string[] {
  return Object.keys(expected).filter(
    (name) => !Object.hasOwn(properties, name) || !isDeepStrictEqual(properties[name], expected[name]),
  );
}

function pick(members: Members, names: readonly string[]): Members {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(members, name)).map((name) => [name, members[name]]),
  );
}
