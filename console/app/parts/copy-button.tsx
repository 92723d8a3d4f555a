import { useSignal } from '@preact/signals';

const SHOWN_MS = 1_500;

interface CopyProps {
  /** A text that is made on demand is a function. */
  readonly text: string | (() => string);
  readonly onCopy?: () => void;
  readonly children: string;
}

/** Copies a text, and says so. */
export function CopyButton({ text, onCopy, children }: CopyProps) {
  const said = useSignal('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      said.value = 'copied';
      onCopy?.();
    } catch {
      said.value = 'the browser does not allow it';
    }
    setTimeout(() => {
      said.value = '';
    }, SHOWN_MS);
  };
  return (
    <button type="button" class="copy" onClick={copy}>
      {children}
      <span class="said" aria-live="polite">
        {said.value}
      </span>
    </button>
  );
}
