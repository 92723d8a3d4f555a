/** The check of the traffic of a command: everything that is said about its calls, in bounded memory. */

import { faultAmong } from '../../../emulator/start.ts';
import type { Clause } from '../../../harness/registry/index.ts';
import { CALL_TYPES, isObject, type TrafficCheck } from '../../../schemas/index.ts';
import type {
  ArrivedCall,
  CallOutcome,
  FaultedRequest,
  NamedCall,
  RefusedRequest,
  Remark,
} from './arrived.ts';
import { createCoverage } from './coverage.ts';
import { createFindings } from './findings.ts';
import { createCallJudge } from './judge-call.ts';
import { createPlanJudge, uncheckedEvents } from './judge-plan.ts';
import { nameCall } from './name-call.ts';
import { createNearEvents } from './near-events.ts';
import type { TrackingPlan } from './tracking-plan.ts';

/** A call that arrived, until its end is known. */
export interface CheckedCall {
  /** As findings name it. */
  readonly named: NamedCall;
  /** Whether a violation says already why it would not be delivered. */
  readonly isViolation: boolean;
  /** Whether one of its deliveries succeeded. */
  isDelivered: boolean;
}

/** What a command's traffic is checked with. */
export interface Traffic {
  arrived(call: ArrivedCall): CheckedCall;
  ended(call: CheckedCall, outcome: CallOutcome): void;
  refused(request: RefusedRequest): void;
  /** Judges the calls of a request that a fault plan kept from being processed. */
  faulted(request: FaultedRequest): void;
  /**
   * Everything so far, except what only the end of the command decides.
   *
   * @param clauses of the registry
   * @param waiting deliveries that have not ended
   */
  result(
    clauses: readonly Clause[],
    waiting: number,
  ): Omit<TrafficCheck, 'schemaVersion' | 'tool' | 'exitCode'>;
}

export interface TrafficOptions {
  /** The plan, and the name of its file. */
  readonly plan: { readonly file: string; readonly content: TrackingPlan } | undefined;
}

export function createTrafficCheck({ plan }: TrafficOptions): Traffic {
  const judge = createCallJudge();
  const planJudge = plan && createPlanJudge(plan.content);
  // With a plan, the plan has the names.
  const nearEvents = plan === undefined ? createNearEvents() : undefined;
  const findings = createFindings();
  const unchecked = plan && uncheckedEvents(plan.content);
  // It is about no call.
  if (unchecked !== undefined) findings.add(unchecked, {});
  const coverage = createCoverage();
  const byType: Record<string, number> = {};
  let calls = 0;
  let delivered = 0;
  let refusedRequests = 0;
  const arrived = (call: ArrivedCall): CheckedCall => {
    const { value } = call;
    calls += 1;
    const type = typeOf(value);
    byType[type] = (byType[type] ?? 0) + 1;
    const named = nameCall(calls, value);
    const remarks = [...judge(call), ...(planJudge?.judge(value) ?? []), ...(nearEvents?.judge(value) ?? [])];
    for (const remark of remarks) findings.add(remark, named);
    const isViolation = remarks.some(({ level, rule }) => level === 'violation' && !rule.startsWith('plan:'));
    return { named, isViolation, isDelivered: false };
  };
  return {
    arrived,
    ended(call, outcome) {
      const { named, isViolation } = call;
      const { state, rules } = outcome;
      if (state === 'delivered') {
        if (!call.isDelivered) delivered += 1;
        call.isDelivered = true;
        coverage.exercised(rules);
      } else if (state === 'refused') {
        coverage.broken(rules);
      }
      const fault = faultAmong(rules);
      const isSaid = isViolation && !AROUND.has(outcome.reason ?? '');
      const usual = isSaid ? undefined : remarkOf(outcome);
      const remark = fault === undefined ? usual : planned(fault, outcome.reason ?? 'success');
      if (remark !== undefined) findings.add(remark, named);
    },
    refused({ request, status, message, rules }) {
      refusedRequests += 1;
      coverage.broken(rules);
      const about = { level: 'violation', rule: `request:${status}`, pointer: '' } as const;
      findings.add({ ...about, message: `${request} was answered with ${status}: ${message}` }, { request });
    },
    faulted({ door, plan: fault, outcome, calls: sent }) {
      const remark = planned(fault, outcome);
      for (const value of sent) findings.add(remark, arrived({ door, value }).named);
      if (sent.length === 0) findings.add(remark, { request: `a request to the ${door}` });
      const isOne = door === 'ingress' || sent.length === 0;
      if (isOne && !outcome.startsWith('2')) refusedRequests += 1;
    },
    result: (clauses, waiting) => ({
      counts: {
        calls,
        byType,
        delivered,
        waiting,
        refusedRequests,
        violations: findings.counts.violation,
        improvements: findings.counts.improvement,
        information: findings.counts.information,
      },
      findings: findings.list(),
      findingsLeftOut: findings.leftOut,
      coverage: coverage.result(clauses),
      ...(plan === undefined || planJudge === undefined
        ? {}
        : {
            plan: {
              file: plan.file,
              events: [...planJudge.events()],
              neverSent: planJudge.events().flatMap(({ name, calls: sent }) => (sent === 0 ? [name] : [])),
              unplanned: [...planJudge.unplanned()],
            },
          }),
    }),
  };
}

/** What a test planned does not count against the application. */
function planned(fault: string, outcome: string): Remark {
  const message = `the fault plan ${fault} decided what happened to the call (${outcome})`;
  return { level: 'information', rule: `fault:${fault}`, pointer: '', message };
}

/** Anybody can send any type, so others are counted together. */
function typeOf(value: unknown): string {
  const type = isObject(value) ? value.type : undefined;
  return CALL_TYPES.find((known) => known === type) ?? 'other';
}

/** Reasons that say nothing about the call itself, so that they are named beside anything that is wrong with it. */
const AROUND: ReadonlySet<string> = new Set([
  'unknown_source',
  'source_disabled',
  'batch_limit_exceeded',
  'no_destination',
  'INVALID_SETTINGS',
  'DESTINATION_DISABLED',
]);

/** No fault of the application: a call was sent again, is not for this destination, or the destination was away. */
function isLawful({ state, reason = '' }: CallOutcome): boolean {
  if (reason === 'duplicate_message_id' || reason === 'FILTERED_BY_INTEGRATIONS_OBJECT') return true;
  return state === 'refused' && !(/^4\d\d$/.test(reason) && reason !== '408' && reason !== '429');
}

function remarkOf(outcome: CallOutcome): Remark | undefined {
  const { state, reason = 'unknown', meaning } = outcome;
  // The judgement of the call says so already.
  if (state === 'delivered' || reason === 'UNSUPPORTED_EVENT_TYPE') return undefined;
  const level = isLawful(outcome) ? 'information' : 'violation';
  const message = (meaning ?? `the call was ${state}: ${reason}`).replace(/\.$/, '');
  return { level, rule: `${state}:${reason}`, pointer: '', message };
}
