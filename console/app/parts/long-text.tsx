/** A text, of which only the beginning is shown if it is long. */
import { useSignal } from '@preact/signals';

interface LongTextProps {
  readonly text: string;
  /** How many characters are shown at first. */
  readonly most?: number;
}

export function LongText({ text, most = 300 }: LongTextProps) {
  const isWhole = useSignal(false);
  if (text.length <= most) return <span class="long">{text}</span>;
  return (
    <span class="long">
      {isWhole.value ? text : `${text.slice(0, most)}…`}{' '}
      <button
        type="button"
        class="link"
        onClick={() => {
          isWhole.value = !isWhole.value;
        }}
      >
        {isWhole.value ? 'show less' : `show all ${text.length.toLocaleString('en-GB')} characters`}
      </button>
    </span>
  );
}
