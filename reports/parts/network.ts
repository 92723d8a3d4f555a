/** What the network and the target's limits did to a run, in words; none of it is a verdict. */
import type { Exchange, NetworkSummary, ResultRecord, UnsteadyRequest } from '../../schemas/index.ts';
import { plural } from '../text/index.ts';

/** More would bury the count; `conformance.json` has the others that were recorded. */
const SHOWN = 3;

const PURPOSES: Readonly<Record<Exchange['purpose'], string>> = {
  call: '',
  marker: ' (marker)',
  records: ' (read-back)',
};

/**
 * One sentence each, without a full stop: what was unsteady, how often and for how long the target asked to wait, and
 * how many requests were sent again because an idle connection had been closed.
 *
 * Empty if nothing happened, or if the record does not say. What came is text from the destination: escape it.
 */
export function networkInWords({ run: { network } }: Pick<ResultRecord, 'run'>): string[] {
  if (network === undefined) return [];
  return [...unsteady(network), ...throttled(network), ...reopened(network)];
}

function unsteady({ unsteady: count, firstUnsteady }: NetworkSummary): string[] {
  if (count === 0) return [];
  const shown = firstUnsteady.slice(0, SHOWN).map(oneUnsteady);
  const rest = count - shown.length;
  const more = rest > 0 && shown.length > 0 ? [`and ${rest} more`] : [];
  const examples = [...shown, ...more].join('; ');
  const head = `${plural(count, 'request')} ${were(count)} unsteady`;
  return [examples === '' ? head : `${head}: ${examples}`];
}

function oneUnsteady({ example, purpose, came, recovered }: UnsteadyRequest): string {
  const end = recovered ? 'recovered' : 'did not recover';
  return `${example}${PURPOSES[purpose]} got ${came}, ${end}`;
}

function throttled({ throttled: count, throttledMs }: NetworkSummary): string[] {
  if (count === 0) return [];
  const seconds = `${(throttledMs / 1000).toFixed(1)} s`;
  return [
    `the target asked to wait ${plural(count, 'time')} (429, or 503 with Retry-After); the run waited ${seconds} in all`,
  ];
}

function reopened({ reopened: count }: NetworkSummary): string[] {
  if (count === 0) return [];
  return [
    `${plural(count, 'request')} ${were(count)} sent again on a new connection because the target had closed an idle one, which is not a fault`,
  ];
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}
