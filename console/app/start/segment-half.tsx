/** The half of the steps that happens in Segment: a destination with a source, a name, a key and a switch. */
import { useSignal } from '@preact/signals';
import { change } from '../live/api.ts';
import { type ShownInstance, state } from '../live/state.ts';
import { messageOf, Problem } from '../parts/problem.tsx';
import { ownInstance, segment } from './steps.ts';

export function SegmentHalf() {
  switch (segment.value) {
    case 0:
      return <Next label="Destinations" heading="Connections > Catalog" />;
    case 1:
      return <Catalog />;
    case 2:
      return <Next label="Add destination" heading="Astrolabe" />;
    case 7:
      return <Settings />;
    default:
      return <NewDestination />;
  }
}

function Next({ label, heading }: { label: string; heading: string }) {
  return (
    <>
      <h3>{heading}</h3>
      <button type="button" class="main" onClick={forward}>
        {label}
      </button>
    </>
  );
}

function forward(): void {
  segment.value += 1;
}

function Catalog() {
  const search = useSignal('');
  const isFound = search.value !== '' && 'astrolabe'.includes(search.value.trim().toLowerCase());
  return (
    <>
      <h3>Destinations</h3>
      <label class="field">
        Search
        <input
          type="search"
          value={search.value}
          onInput={({ currentTarget }) => {
            search.value = currentTarget.value;
          }}
        />
      </label>
      <div role="status">
        {isFound && (
          <button type="button" class="main" onClick={forward}>
            Astrolabe
          </button>
        )}
        {!isFound && search.value !== '' && <p class="soft">Only Astrolabe is in this catalog.</p>}
      </div>
    </>
  );
}

function NewDestination() {
  const source = useSignal('');
  const name = useSignal('Astrolabe');
  const key = useSignal('');
  const problem = useSignal('');
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      await change('POST', '/instances', { name: name.value, apiKey: key.value.trim(), enabled: false });
      problem.value = '';
      segment.value = 7;
    } catch (error) {
      problem.value = messageOf(error);
    }
  };
  const { projectId = '' } = state.value?.source ?? {};
  const reach = (step: number) => {
    segment.value = Math.max(segment.value, step);
  };
  return (
    <form onSubmit={save}>
      <h3>Add Astrolabe</h3>
      <label class="field">
        Source
        <select
          required
          value={source.value}
          onChange={({ currentTarget }) => {
            source.value = currentTarget.value;
            reach(4);
          }}
        >
          <option value="">choose …</option>
          <option value={projectId}>{projectId}</option>
        </select>
      </label>
      <label class="field">
        Name
        <input
          required
          maxLength={200}
          value={name.value}
          onInput={({ currentTarget }) => {
            name.value = currentTarget.value;
            reach(5);
          }}
        />
      </label>
      <label class="field">
        API Key
        <input
          required
          autoComplete="off"
          spellcheck={false}
          value={key.value}
          onInput={({ currentTarget }) => {
            key.value = currentTarget.value;
            reach(6);
          }}
        />
      </label>
      <Problem text={problem.value} />
      <button type="submit" class="main">
        Save Changes
      </button>
    </form>
  );
}

function Settings() {
  const instance = ownInstance.value;
  return instance === undefined ? <p>The destination is gone.</p> : <Switch instance={instance} />;
}

function Switch({ instance }: { instance: ShownInstance }) {
  const problem = useSignal('');
  const turn = async (enabled: boolean) => {
    try {
      await change('PATCH', `/instances/${encodeURIComponent(instance.id)}`, { enabled });
      problem.value = '';
    } catch (error) {
      problem.value = messageOf(error);
    }
  };
  return (
    <>
      <h3>{instance.name}</h3>
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={instance.enabled}
          aria-checked={instance.enabled}
          onChange={({ currentTarget }) => void turn(currentTarget.checked)}
        />{' '}
        Enable Destination
      </label>
      <p class="soft">Calls of the source go to every destination that is enabled.</p>
      <Problem text={problem.value} />
      <p>
        <button
          type="button"
          onClick={() => {
            segment.value = 0;
          }}
        >
          Add another
        </button>
      </p>
    </>
  );
}
