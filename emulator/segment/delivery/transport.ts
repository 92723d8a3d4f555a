/** The two ways to deliver a call to an instance's endpoint, and the headers of both. */
import type { Choices } from '../../choices/index.ts';
import type { AttemptResult } from '../../history/index.ts';
import type { Instance } from '../instances.ts';

/** A request to an endpoint outside this process. */
export interface Outbound {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly call: Readonly<Record<string, unknown>>;
  /** So that it can be removed from the trace if the response repeats it. */
  readonly apiKey: string;
}

/** Sends a request and resolves with the result; never rejects because of what the other side does. */
export type Forward = (outbound: Outbound) => Promise<AttemptResult>;

/** Delivers to the built-in destination, within the process. */
export type DeliverInProcess = (
  instance: Instance,
  call: Readonly<Record<string, unknown>>,
) => InProcessResult;

/** A result, and after how many milliseconds of the emulator's clock it is there; undefined if it is there at once. */
export type InProcessResult = AttemptResult & { readonly afterMs?: number | undefined };

/** Lets deliveries to the built-in destination fail. */
export interface DeliveryFaults {
  /** Whether any delivery may fail. */
  readonly isAny: boolean;
  /** Delivers a call, or decides its result instead. */
  deliver(call: Readonly<Record<string, unknown>>, deliver: () => AttemptResult): InProcessResult;
}

export const NO_FAULTS: DeliveryFaults = { isAny: false, deliver: (_, deliver) => deliver() };

const SETTINGS_HEADER = {
  absent: {},
  empty: { 'x-segment-settings': '' },
  'empty-object': { 'x-segment-settings': Buffer.from('{}').toString('base64') },
} as const;

export function authorizationOf(apiKey: string): string {
  return `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
}

/** The documented headers of a delivery (docs/contract.md section 3). */
export function deliveryHeaders(apiKey: string, choices: Choices): Readonly<Record<string, string>> {
  return {
    authorization: authorizationOf(apiKey),
    'content-type': 'application/json',
    accept: '*/*',
    'cache-control': 'no-cache',
    'user-agent': 'Segment.io/1.0',
    ...SETTINGS_HEADER[choices['segment-settings-header']],
  };
}
