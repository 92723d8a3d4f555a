/** What the short form of a run left out (docs/contract.md section 5). */
import type { ResultRecord } from '../../schemas/index.ts';
import { plural } from '../text/index.ts';

/** True if a rate limit made the run leave out examples, or cut them short. */
export function isShortForm(record: Pick<ResultRecord, 'clauses'>): boolean {
  return shortenedIn(record).length > 0;
}

/** One sentence without a full stop that names every example; empty for a run that left nothing out. */
export function shortFormInWords(record: Pick<ResultRecord, 'clauses'>): string[] {
  const shortened = shortenedIn(record);
  if (shortened.length === 0) return [];
  const named = shortened.map(({ id, shortened: what }) => `${id} ${what}`).join(', ');
  return [
    `because of the rate limit ${plural(shortened.length, 'example')} took a short form, which --thorough plays in full: ${named}`,
  ];
}

function shortenedIn({ clauses }: Pick<ResultRecord, 'clauses'>) {
  return clauses.flatMap(({ examples }) => examples.filter(({ shortened }) => shortened !== undefined));
}
