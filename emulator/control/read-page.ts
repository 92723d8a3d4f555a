/** Reads which page of a list is asked for. */
import { nearNames, type Result } from '../../schemas/index.ts';

interface Page {
  readonly limit: number;
  /** Where the page begins; 0 is the beginning of the list. */
  readonly cursor: number;
}

/** How many things a page has, usually and at most. */
const LIMITS = { usual: 100, largest: 1_000 };

/**
 * `?limit=…&cursor=…`: `cursor` is `next` of an earlier page.
 *
 * @param others further parameters that the list takes
 * @param limits how many things a page has
 */
export function readPage(
  query: URLSearchParams,
  others: readonly string[] = [],
  { usual, largest } = LIMITS,
): Result<Page> {
  const names = [...others, 'limit', 'cursor'];
  for (const name of new Set(query.keys())) {
    if (!names.includes(name) || query.getAll(name).length > 1) {
      const instead = `use ${names.join(', ')}, each at most once`;
      // The name that was sent is not repeated: it may be a key that slipped.
      const [near] = names.includes(name) ? [] : nearNames(name, names);
      return { problem: near === undefined ? instead : `did you mean ${near}? Otherwise ${instead}` };
    }
  }
  const limit = wholeNumber(query.get('limit') ?? String(usual));
  if (limit === undefined || limit < 1 || limit > largest) {
    return { problem: `limit must be a whole number from 1 to ${largest}` };
  }
  const cursor = wholeNumber(query.get('cursor') ?? '0');
  if (cursor === undefined) return { problem: 'cursor must be next of an earlier page' };
  return { value: { limit, cursor } };
}

/** `?first=newest`: which end of the list comes first. */
export function readFirst(query: URLSearchParams): Result<'oldest' | 'newest'> {
  const first = query.get('first') ?? 'oldest';
  return first === 'oldest' || first === 'newest'
    ? { value: first }
    : { problem: 'first must be oldest or newest' };
}

/** `?bodies=false`: whether bodies are shown; they are by default. */
export function readBodies(query: URLSearchParams): Result<boolean> {
  const bodies = query.get('bodies') ?? 'true';
  if (bodies === 'true' || bodies === 'false') return { value: bodies === 'true' };
  return { problem: 'bodies must be true or false' };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
