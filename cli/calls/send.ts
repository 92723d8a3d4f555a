/** `send`: sends calls to a destination or to an ingress. */
import { DELIVERY_OPTIONS, DESTINATION_OPTIONS, INGRESS_OPTIONS } from '../delivery/delivery-options.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

const OPTIONS = {
  ...DESTINATION_OPTIONS,
  ...INGRESS_OPTIONS,
  ...DELIVERY_OPTIONS,
  state: {
    kind: 'text',
    value: 'file',
    what: 'records what arrived, so that the same command sends only the rest',
    otherwise: 'beside the input file',
  },
  undelivered: {
    kind: 'text',
    value: 'file',
    what: 'list of the calls that did not arrive, as NDJSON that send takes again',
    otherwise: 'beside the state',
  },
  json: { kind: 'switch', what: 'prints the summary as JSON' },
} as const satisfies OptionTable;

export type SendOptions = OptionValues<typeof OPTIONS>;

export const SEND = {
  name: 'send',
  summary: 'sends calls, one request each, to a destination or to an ingress',
  words: {
    '<file...>':
      'files, folders or patterns: calls as JSON, HAR and other recordings of requests, events of AWS, logs, also gzip; - for standard input',
  },
  options: OPTIONS,
  notes:
    'Exit codes of send: 0 every call was accepted · 1 some were not · 2 wrong usage · 3 interrupted, something could not be read, or there was no call · 4 the target cannot be reached',
} as const satisfies CommandSpec;
