/** What is stored: Users, Accounts and events, with a search, and one of them in detail. */
import { useSignal } from '@preact/signals';
import { changes } from '../live/calls.ts';
import { state } from '../live/state.ts';
import { parameter } from '../live/url.ts';
import { Problem } from '../parts/problem.tsx';
import { Choice, SearchRow, text } from '../parts/search-row.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { AccountDrawer } from './account-drawer.tsx';
import { readList } from './read-list.ts';
import { type ListedKind, open, openBy, openIn } from './record.ts';
import { RecordsTable } from './records-table.tsx';
import { UserDrawer } from './user-drawer.tsx';

const connector = parameter('connector');
/** How many rows are read at first, and how many more with each press. */
const ROWS = 100;

export function RecordsPage({ collection }: { collection: ListedKind }) {
  const isOpen = open.value !== '' && collection !== 'events';
  const key = [openIn.value, openBy.value, open.value].join(' ');
  return (
    <div class={isOpen ? 'listing with-drawer' : 'listing'}>
      <div class="list">
        <Records collection={collection} />
      </div>
      {isOpen && (collection === 'users' ? <UserDrawer key={key} /> : <AccountDrawer key={key} />)}
    </div>
  );
}

function Records({ collection }: { collection: ListedKind }) {
  const most = useSignal(ROWS);
  const { answer, problem } = useAnswer(
    () => [state.value?.records, changes.value],
    (plane) => {
      const given = Object.entries({ text: text.value, connector: connector.value });
      const filters = Object.fromEntries(given.filter(([, value]) => value !== ''));
      const order: Record<string, string> = collection === 'events' ? { first: 'newest' } : {};
      const rows = most.value;
      return () => readList<never>(plane, collection, { ...filters, ...order }, rows);
    },
  );
  const list = answer.value;
  const isFiltered = text.value !== '' || connector.value !== '';
  const names = state.value?.connectors.map(({ name }) => name) ?? [];
  return (
    <>
      <SearchRow about="id, name or value">
        <Choice
          label="Connector"
          name="connector"
          value={connector.value}
          all="every connector"
          options={names}
        />
      </SearchRow>
      <Problem text={problem.value} />
      {list !== undefined && list.rows.length > 0 && (
        <RecordsTable collection={collection} rows={list.rows} />
      )}
      {list !== undefined && (
        <p class="soft" role="status">
          {list.total === 0 && !isFiltered
            ? NONE[collection]
            : `${list.rows.length} of ${list.total} are shown.`}
        </p>
      )}
      {list !== undefined && list.rows.length < list.total && (
        <button
          type="button"
          onClick={() => {
            most.value += ROWS;
          }}
        >
          show {Math.min(ROWS, list.total - list.rows.length)} more
        </button>
      )}
    </>
  );
}

const NONE: Readonly<Record<ListedKind, string>> = {
  users: 'There is none yet: an identify call makes a User.',
  accounts: 'There is none yet: a group call makes an Account.',
  events: 'There is none yet: a track call arrives as an event.',
};
