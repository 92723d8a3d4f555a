/** The half of the steps that happens in Segment: a destination with a source, a name, a key and a switch. */
import { useSignal } from '@preact/signals';
import type { LiveInstance } from '../../../emulator/live/shown.ts';
import { plane } from '../live/plane.ts';
import { state } from '../live/state.ts';
import { Problem } from '../parts/problem.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useAction } from '../parts/use-action.ts';
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
      <TextField label="Search" value={search} isOptional />
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
  const { run, problem } = useAction();
  const save = (event: Event) => {
    event.preventDefault();
    return run(async () => {
      await plane().control('POST', '/instances', {
        name: name.value,
        apiKey: key.value.trim(),
        enabled: false,
      });
      segment.value = 7;
    });
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
          <option value={projectId}>your source ({projectId})</option>
        </select>
      </label>
      <TextField label="Name" value={name} onInput={() => reach(5)} />
      <TextField label="API Key" value={key} onInput={() => reach(6)} />
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

function Switch({ instance }: { instance: LiveInstance }) {
  const { run, problem } = useAction();
  const path = `/instances/${encodeURIComponent(instance.id)}`;
  const turn = (enabled: boolean) => run(() => plane().control('PATCH', path, { enabled }));
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
