/** Traces, filtered and in pages. */

import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import type { Traces } from '../history/index.ts';

const PARAMETERS = ['messageId', 'userId', 'outcome', 'limit', 'cursor'];
const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 1_000;

/** `?messageId=…&userId=…&outcome=…&limit=…&cursor=…`: traces that match all; `cursor` is `next` of a page. */
export function readTraces(traces: Traces, query: URLSearchParams): Answer {
  for (const name of new Set(query.keys())) {
    if (!PARAMETERS.includes(name) || query.getAll(name).length > 1) {
      return errorAnswer('parameter-invalid', `use ${PARAMETERS.join(', ')}, each at most once`);
    }
  }
  const limit = wholeNumber(query.get('limit') ?? String(DEFAULT_LIMIT));
  if (limit === undefined || limit < 1 || limit > LARGEST_LIMIT) {
    return errorAnswer('parameter-invalid', `limit must be a whole number from 1 to ${LARGEST_LIMIT}`);
  }
  const cursor = wholeNumber(query.get('cursor') ?? '0');
  if (cursor === undefined) return errorAnswer('parameter-invalid', 'cursor must be next of an earlier page');
  const page = traces.read({
    messageId: query.get('messageId') ?? undefined,
    userId: query.get('userId') ?? undefined,
    outcome: query.get('outcome') ?? undefined,
    limit,
    cursor,
  });
  return { status: 200, body: page, rules: [] };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
