/** Sends a call to the ingress once more, as a new one: with its messageId it would be dropped as a repetition. */
import { useSignal } from '@preact/signals';
import { writeKeyOf } from '../live/write-key.ts';
import { messageOf } from '../parts/problem.tsx';

export function SendAgain({ call }: { call: Readonly<Record<string, unknown>> }) {
  const said = useSignal('');
  const send = async () => {
    try {
      const { messageId: _, ...rest } = call;
      const response = await fetch('/v1/batch', {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${await writeKeyOf()}:`)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ batch: [rest] }),
      });
      said.value = response.ok ? 'sent' : `answered ${response.status}`;
    } catch (error) {
      said.value = messageOf(error);
    }
  };
  return (
    <button type="button" onClick={() => void send()}>
      send again
      <span class="said" aria-live="polite">
        {said.value && ` ${said.value}`}
      </span>
    </button>
  );
}
