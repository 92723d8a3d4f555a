/** Traces, filtered and in pages. */
import { type Answer, errorAnswer } from '../../answers/index.ts';
import type { Core } from '../../core.ts';
import { isOutcome, noOutcome } from '../../history/index.ts';
import { readBodies, readFirst, readPage } from '../read-page.ts';

/** Characters of bodies after which a page ends, because a thousand calls can have a gigabyte. */
export const PAGE_CHARACTERS = 4 * 1024 * 1024;

/** The filters of the traces. */
const FILTERS = ['messageId', 'userId', 'type', 'groupId', 'outcome'] as const;

/** `cursor` is `next` of a page. */
export function readTraces(core: Pick<Core, 'traces' | 'bodyShow'>, query: URLSearchParams): Answer {
  const read = readPage(query, [...FILTERS, 'bodies', 'first']);
  if ('problem' in read) return errorAnswer('parameter-invalid', read.problem);
  const bodies = readBodies(query);
  if ('problem' in bodies) return errorAnswer('parameter-invalid', bodies.problem);
  const outcome = query.get('outcome') ?? undefined;
  if (outcome !== undefined && !isOutcome(outcome)) {
    return errorAnswer('parameter-invalid', noOutcome(outcome));
  }
  const first = readFirst(query);
  if ('problem' in first) return errorAnswer('parameter-invalid', first.problem);
  if (query.has('groupId') && !bodies.value) {
    return errorAnswer('parameter-invalid', 'groupId is in the bodies, so leave bodies=false out');
  }
  const page = core.traces.read(
    {
      ...Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? undefined])),
      ...read.value,
      first: first.value,
      characters: PAGE_CHARACTERS,
    },
    bodies.value ? core.bodyShow().ofCall : undefined,
  );
  return { status: 200, body: page, rules: [] };
}
