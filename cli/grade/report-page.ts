/** The report page of finished runs, with the sources and arguments of this package's registry. */
import { loadRegistry, loadReviewedPage } from '../../harness/registry/index.ts';
import { renderPage } from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { clauseFacts } from './clause-facts.ts';

/** @param records one run, or several to be read side by side */
export function reportPage(records: readonly ResultRecord[]): string {
  return renderPage(records, clauseFacts(loadRegistry(), loadReviewedPage()));
}
