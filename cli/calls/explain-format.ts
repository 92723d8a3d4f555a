/** What `lint --explain-format` prints: what a file was taken for, and why. */
import type { Captured, Reading } from '../capture/read-calls.ts';

/** Examples of each kind of part without a call. */
const EXAMPLES = 3;

interface Chain {
  readonly readings: readonly Reading[];
  calls: number;
}

/** Calls, and parts without one, of one file. */
export interface FormatNote {
  see(captured: Captured): void;
  readonly calls: number;
  /** Sentences, each on a line of its own. */
  inWords(file: string): string;
}

export function createFormatNote(): FormatNote {
  const chains = new Map<string, Chain>();
  const left = { count: 0, first: [] as string[] };
  const unread = { count: 0, first: [] as string[] };
  let calls = 0;
  const chainOf = (readings: readonly Reading[]) => {
    const key = readings.map(({ name }) => name).join(' › ');
    const chain = chains.get(key) ?? { readings, calls: 0 };
    chains.set(key, chain);
    return chain;
  };
  const note = (list: typeof left, text: string) => {
    list.count += 1;
    if (list.first.length < EXAMPLES) list.first.push(`    ${text}`);
  };
  return {
    get calls() {
      return calls;
    },
    see(captured) {
      const place = `line ${captured.line}${'pointer' in captured && captured.pointer ? ` ${captured.pointer}` : ''}`;
      if ('problem' in captured) note(unread, `${place}: ${captured.problem}`);
      else if ('left' in captured) {
        note(left, `${place}: ${captured.left}`);
        chainOf(captured.readings);
      } else {
        calls += 1;
        chainOf(captured.readings ?? []).calls += 1;
      }
    },
    inWords(file) {
      const found = [...chains].filter(([, chain]) => chain.calls > 0);
      const shown = found.length > 0 ? found : [...chains];
      if (shown.length === 0) {
        return [`${file}: not a known format; nothing in it is sent`, ...unread.first, ''].join('\n');
      }
      const lines = shown.map(
        ([name, chain]) => `${file}: ${name}, ${chain.calls} ${chain.calls === 1 ? 'call' : 'calls'}`,
      );
      const reasons = [...new Set(shown.flatMap(([, { readings }]) => readings.map(reasonOf)))];
      return [
        ...lines,
        ...reasons,
        ...(left.count > 0 ? [`  ${left.count} without a call, which are not sent:`, ...left.first] : []),
        ...(unread.count > 0 ? [`  ${unread.count} not read, which are not sent:`, ...unread.first] : []),
        '',
      ].join('\n');
    },
  };
}

function reasonOf({ name, why }: Reading): string {
  return `  ${name}: ${why}`;
}
