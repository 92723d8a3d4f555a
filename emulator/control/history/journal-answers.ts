/** The journal, in pages. */
import { type Answer, errorAnswer } from '../../answers/index.ts';
import type { Core } from '../../core.ts';
import type { JournalEntry } from '../../history/index.ts';
import type { ShownBodies } from '../../segment/index.ts';
import { readBodies, readPage } from '../read-page.ts';
import { PAGE_CHARACTERS } from './trace-answers.ts';

const LARGEST_LIMIT = 10_000;

/** `?bodies=…&limit=…&cursor=…`, oldest first; `cursor` is `next` of a page. */
export function readJournal(core: Pick<Core, 'journal' | 'bodyShow'>, query: URLSearchParams): Answer {
  const read = readPage(query, ['bodies'], { usual: LARGEST_LIMIT, largest: LARGEST_LIMIT });
  if ('problem' in read) return errorAnswer('parameter-invalid', read.problem);
  const { limit, cursor } = read.value;
  const bodies = readBodies(query);
  if ('problem' in bodies) return errorAnswer('parameter-invalid', bodies.problem);
  const bodiesOf = bodies.value ? core.bodyShow().ofEntry : undefined;
  const { entries, dropped } = core.journal.read();
  const shown: object[] = [];
  let characters = 0;
  for (const entry of entries.slice(Math.max(0, cursor - dropped))) {
    if (shown.length === limit || characters > PAGE_CHARACTERS) {
      const next = String(Math.max(cursor, dropped) + shown.length);
      return { status: 200, body: { entries: shown, next, dropped }, rules: [] };
    }
    const found = bodiesOf?.(entry);
    shown.push(view(entry, found));
    if (found !== undefined && entry.body !== undefined) characters += JSON.stringify(found).length;
  }
  return { status: 200, body: { entries: shown, dropped }, rules: [] };
}

function view(entry: JournalEntry, bodies: ShownBodies | undefined): object {
  const { body: _body, isStored: _isStored, turn: _turn, connectorNumber: _number, ...rest } = entry;
  return { ...rest, ...bodies };
}
