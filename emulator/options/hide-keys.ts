/** Hides keys in texts that are shown. */
import { createRedactor } from '../../safe-text/index.ts';
import { isWorldKey, withoutWorldKeys } from '../world-keys.ts';

/** All worlds of an emulator share one: to make a redactor takes milliseconds and a hundred kilobytes. */
export interface KeyHider {
  /** The function that hides these keys, and the keys of every world, in a text. */
  hiding(keys: readonly string[]): (text: string) => string;
}

/** Sets of keys for which a redactor is remembered; keys seldom change. */
const MOST_SETS = 4;

export function createKeyHider(): KeyHider {
  const known = new Map<string, (text: string) => string>();
  return {
    hiding(keys) {
      const others = [...new Set(keys)].filter((key) => key !== '' && !isWorldKey(key)).sort();
      const names = others.join(' ');
      const found = known.get(names);
      if (found !== undefined) return found;
      const { redact } = createRedactor(others.map((value) => ({ value, label: 'key' })));
      const hide = (text: string) => withoutWorldKeys(redact(text));
      if (known.size >= MOST_SETS) known.clear();
      known.set(names, hide);
      return hide;
    },
  };
}
