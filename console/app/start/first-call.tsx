/** Points a library at the emulator, and waits for its first call. */
import { useSignal } from '@preact/signals';
import { rows } from '../live/calls.ts';
import { plane, writeKey } from '../live/plane.ts';
import { state } from '../live/state.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { PlaceLink } from '../parts/place-link.tsx';
import { Problem } from '../parts/problem.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { snippetsFor } from './snippets.ts';
import { hasCall } from './steps.ts';

export function FirstCall() {
  const { answer, problem } = useAnswer(
    () => state.value?.source,
    () => writeKey,
  );
  const chosen = useSignal(0);
  const snippets = snippetsFor(location.origin, answer.value ?? '…');
  const snippet = snippets[chosen.value];
  return (
    <section id="first-call" class="half">
      <h2>3. In your code: point the library at the emulator</h2>
      <Problem text={problem.value} />
      <fieldset class="tabs">
        <legend class="hidden">Library</legend>
        {snippets.map(({ name }, index) => (
          <button
            type="button"
            class="tab"
            aria-pressed={index === chosen.value}
            onClick={() => {
              chosen.value = index;
            }}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {snippet?.install !== undefined && (
        <p>
          Install the library: <code>{snippet.install}</code>
        </p>
      )}
      <p>{snippet?.use}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0}>{snippet?.text}</pre>
      <p class="copies">
        <CopyButton text={snippet?.text ?? ''}>copy</CopyButton>
      </p>
      <BothDestinations />
      <p role="status" class={hasCall.value ? 'arrived' : 'soft'}>
        {hasCall.value ? <Arrived /> : 'Waiting for your first call …'}
      </p>
    </section>
  );
}

/** Each enabled destination gets every call, so that a User exists once for each of their connectors. */
function BothDestinations() {
  const { run, problem } = useAction();
  const enabled = (state.value?.instances ?? []).filter((one) => one.enabled);
  if (enabled.length < 2 || enabled.every(({ id }) => id !== FIRST)) return null;
  return (
    <>
      <p class="altered">
        The destination with which the emulator began is enabled too, so each call makes a User at both.
      </p>
      <Problem text={problem.value} />
      <p class="copies">
        <button
          type="button"
          onClick={() => void run(() => plane().control('PATCH', `/instances/${FIRST}`, { enabled: false }))}
        >
          disable that one
        </button>
      </p>
    </>
  );
}

/** The id of the destination with which an emulator begins. */
const FIRST = 'default';

function Arrived() {
  const latest = rows.value.find((row) => row.kind === 'call');
  const who = latest?.userId ?? latest?.anonymousId;
  const what = [latest?.type, who].filter(Boolean).join(' of ');
  return (
    <>
      ✓ Your call has arrived{what !== '' && `; the latest is ${what}`}.{' '}
      <PlaceLink to={{ view: 'calls', open: latest?.key ?? '' }}>See its way</PlaceLink>, or{' '}
      <PlaceLink to={{ view: 'users', text: who ?? '' }}>the User that it made</PlaceLink>.
    </>
  );
}
