/** Cuts what a record shows, so that no target decides how large a record and its reports become. */
import { cutText } from '../safe-text/index.ts';
import type { Difference } from '../schemas/index.ts';

/** Characters of one value of a difference, and of its message. */
const VALUE_LIMIT = 16 * 1024;
const MESSAGE_LIMIT = 4 * 1024;

/** The difference with its message and the JSON of its values cut. */
export function boundedDifference({ message, expected, actual }: Difference): Difference {
  return {
    message: cutText(message, MESSAGE_LIMIT),
    expected: boundedValue(expected, VALUE_LIMIT),
    actual: boundedValue(actual, VALUE_LIMIT),
  };
}

/** The value, or its JSON cut to a number of characters. */
export function boundedValue(value: unknown, limit: number): unknown {
  if (value === undefined) return undefined;
  try {
    const json = JSON.stringify(value) ?? '';
    return json.length <= limit ? value : cutText(json, limit);
  } catch {
    return 'a value that is nested too deeply to show';
  }
}
