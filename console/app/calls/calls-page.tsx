/** Calls as they travel: filters, a chart, the list, and a drawer for one of them. */
import { useSignal } from '@preact/signals';
import { type LiveRow, missed, RESULTS } from '../live/calls.ts';
import { show } from '../live/url.ts';
import { ResultMark } from '../parts/result-mark.tsx';
import { Choice, SearchRow, text } from '../parts/search-row.tsx';
import { clockTime } from '../parts/times.ts';
import { Chart } from './chart.tsx';
import { Drawer } from './drawer.tsx';
import { counts, open, result, shown, TYPES, type } from './filter.ts';
import { usePressed } from './pressed.ts';
import { Way } from './way.tsx';

/** How many rows are drawn at first, and how many more with each press. */
const ROWS = 200;

export function CallsPage() {
  return (
    <div class={open.value === '' ? 'listing' : 'listing with-drawer'}>
      <div class="list">
        <Chart />
        <Filters />
        <List />
      </div>
      {open.value !== '' && <Drawer key={open.value} id={open.value} />}
    </div>
  );
}

function Filters() {
  const total = RESULTS.reduce((sum, one) => sum + counts.value[one], 0);
  return (
    <SearchRow about="event, id, outcome or path">
      <fieldset class="tabs">
        <legend class="hidden">Result</legend>
        <Tab name="" label="all" count={total} />
        {RESULTS.map((one) => (
          <Tab name={one} label={one} count={counts.value[one]} />
        ))}
      </fieldset>
      <Choice label="Type" name="type" value={type.value} all="every type" options={TYPES} />
    </SearchRow>
  );
}

function Tab({ name, label, count }: { name: string; label: string; count: number }) {
  return (
    <button
      type="button"
      class={`tab ${name}`}
      aria-pressed={result.value === name}
      onClick={() => show({ result: name }, 'replace')}
    >
      {label} <span class="count">{count}</span>
    </button>
  );
}

function List() {
  const most = useSignal(ROWS);
  const { rows, onPress } = usePressed(shown.value);
  if (rows.length === 0) return <Empty />;
  return (
    <>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">time</th>
            <th scope="col">result</th>
            <th scope="col">call</th>
            <th scope="col">who</th>
            <th scope="col">way</th>
          </tr>
        </thead>
        <tbody onPointerDown={onPress}>
          {rows.slice(0, most.value).map((row) => (
            <Line key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      <p class="soft" role="status">
        {Math.min(most.value, rows.length)} of {rows.length} calls are shown.
        {missed.value > 0 &&
          ` ${missed.value} others came too quickly, or while the page was away: GET /_emulator/traces has them.`}
      </p>
      {rows.length > most.value && (
        <button
          type="button"
          onClick={() => {
            most.value += ROWS;
          }}
        >
          show {Math.min(ROWS, rows.length - most.value)} more
        </button>
      )}
    </>
  );
}

function Line({ row }: { row: LiveRow }) {
  const isOpen = open.value === row.key;
  const toggle = () => show({ open: isOpen ? '' : row.key });
  const name = row.event ?? (row.kind === 'request' && row.type === undefined ? row.code : undefined);
  return (
    <tr class={isOpen ? 'open' : ''} onClick={toggle}>
      <td class="time">{clockTime(row.receivedAt)}</td>
      <td>
        <ResultMark result={row.result} />
      </td>
      <td>
        <button
          type="button"
          class="link"
          id={row.key}
          aria-expanded={isOpen}
          onClick={(event) => {
            event.stopPropagation();
            toggle();
          }}
        >
          {row.type ?? 'request'} {name !== undefined && <b>{name}</b>}
        </button>
      </td>
      <td class="who">
        {row.kind === 'call' ? (row.userId ?? row.anonymousId ?? '') : (row.connector ?? '')}
      </td>
      <td>
        <Way row={row} />
      </td>
    </tr>
  );
}

function Empty() {
  const isFiltered = result.value !== '' || type.value !== '' || text.value !== '';
  return (
    <p class="empty">
      {isFiltered ? 'No call matches.' : 'No call has arrived yet. They appear here as they come.'}{' '}
      {isFiltered && (
        <button type="button" class="link" onClick={() => show({ result: '', type: '', text: '' })}>
          Show all
        </button>
      )}
    </p>
  );
}
