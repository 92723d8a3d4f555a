/** Traces, filtered and in pages. */
import { type Answer, errorAnswer } from '../answers/index.ts';
import type { Core } from '../core.ts';
import { readBodies, readPage } from './read-page.ts';

/** Characters of bodies after which a page ends, because a thousand calls can have a gigabyte. */
export const PAGE_CHARACTERS = 4 * 1024 * 1024;

/** `?messageId=…&userId=…&outcome=…&bodies=…&limit=…&cursor=…`; `cursor` is `next` of a page. */
export function readTraces(core: Pick<Core, 'traces' | 'bodyShow'>, query: URLSearchParams): Answer {
  const read = readPage(query, ['messageId', 'userId', 'outcome', 'bodies']);
  if ('problem' in read) return errorAnswer('parameter-invalid', read.problem);
  const bodies = readBodies(query);
  if ('problem' in bodies) return errorAnswer('parameter-invalid', bodies.problem);
  const page = core.traces.read(
    {
      messageId: query.get('messageId') ?? undefined,
      userId: query.get('userId') ?? undefined,
      outcome: query.get('outcome') ?? undefined,
      ...read.value,
      characters: PAGE_CHARACTERS,
    },
    bodies.value ? core.bodyShow().ofCall : undefined,
  );
  return { status: 200, body: page, rules: [] };
}
