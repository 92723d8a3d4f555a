/** Sends calls through both halves of the emulator, Segment's ingress and the destination, and compares what they say. */
import { createBench, KEYS } from '../../emulator/testing.ts';
import { isObject } from '../../schemas/index.ts';

/** A call that one half accepts and the other refuses for its form. */
export interface Disagreement {
  /** Which half said what. */
  readonly what: string;
  readonly call: unknown;
}

export interface Comparison {
  /** How many calls both halves accepted, both refused, or only the ingress has a reason of its own to refuse. */
  readonly counts: Readonly<Record<'accepted' | 'refused' | 'unsupported' | 'segment only', number>>;
  readonly disagreements: readonly Disagreement[];
}

/** A call is delivered as soon as it is accepted, so one trace is enough. */
const LIMITS = { traces: 1, journal: 1, bodyBytes: 4 * 1024 * 1024, batchBytes: 4 * 1024 * 1024 };

/** @param calls any JSON values */
export function compareHalves(calls: Iterable<unknown>): Comparison {
  const bench = createBench({ limits: LIMITS });
  const counts = { accepted: 0, refused: 0, unsupported: 0, 'segment only': 0 };
  const disagreements: Disagreement[] = [];
  for (const call of calls) {
    // No record and no messageId of an earlier call matters.
    bench.core.reset();
    // The text, so that neither half sees what the other changed.
    const text = JSON.stringify(call);
    bench.post('/v1/batch', `{"batch":[${text}]}`);
    const outcome = bench.traces()[0]?.outcome ?? 'no trace';
    const { status, body } = bench.send(text, KEYS.apiKey);
    const said = `the ingress: ${outcome}; the destination: ${status} ${status < 300 ? '' : messageOf(body)}`;
    const verdict = compare(call, outcome, status);
    if (verdict === 'disagree') disagreements.push({ what: said, call });
    else counts[verdict] += 1;
  }
  return { counts, disagreements };
}

type Verdict = keyof Comparison['counts'] | 'disagree';

function compare(call: unknown, outcome: string, status: number): Verdict {
  const reason = /^failed-on-ingest\.(.+)$/.exec(outcome)?.[1];
  if (reason !== undefined) {
    if (status >= 300) return 'refused';
    return isSegmentsOwn(reason, call) ? 'segment only' : 'disagree';
  }
  // Whatever the ingress delivers, the destination accepts; it supports no other types.
  if (status === 501) return outcome === 'delivered' ? 'disagree' : 'unsupported';
  const isPassedOn = outcome === 'delivered' || outcome.endsWith('.FILTERED_BY_INTEGRATIONS_OBJECT');
  return isPassedOn && status === 200 ? 'accepted' : 'disagree';
}

/** Rules that only Segment has: none of them is about what a destination can read. */
function isSegmentsOwn(reason: string, call: unknown): boolean {
  if (/^(consent|device|anonymous_id)_/.test(reason) || reason === 'payload_limit_exceeded') return true;
  if (!isObject(call)) return false;
  // Segment reads ids in one spelling only, and requires a person in a group.
  const isElsewhere = (id: string) =>
    Object.keys(call).some(
      (name) => name !== id && name.replaceAll('_', '').toLowerCase() === id.toLowerCase(),
    );
  if (reason === 'no_user_anon_id')
    return call.type === 'group' || isElsewhere('userId') || isElsewhere('anonymousId');
  return reason === 'id_required' && isElsewhere('groupId');
}

function messageOf(body: unknown): string {
  return isObject(body) ? String(body.message) : '';
}
