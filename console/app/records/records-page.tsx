/** What is stored: Users, Accounts and events, with a search. */
import { changes } from '../live/calls.ts';
import { state } from '../live/state.ts';
import { parameter } from '../live/url.ts';
import { Problem } from '../parts/problem.tsx';
import { Choice, SearchRow, text } from '../parts/search-row.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Properties } from './properties.tsx';
import { UserProperties } from './user-properties.tsx';

export type Collection = 'users' | 'accounts' | 'events';

interface Page {
  readonly rows: readonly Record<string, unknown>[];
  readonly total: number;
}

const connector = parameter('connector');
const ROWS = 100;

export function RecordsPage({ collection }: { collection: Collection }) {
  const { answer, problem } = useAnswer<Page>(
    () => [state.value?.records, changes.value],
    (plane) => {
      const query = new URLSearchParams({ limit: String(ROWS) });
      for (const [name, { value }] of Object.entries({ text, connector }))
        if (value !== '') query.set(name, value);
      return async () => {
        const { [collection]: rows, total } = await plane.control('GET', `/${collection}?${query}`);
        return { rows: rows as Page['rows'], total: total as number };
      };
    },
  );
  const page = answer.value;
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
      {page !== undefined && (
        <p class="soft" role="status">
          {page.rows.length} of {page.total} are shown.
        </p>
      )}
      {page !== undefined && page.rows.length > 0 && <Table collection={collection} rows={page.rows} />}
    </>
  );
}

const COLUMNS: Readonly<Record<Collection, readonly string[]>> = {
  users: ['userId', 'anonymousId', 'connector', 'groupIds', 'properties'],
  accounts: ['groupId', 'connector', 'userIds', 'properties'],
  events: ['timestamp', 'event', 'userId', 'anonymousId', 'connector', 'properties'],
};

function Table({ collection, rows }: { collection: Collection; rows: Page['rows'] }) {
  const columns = COLUMNS[collection];
  return (
    <div class="wide">
      <table class="rows">
        <thead>
          <tr>
            {columns.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map((name) => (
                <td>{name === 'properties' ? propertiesOf(collection, row) : plain(row[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function propertiesOf(collection: Collection, { userId, anonymousId, properties }: Record<string, unknown>) {
  const id = userId ?? anonymousId;
  if (collection !== 'users' || typeof id !== 'string') return <Properties value={properties} />;
  return <UserProperties key={id} id={id} properties={(properties ?? {}) as Record<string, unknown>} />;
}

function plain(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
