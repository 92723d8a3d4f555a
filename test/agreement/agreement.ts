/** Compares what `lint` says about a call with what the destination and the ingress do with it, in both directions. */
import { createCallCheck } from '../../cli/calls/check-call.ts';
import { createBench, KEYS } from '../../emulator/testing.ts';
import { OWN_FIELDS } from '../../schemas/index.ts';

/** Types that Segment knows and the destination does not support: 501, whatever their form. */
const UNSUPPORTED: ReadonlySet<unknown> = new Set(['page', 'screen', 'alias', 'delete']);

/** Calls after which records are deleted, so that neither a limit of the store nor a duplicate plays a part. */
const RESET_EVERY = 500;

export interface Agreement {
  /** @returns what they disagree about; undefined if they agree */
  compare(captured: object): string | undefined;
  /** How many calls had which outcome. */
  counts(): Readonly<Record<string, number>>;
}

export function createAgreement(): Agreement {
  const bench = createBench();
  const check = createCallCheck();
  const counts: Record<string, number> = {};
  const seen = new Set<unknown>();
  return {
    counts: () => ({ ...counts }),
    compare(captured) {
      // As send delivers it: with a key of the source, not with the one that was captured.
      const { writeKey: _, ...value } = captured as Record<string, unknown>;
      const { type, messageId } = value;
      if (seen.has(messageId) || seen.size >= RESET_EVERY) {
        bench.core.reset();
        seen.clear();
      }
      seen.add(messageId);
      const body = JSON.stringify(value);
      const problems = check(value, body);
      const errors = problems.filter(({ severity }) => severity === 'error');
      const atDestination = bench.send(body, KEYS.apiKey);
      const dropped = bench.core.ingress.counts().dropped;
      const atIngress = bench.post(
        routeOf(type),
        routeOf(type) === '/v1/batch' ? `{"batch":[${body}]}` : body,
      );
      const isDropped = bench.core.ingress.counts().dropped > dropped;
      const isUnsupported = UNSUPPORTED.has(type);
      const isRefused = (atDestination.status >= 400 && !isUnsupported) || atIngress.status === 400;
      const outcome = `${isUnsupported ? 'unsupported' : atDestination.status}, ingress ${atIngress.status}${isDropped ? ' and dropped' : ''}`;
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      const said = problems.map(({ severity, rule }) => `${severity} ${rule}`).join(', ') || 'nothing';
      const about = `destination ${atDestination.status} ${JSON.stringify(atDestination.body)}, ${outcome}; lint says ${said}: ${body.slice(0, 2000)}`;
      if (isRefused && errors.length === 0) return `refused, but no error: ${about}`;
      if (!isRefused && !isUnsupported && errors.length > 0) return `accepted, but an error: ${about}`;
      const isWarned = problems.some(({ rule }) => rule.startsWith('ingest:'));
      // An error says enough about a call that is dropped as well.
      if (errors.length === 0 && atIngress.status === 200 && isDropped !== isWarned) {
        return `dropped or not, but lint says otherwise: ${about}`;
      }
      return undefined;
    },
  };
}

function routeOf(type: unknown): string {
  const isRouted = typeof type === 'string' && Object.hasOwn(OWN_FIELDS, type) && type !== 'delete';
  return isRouted ? `/v1/${type}` : '/v1/batch';
}
