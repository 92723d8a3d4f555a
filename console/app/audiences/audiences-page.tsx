/** Audiences and computed traits, with what their next sync would send, and the clock that their syncs wait for. */
import { useSignal } from '@preact/signals';
import type { EngageView } from '../../../client/index.ts';
import { plane } from '../live/plane.ts';
import { state } from '../live/state.ts';
import { Problem } from '../parts/problem.tsx';
import { fullTime } from '../parts/times.ts';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { Clock } from './clock.tsx';

const computed = () => state.value?.computed;

export function AudiencesPage() {
  const { answer, problem } = useAnswer(computed, (plane) => async () => {
    const [audiences, traits] = await Promise.all([plane.audiences.list(), plane.computedTraits.list()]);
    return { audiences, traits };
  });
  const { audiences = [], traits = [] } = answer.value ?? {};
  return (
    <div class="halves">
      <div>
        <Clock />
        <NewAudience />
      </div>
      <div>
        <Problem text={problem.value} />
        {audiences.length + traits.length === 0 && (
          <p class="empty">There is no audience yet. Its members arrive as properties of their Users.</p>
        )}
        {audiences.map((one) => (
          <Card key={one.key} view={one} kind="audiences" />
        ))}
        {traits.map((one) => (
          <Card key={one.key} view={one} kind="computedTraits" />
        ))}
      </div>
    </div>
  );
}

interface CardProps {
  readonly view: EngageView;
  /** Where the client has it. */
  readonly kind: 'audiences' | 'computedTraits';
}

function Card({ view, kind }: CardProps) {
  const { key, name, members, values, createdAt, nextSyncAt, syncs, keptSyncs = [] } = view;
  const { answer, problem } = useAnswer(computed, (plane) => () => plane[kind].preview(key, { limit: 5 }));
  const action = useAction();
  const found = answer.value;
  return (
    <section class="half">
      <h2>
        {name} <code>{key}</code>
      </h2>
      <p>
        {kind === 'audiences' ? `${members} members` : `a computed trait with ${values} values`}; {syncs}{' '}
        {syncs === 1 ? 'sync' : 'syncs'} so far.
      </p>
      <ol class="line" aria-label="Time line">
        <li class="accepted">created {fullTime(createdAt)}</li>
        {syncs > keptSyncs.length && <li>{syncs - keptSyncs.length} earlier syncs are not kept</li>}
        {keptSyncs.map(({ kind, startedAt, endedAt, calls, failed }) => (
          <li class={endedAt === undefined ? 'waiting' : failed === 0 ? 'accepted' : 'failed'}>
            {String(kind)} sync {endedAt === undefined ? 'since' : 'from'} {fullTime(startedAt)}
            {endedAt !== undefined && ` to ${fullTime(endedAt)}`}: {String(calls)} calls
            {failed !== 0 && `, ${String(failed)} failed`}
          </li>
        ))}
        <li class="waiting">next sync {fullTime(nextSyncAt)}</li>
      </ol>
      {found !== undefined && (
        <>
          <p class="soft">{found.waiting} members would be sent next.</p>
          {found.preview.length > 0 && (
            <ul class="preview">
              {found.preview.map((entry) => (
                <li>
                  <code>{JSON.stringify(entry)}</code>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <Problem text={problem.value || action.problem.value} />
      {kind === 'audiences' && <Members audience={key} />}
      <p class="copies">
        <button type="button" onClick={() => void action.run(() => plane()[kind].sync(key))}>
          sync now
        </button>
        <button type="button" onClick={() => void action.run(() => plane()[kind].remove(key))}>
          remove
        </button>
      </p>
    </section>
  );
}

/** Lets Users enter or leave; the next sync sends it. */
function Members({ audience }: { audience: string }) {
  const ids = useSignal('');
  const { run, problem } = useAction();
  const move = (direction: 'enter' | 'leave') =>
    run(async () => {
      await plane().audiences[direction](audience, ids.value.split(/[\s,]+/).filter(Boolean));
      ids.value = '';
    });
  return (
    <div class="step">
      <label>
        user IDs{' '}
        <input
          value={ids.value}
          onInput={({ currentTarget }) => {
            ids.value = currentTarget.value;
          }}
        />
      </label>
      <button type="button" onClick={() => void move('enter')}>
        enter
      </button>
      <button type="button" onClick={() => void move('leave')}>
        leave
      </button>
      <Problem text={problem.value} />
    </div>
  );
}

function NewAudience() {
  const { run, problem } = useAction();
  const create = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    const members = String(given.get('members'))
      .split(/[\s,]+/)
      .filter((id) => id !== '');
    return run(async () => {
      await plane().audiences.create({ name: String(given.get('name')), members });
      form.reset();
    });
  };
  return (
    <section class="half">
      <h2>A new audience</h2>
      <form onSubmit={create}>
        <label class="field">
          Name
          <input name="name" required maxLength={200} />
        </label>
        <label class="field">
          Members: user IDs, with spaces between them
          <textarea name="members" rows={3} />
        </label>
        <Problem text={problem.value} />
        <button type="submit" class="main">
          Create
        </button>
      </form>
    </section>
  );
}
