/** Cuts what a record shows, so that no target decides how large a record and its reports become. */
import type { Difference } from '../schemas/index.ts';

/** Characters of one value of a difference, and of its message. */
const VALUE_LIMIT = 16 * 1024;
const MESSAGE_LIMIT = 4 * 1024;

/** The text, or its beginning and how much is left out. */
export function cutText(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length - limit} more characters)`;
}

/** The difference with its message and the JSON of its values cut. */
export function boundedDifference({ message, expected, actual }: Difference): Difference {
  return {
    message: cutText(message, MESSAGE_LIMIT),
    expected: boundedValue(expected),
    actual: boundedValue(actual),
  };
}

function boundedValue(value: unknown): unknown {
  if (value === undefined) return undefined;
  try {
    const json = JSON.stringify(value) ?? '';
    return json.length <= VALUE_LIMIT ? value : cutText(json, VALUE_LIMIT);
  } catch {
    return 'a value that is nested too deeply to show';
  }
}
