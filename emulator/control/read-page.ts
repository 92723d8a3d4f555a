/** Reads which page of a list is asked for. */
import type { Result } from '../../schemas/index.ts';

interface Page {
  readonly limit: number;
  /** Where the page begins; 0 is the beginning of the list. */
  readonly cursor: number;
}

const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 1_000;

/**
 * `?limit=…&cursor=…`: `cursor` is `next` of an earlier page.
 *
 * @param others further parameters that the list takes
 */
export function readPage(query: URLSearchParams, others: readonly string[] = []): Result<Page> {
  const names = [...others, 'limit', 'cursor'];
  for (const name of new Set(query.keys())) {
    if (!names.includes(name) || query.getAll(name).length > 1) {
      return { problem: `use ${names.join(', ')}, each at most once` };
    }
  }
  const limit = wholeNumber(query.get('limit') ?? String(DEFAULT_LIMIT));
  if (limit === undefined || limit < 1 || limit > LARGEST_LIMIT) {
    return { problem: `limit must be a whole number from 1 to ${LARGEST_LIMIT}` };
  }
  const cursor = wholeNumber(query.get('cursor') ?? '0');
  if (cursor === undefined) return { problem: 'cursor must be next of an earlier page' };
  return { value: { limit, cursor } };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
