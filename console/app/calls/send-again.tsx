/** Sends a call to the ingress once more, as a new one: with its messageId it would be dropped as a repetition. */
import { useSignal } from '@preact/signals';
import type { OutgoingCall } from '../../../client/send.ts';
import { messageOf, send } from '../live/plane.ts';

export function SendAgain({ call }: { call: object }) {
  const said = useSignal('');
  const again = async () => {
    try {
      const { messageId: _, ...rest } = call as OutgoingCall;
      await send(rest);
      said.value = 'sent';
    } catch (error) {
      said.value = messageOf(error);
    }
  };
  return (
    <button type="button" class="copy" onClick={() => void again()}>
      send again
      <span class="said" aria-live="polite">
        {said.value}
      </span>
    </button>
  );
}
