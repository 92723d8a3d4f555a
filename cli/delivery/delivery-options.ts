/** Options of every command that sends calls. */
import { CONNECTION_OPTIONS } from '../options/connection-options.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

/** Where calls are sent. */
export const DESTINATION_OPTIONS = {
  baseUrl: { kind: 'text', value: 'url', what: "the destination's static URL" },
  apiKey: { kind: 'text', isKey: true, value: 'key', what: 'its API key; better set as a variable' },
  ...CONNECTION_OPTIONS,
} as const satisfies OptionTable;

/** How calls are sent. */
export const DELIVERY_OPTIONS = {
  rate: {
    kind: 'text',
    value: 'number',
    what: 'calls per second',
    otherwise: 'unlimited on loopback, else 10',
  },
  concurrency: { kind: 'text', value: 'number', what: 'calls in flight at the same time', default: '16' },
  timeout: {
    kind: 'text',
    value: 'duration',
    what: 'how long one response may take: 300ms, 5s or 2m',
    default: '10s',
  },
  yes: { kind: 'switch', what: 'sends to an endpoint on another machine without asking' },
} as const satisfies OptionTable;

/** Where calls are sent instead: through an ingress. */
export const INGRESS_OPTIONS = {
  ingressUrl: {
    kind: 'text',
    value: 'url',
    what: 'sends to Segment’s /v1 routes at this URL, instead of to a destination',
    excludes: { baseUrl: 'calls go to one of them' },
  },
  writeKey: {
    kind: 'text',
    isKey: true,
    value: 'key',
    what: 'the write key for that; better set as a variable',
  },
} as const satisfies OptionTable;

/** What a route is made from; the options of an ingress are undefined for commands without them. */
export type SendingOptions = OptionValues<typeof DESTINATION_OPTIONS & typeof DELIVERY_OPTIONS> &
  Partial<OptionValues<typeof INGRESS_OPTIONS>>;
