/** The clock of everything that waits: stops it, lets it run, moves it, and tells what fired. */
import { useSignal } from '@preact/signals';
import { change } from '../live/api.ts';
import { state } from '../live/state.ts';
import { messageOf, Problem } from '../parts/problem.tsx';
import { fullTime } from '../parts/times.ts';

const MOVES = [
  ['1 minute', 60_000],
  ['1 hour', 3_600_000],
  ['6 hours', 6 * 3_600_000],
  ['1 day', 24 * 3_600_000],
] as const;

interface Moved {
  readonly from: string;
  readonly now: string;
  readonly count: number;
  readonly fired: readonly { readonly at: string; readonly what: string; readonly [more: string]: unknown }[];
}

export function Clock() {
  const moved = useSignal<Moved | undefined>(undefined);
  const problem = useSignal('');
  const clock = state.value?.clock;
  if (clock === undefined) return null;
  const attempt = async (action: () => Promise<void>) => {
    try {
      await action();
      problem.value = '';
    } catch (error) {
      problem.value = messageOf(error);
    }
  };
  const set = (mode: 'frozen' | 'real') =>
    attempt(async () => {
      await change('POST', '/clock', { mode });
    });
  const move = (how: object) =>
    attempt(async () => {
      moved.value = await change<Moved>('POST', '/clock/advance', how);
    });
  const isFrozen = clock.mode === 'frozen';
  return (
    <section class="half">
      <h2>Time</h2>
      <p role="status">
        {isFrozen ? `The clock stands at ${fullTime(clock.now ?? '')}.` : 'The clock runs.'}{' '}
        {clock.timers === 0
          ? 'Nothing waits.'
          : `${clock.timers} ${clock.timers === 1 ? 'thing waits' : 'things wait'}.`}
        {clock.next !== undefined && ` The next one is due at ${fullTime(clock.next)}.`}
      </p>
      <p class="copies">
        <button type="button" onClick={() => void set(isFrozen ? 'real' : 'frozen')}>
          {isFrozen ? 'let it run' : 'stop it'}
        </button>
        {isFrozen &&
          MOVES.map(([label, ms]) => (
            <button type="button" onClick={() => void move({ ms })}>
              + {label}
            </button>
          ))}
        {isFrozen && clock.next !== undefined && (
          <button type="button" onClick={() => void move({ to: clock.next })}>
            to the next
          </button>
        )}
      </p>
      <Problem text={problem.value} />
      {moved.value !== undefined && <Fired moved={moved.value} />}
    </section>
  );
}

function Fired({ moved: { from, now, count, fired } }: { moved: Moved }) {
  return (
    <>
      <p class="soft">
        From {fullTime(from)} to {fullTime(now)}, {count} {count === 1 ? 'thing' : 'things'} fired.
      </p>
      <ol class="fired">
        {fired.map(({ at, what, ...about }) => (
          <li>
            <span class="time">{fullTime(at)}</span> {what}{' '}
            <span class="soft">{Object.values(about).join(' ')}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
