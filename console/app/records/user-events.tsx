/** The events of a User, the newest first. */
import { useSignal } from '@preact/signals';
import { changes } from '../live/calls.ts';
import { state } from '../live/state.ts';
import { FindCall } from '../parts/find-call.tsx';
import { Problem } from '../parts/problem.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Properties } from './properties.tsx';
import { readList } from './read-list.ts';
import type { ListedEvent } from './record.ts';

interface UserEventsProps {
  /** One of the two ids. */
  readonly person: Readonly<Record<string, string>>;
  readonly connector: string;
}

const ROWS = 20;

export function UserEvents({ person, connector }: UserEventsProps) {
  const most = useSignal(ROWS);
  const { answer, problem } = useAnswer(
    () => [state.value?.records, changes.value],
    (plane) => {
      const rows = most.value;
      const filters = { ...person, connector, first: 'newest' };
      return () => readList<ListedEvent>(plane, 'events', filters, rows);
    },
  );
  const list = answer.value;
  if (list === undefined) return <Problem text={problem.value} />;
  return (
    <>
      <Problem text={problem.value} />
      <ol class="fired">
        {list.rows.map(({ event, timestamp, messageId, properties }) => (
          <li>
            <FindCall messageId={messageId}>{event}</FindCall> <span class="soft">{timestamp}</span>
            <Properties value={properties} most={6} />
          </li>
        ))}
      </ol>
      <p class="soft">
        {list.rows.length} of {list.total} events are shown.
      </p>
      {list.rows.length < list.total && (
        <button
          type="button"
          onClick={() => {
            most.value += ROWS * 5;
          }}
        >
          show {Math.min(ROWS * 5, list.total - list.rows.length)} more
        </button>
      )}
    </>
  );
}
