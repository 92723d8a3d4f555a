/** Points a library at the emulator, and waits for its first call. */
import { useSignal } from '@preact/signals';
import { plane, writeKey } from '../live/plane.ts';
import { state } from '../live/state.ts';
import { hrefOf } from '../live/url.ts';
import { CopyButton } from '../parts/copy-button.tsx';
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
        {hasCall.value ? (
          <>
            ✓ Your call has arrived. <a href={hrefOf({ view: 'calls' })}>See its way</a>, or{' '}
            <a href={hrefOf({ view: 'users' })}>the User that it made</a>.
          </>
        ) : (
          'Waiting for your first call …'
        )}
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
