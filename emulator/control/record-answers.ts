/** Lists of Users, Accounts and events of all connectors, filtered and in pages. */
import { type Answer, errorAnswer } from '../answers/index.ts';
import type { RecordCollection } from '../astrolabe/index.ts';
import type { Core } from '../core.ts';
import { PAGE_CHARACTERS } from './history/index.ts';
import { readFirst, readPage } from './read-page.ts';

/** The filters of each collection, besides `connector`, `text`, `limit` and `cursor`; events also take `first`. */
const FILTERS = {
  users: ['userId', 'anonymousId'],
  accounts: ['groupId'],
  events: ['userId', 'anonymousId', 'event'],
} as const satisfies Record<RecordCollection, readonly string[]>;

/** `cursor` is `next` of a page; `total` counts what matches on all pages. */
export function listStored(
  { destination }: Pick<Core, 'destination'>,
  collection: RecordCollection,
  query: URLSearchParams,
): Answer {
  const names = ['connector', ...FILTERS[collection], 'text'];
  const read = readPage(query, collection === 'events' ? [...names, 'first'] : names);
  if ('problem' in read) return errorAnswer('parameter-invalid', read.problem);
  const first = readFirst(query);
  if ('problem' in first) return errorAnswer('parameter-invalid', first.problem);
  const given = Object.fromEntries(names.map((name) => [name, query.get(name) ?? undefined]));
  const { connector } = given;
  if (connector !== undefined && !destination.connectors.list.some(({ name }) => name === connector)) {
    return errorAnswer('connector-unknown', 'GET connectors lists them');
  }
  const { records, next, total } = destination.list(collection, {
    ...given,
    ...read.value,
    first: first.value,
    characters: PAGE_CHARACTERS,
  });
  const page = { [collection]: records, next: next === undefined ? undefined : String(next), total };
  return { status: 200, body: page, rules: [] };
}
