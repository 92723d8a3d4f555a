import { useSignal } from '@preact/signals';

const SHOWN_MS = 1_500;

/** Copies a text, and says so; a text that is made on demand is a function. */
export function CopyButton({ text, children }: { text: string | (() => string); children: string }) {
  const said = useSignal('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      said.value = 'copied';
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
        {said.value && ` ${said.value}`}
      </span>
    </button>
  );
}
