/** Traces, filtered and in pages. */
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import type { Traces } from '../history/index.ts';
import { readPage } from './read-page.ts';

/** `?messageId=…&userId=…&outcome=…&limit=…&cursor=…`: traces that match all; `cursor` is `next` of a page. */
export function readTraces(traces: Traces, query: URLSearchParams): Answer {
  const read = readPage(query, ['messageId', 'userId', 'outcome']);
  if ('problem' in read) return errorAnswer('parameter-invalid', read.problem);
  const page = traces.read({
    messageId: query.get('messageId') ?? undefined,
    userId: query.get('userId') ?? undefined,
    outcome: query.get('outcome') ?? undefined,
    ...read.value,
  });
  return { status: 200, body: page, rules: [] };
}
