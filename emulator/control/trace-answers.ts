/** Traces, filtered and in pages. */
import { didYouMean } from '../../schemas/index.ts';
import { type Answer, errorAnswer } from '../answers/index.ts';
import type { Core } from '../core.ts';
import { isOutcome, OUTCOMES } from '../history/index.ts';
import { readBodies, readPage } from './read-page.ts';

/** Characters of bodies after which a page ends, because a thousand calls can have a gigabyte. */
export const PAGE_CHARACTERS = 4 * 1024 * 1024;

/** `?messageId=…&userId=…&outcome=…&bodies=…&limit=…&cursor=…`; `cursor` is `next` of a page. */
export function readTraces(core: Pick<Core, 'traces' | 'bodyShow'>, query: URLSearchParams): Answer {
  const read = readPage(query, ['messageId', 'userId', 'outcome', 'bodies']);
  if ('problem' in read) return errorAnswer('parameter-invalid', read.problem);
  const bodies = readBodies(query);
  if ('problem' in bodies) return errorAnswer('parameter-invalid', bodies.problem);
  const outcome = query.get('outcome') ?? undefined;
  if (outcome !== undefined && !isOutcome(outcome)) {
    return errorAnswer('parameter-invalid', noOutcome(outcome));
  }
  const page = core.traces.read(
    {
      messageId: query.get('messageId') ?? undefined,
      userId: query.get('userId') ?? undefined,
      outcome,
      ...read.value,
      characters: PAGE_CHARACTERS,
    },
    bodies.value ? core.bodyShow().ofCall : undefined,
  );
  return { status: 200, body: page, rules: [] };
}

/** An outcome that no call can have would give an empty list, as if there were no such call. */
function noOutcome(given: string): string {
  const names = 'delivered, errors.discarded, errors.awaiting-retry, or one that a trace shows';
  return `no call has this outcome: ${didYouMean(given.slice(0, 100), OUTCOMES, `write ${names}`)}`;
}
