/** The clock of everything that waits: stops it, lets it run, moves it, and tells what fired. */
import { useSignal } from '@preact/signals';
import type { ClockMoved, WorldClock } from '../../../client/index.ts';
import { plane } from '../live/plane.ts';
import { state } from '../live/state.ts';
import { Problem } from '../parts/problem.tsx';
import { fullTime } from '../parts/times.ts';
import { useAction } from '../parts/use-action.ts';

const MOVES = [
  ['1 minute', 60_000],
  ['1 hour', 3_600_000],
  ['6 hours', 6 * 3_600_000],
  ['1 day', 24 * 3_600_000],
] as const;

export function Clock() {
  const moved = useSignal<ClockMoved | undefined>(undefined);
  const { run, problem } = useAction();
  const clock = state.value?.clock;
  if (clock === undefined) return null;
  const move = (how: (clock: WorldClock) => Promise<ClockMoved>) =>
    run(async () => {
      moved.value = await how(plane().clock);
    });
  const { next } = clock;
  const isFrozen = clock.mode === 'frozen';
  return (
    <section class="half">
      <h2>Time</h2>
      <p role="status">
        {isFrozen ? `The clock stands at ${fullTime(clock.now ?? '')}.` : 'The clock runs.'}{' '}
        {clock.timers === 0
          ? 'Nothing waits.'
          : `${clock.timers} ${clock.timers === 1 ? 'thing waits' : 'things wait'}.`}
        {next !== undefined && ` The next one is due at ${fullTime(next)}.`}
      </p>
      <p class="copies">
        <button
          type="button"
          onClick={() => void run(() => (isFrozen ? plane().clock.resume() : plane().clock.freeze()))}
        >
          {isFrozen ? 'let it run' : 'stop it'}
        </button>
        {isFrozen &&
          MOVES.map(([label, ms]) => (
            <button type="button" onClick={() => void move((one) => one.advance(ms))}>
              + {label}
            </button>
          ))}
        {isFrozen && next !== undefined && (
          <button type="button" onClick={() => void move((one) => one.moveTo(next))}>
            to the next
          </button>
        )}
      </p>
      {isFrozen && (
        <form
          class="step"
          onSubmit={(event) => {
            event.preventDefault();
            const far = String(new FormData(event.currentTarget).get('far')).trim();
            void move((one) => one.advance(far));
          }}
        >
          <label>
            by <input class="short" name="far" placeholder="90m, 4h" required />
          </label>
          <button type="submit">advance</button>
        </form>
      )}
      <Problem text={problem.value} />
      {moved.value !== undefined && <Fired moved={moved.value} />}
    </section>
  );
}

function Fired({ moved: { from, now, count, fired } }: { moved: ClockMoved }) {
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
