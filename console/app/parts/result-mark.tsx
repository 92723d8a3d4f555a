import type { LiveResult } from '../../../emulator/live/shown.ts';

/** A word and not only a colour. */
export function ResultMark({ result }: { result: LiveResult }) {
  return <span class={`result ${result}`}>{result}</span>;
}
