/** What is stored: Users, Accounts and events, with a search. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { ask } from '../live/api.ts';
import { state } from '../live/state.ts';
import { parameter, show } from '../live/url.ts';
import { Properties } from './properties.tsx';
import { UserProperties } from './user-properties.tsx';

export type Collection = 'users' | 'accounts' | 'events';

interface Page {
  readonly rows: readonly Record<string, unknown>[];
  readonly total: number;
  readonly next?: string | undefined;
}

const text = parameter('text');
const connector = parameter('connector');
/** A person types faster than the list must follow. */
const PAUSE_MS = 150;

export function RecordsPage({ collection }: { collection: Collection }) {
  const page = useSignal<Page | undefined>(undefined);
  const problem = useSignal('');
  useSignalEffect(() => {
    void state.value?.records;
    const query = new URLSearchParams({ limit: '100' });
    if (text.value !== '') query.set('text', text.value);
    if (connector.value !== '') query.set('connector', connector.value);
    const controller = new AbortController();
    const wait = setTimeout(() => {
      ask<Record<string, unknown>>(`/${collection}?${query}`, controller.signal)
        .then((answer) => {
          page.value = {
            rows: answer[collection] as Page['rows'],
            total: answer.total as number,
            next: answer.next as string | undefined,
          };
          problem.value = '';
        })
        .catch((error: unknown) => {
          if (!controller.signal.aborted) problem.value = String((error as Error).message);
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(wait);
      controller.abort();
    };
  });
  const found = page.value;
  return (
    <>
      <search class="filters">
        <label class="grow">
          <span class="hidden">Search</span>
          <input
            type="search"
            placeholder="id, name or value"
            value={text.value}
            onInput={({ currentTarget }) => show({ text: currentTarget.value }, 'replace')}
          />
        </label>
        <label>
          <span class="hidden">Connector</span>
          <select
            value={connector.value}
            onChange={({ currentTarget }) => show({ connector: currentTarget.value }, 'replace')}
          >
            <option value="">every connector</option>
            {state.value?.connectors.map(({ name }) => (
              <option value={name}>{name}</option>
            ))}
          </select>
        </label>
      </search>
      {problem.value !== '' && <p role="alert">{problem.value}</p>}
      {found !== undefined && (
        <p class="soft" role="status">
          {found.rows.length} of {found.total} are shown.
        </p>
      )}
      {found !== undefined && found.rows.length > 0 && <Table collection={collection} rows={found.rows} />}
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
