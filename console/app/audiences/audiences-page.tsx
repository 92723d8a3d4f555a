/** Audiences and computed traits, with what their next sync would send, and the clock that their syncs wait for. */
import { useSignal } from '@preact/signals';
import { change } from '../live/api.ts';
import { messageOf, Problem } from '../parts/problem.tsx';
import { fullTime } from '../parts/times.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { Clock } from './clock.tsx';

interface Computed {
  readonly key: string;
  readonly name: string;
  readonly kind: 'audience' | 'trait';
  readonly members?: number;
  readonly values?: number;
  readonly createdAt: string;
  readonly nextSyncAt: string;
  readonly syncs: number;
  readonly latestSync?: {
    readonly kind: string;
    readonly state: string;
    readonly startedAt: string;
    readonly endedAt?: string;
  };
}

export function AudiencesPage() {
  const audiences = useAnswer<{ audiences: readonly Computed[] }>('/audiences');
  const traits = useAnswer<{ computedTraits: readonly Computed[] }>('/computed-traits');
  const all = [...(audiences.answer.value?.audiences ?? []), ...(traits.answer.value?.computedTraits ?? [])];
  return (
    <div class="halves">
      <div>
        <Clock />
        <NewAudience />
      </div>
      <div>
        <Problem text={audiences.problem.value || traits.problem.value} />
        {all.length === 0 && (
          <p class="empty">There is no audience yet. Its members arrive as properties of their Users.</p>
        )}
        {all.map((one) => (
          <Card key={one.key} computed={one} />
        ))}
      </div>
    </div>
  );
}

interface Preview {
  readonly waiting: number;
  readonly preview: readonly object[];
}

function Card({ computed }: { computed: Computed }) {
  const { key, name, kind, members, values, createdAt, nextSyncAt, syncs, latestSync } = computed;
  const path = `${kind === 'audience' ? '/audiences' : '/computed-traits'}/${encodeURIComponent(key)}`;
  const { answer, problem } = useAnswer<Preview>(`${path}/preview?limit=5`);
  const said = useSignal('');
  const act = async (action: () => Promise<unknown>) => {
    try {
      await action();
      said.value = '';
    } catch (error) {
      said.value = messageOf(error);
    }
  };
  const found = answer.value;
  return (
    <section class="half">
      <h2>
        {name} <code>{key}</code>
      </h2>
      <p>
        {kind === 'audience' ? `${members} members` : `a computed trait with ${values} values`}; {syncs}{' '}
        {syncs === 1 ? 'sync' : 'syncs'} so far.
      </p>
      <ol class="line" aria-label="Time line">
        <li class="accepted">created {fullTime(createdAt)}</li>
        {latestSync !== undefined && (
          <li class={latestSync.endedAt === undefined ? 'waiting' : 'accepted'}>
            {latestSync.kind} sync {latestSync.endedAt === undefined ? 'since' : 'from'}{' '}
            {fullTime(latestSync.startedAt)}
          </li>
        )}
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
      <Problem text={problem.value || said.value} />
      <p class="copies">
        <button type="button" onClick={() => void act(() => change('POST', `${path}/sync`))}>
          sync now
        </button>
        <button type="button" onClick={() => void act(() => change('DELETE', path))}>
          remove
        </button>
      </p>
    </section>
  );
}

function NewAudience() {
  const problem = useSignal('');
  const create = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    const userIds = String(given.get('members'))
      .split(/[\s,]+/)
      .filter((id) => id !== '');
    try {
      await change('POST', '/audiences', {
        name: String(given.get('name')),
        members: userIds.map((userId) => ({ userId })),
      });
      problem.value = '';
      form.reset();
    } catch (error) {
      problem.value = messageOf(error);
    }
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
