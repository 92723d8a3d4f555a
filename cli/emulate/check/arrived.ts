/** What the check is told about traffic, and what it says about it. */
import type { TrafficCheck } from '../../../schemas/index.ts';

/** Where a call was sent: to the ingress, as by a library, or to the destination itself, as by Segment. */
export type CallDoor = 'ingress' | 'destination';

/** A call as it arrived. */
export interface ArrivedCall {
  readonly door: CallDoor;
  /** As it was sent, before anything was added to it; at a route of one type, with that type. */
  readonly value: unknown;
}

/** A request that was refused as a whole. */
export interface RefusedRequest {
  /** `POST /v1/batches` */
  readonly request: string;
  readonly status: number;
  /** What the response says. */
  readonly message: string;
  /** Ids of the rules that decided it. */
  readonly rules: readonly string[];
}

/** A request that a fault plan answered or broke off. */
export interface FaultedRequest {
  readonly door: CallDoor;
  /** The id of the plan. */
  readonly plan: string;
  /** A status, or the error that the client sees. */
  readonly outcome: string;
  /** Its calls as they were sent. */
  readonly calls: readonly unknown[];
}

/** How a call ended. */
export interface CallOutcome {
  readonly state: 'delivered' | 'refused' | 'dropped' | 'filtered';
  /** Why it was dropped or filtered, in Segment's word; or the status or error of the last attempt. */
  readonly reason: string | undefined;
  /** A sentence about the reason. */
  readonly meaning: string | undefined;
  /** Ids of the rules that decided the response of the destination. */
  readonly rules: readonly string[];
}

/** A finding in the record. */
export type TrafficFinding = TrafficCheck['findings'][number];

/** What is said about one call or request. */
export type Remark = Pick<TrafficFinding, 'level' | 'rule' | 'pointer' | 'message' | 'probably'>;

/** How a finding names a call or a request. */
export type NamedCall = TrafficFinding['calls'][number];
