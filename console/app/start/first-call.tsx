/** Points a library at the emulator, and waits for its first call. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { hrefOf } from '../live/url.ts';
import { writeKeyOf } from '../live/write-key.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { messageOf, Problem } from '../parts/problem.tsx';
import { snippetsFor } from './snippets.ts';
import { hasCall } from './steps.ts';

export function FirstCall() {
  const writeKey = useSignal('');
  const problem = useSignal('');
  const chosen = useSignal(0);
  useSignalEffect(() => {
    writeKeyOf()
      .then((key) => {
        writeKey.value = key;
      })
      .catch((error: unknown) => {
        problem.value = messageOf(error);
      });
  });
  const snippets = snippetsFor(location.origin, writeKey.value);
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0}>{snippet?.text}</pre>
      <p class="copies">
        <CopyButton text={snippet?.text ?? ''}>copy</CopyButton>
      </p>
      <p role="status" class={hasCall.value ? 'arrived' : 'soft'}>
        {hasCall.value ? (
          <>
            ✓ Your call has arrived. <a href={hrefOf({ view: 'calls' })}>See its way</a>
          </>
        ) : (
          'Waiting for your first call …'
        )}
      </p>
    </section>
  );
}
