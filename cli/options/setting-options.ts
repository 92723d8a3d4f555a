/** The options that become the settings of a run: a row for each setting, or this file does not compile. */
import type { LooseSettings } from '../../harness/settings.ts';
import { CONNECTION_OPTIONS } from './connection-options.ts';
import type { ListRow, SwitchRow, TextRow } from './option-table.ts';

type SettingName = Exclude<keyof LooseSettings, 'embedded'>;

type KindOfRow<Value> = [Value] extends [boolean | undefined]
  ? SwitchRow
  : [Value] extends [readonly string[] | undefined]
    ? ListRow
    : TextRow;

type SettingRow<Value> = KindOfRow<Value> & {
  /** Whether `npx cucumber-js` reads it too. */
  readonly inCucumber: boolean;
};

const DURATION = { type: 'string', pattern: String.raw`^\d+(\.\d+)?(ms|s|m)?$`, examples: ['5s'] };

/** Values are checked by `resolveSettings`, however a run is started. */
export const SETTING_OPTIONS = {
  baseUrl: {
    kind: 'text',
    value: 'url',
    what: "the destination's static URL, to which Segment would POST; without one, verify grades the embedded emulator",
    group: 'Target',
    inFile: true,
    inCucumber: true,
  },
  apiKey: {
    kind: 'text',
    isKey: true,
    value: 'key',
    what: 'the API key of its connector; better set as a variable',
    group: 'Target',
    inFile: true,
    inCucumber: true,
  },
  apiKeyMode: {
    kind: 'text',
    value: 'mode',
    what: 'what that connector does with addresses of free email providers',
    group: 'Target',
    choices: ['allow', 'block'],
    default: 'allow',
    inFile: true,
    inCucumber: true,
  },
  blockingApiKey: {
    kind: 'text',
    isKey: true,
    value: 'key',
    what: 'the key of a connector that blocks free email providers',
    group: 'Target',
    inFile: true,
    inCucumber: true,
  },
  restrictedApiKey: {
    kind: 'text',
    isKey: true,
    value: 'key',
    what: 'a valid key without permission',
    group: 'Target',
    inFile: true,
    inCucumber: true,
  },
  header: { ...CONNECTION_OPTIONS.header, inCucumber: true },
  ca: { ...CONNECTION_OPTIONS.ca, inCucumber: true },
  clientCert: { ...CONNECTION_OPTIONS.clientCert, inCucumber: true },
  clientKey: { ...CONNECTION_OPTIONS.clientKey, inCucumber: true },
  recordsUrl: {
    kind: 'text',
    value: 'url',
    what: 'where the destination serves the Records API',
    group: 'Evidence',
    inFile: true,
    inCucumber: true,
  },
  adapter: {
    kind: 'text',
    value: 'file',
    what: 'a module that answers the questions of the Records API',
    group: 'Evidence',
    isPath: true,
    inFile: true,
    inCucumber: true,
  },
  settle: {
    kind: 'text',
    value: 'duration',
    what: 'how long stored state may take to become visible: 300ms, 5s or 2m',
    group: 'Evidence',
    default: '5s',
    inFile: DURATION,
    inCucumber: true,
  },
  lastLook: {
    kind: 'text',
    value: 'duration',
    what: 'how long after it was stored everything is read once more, at the end of the run: 300ms, 2s, or 0 for never',
    group: 'Evidence',
    otherwise: '2s; 0 for the embedded emulator',
    inFile: DURATION,
    inCucumber: true,
  },
  checklist: {
    kind: 'switch',
    what: 'without read-back: sends the calls, and lists what a person should see',
    group: 'Evidence',
    inFile: true,
    inCucumber: false,
  },
  timeout: {
    kind: 'text',
    value: 'duration',
    what: 'how long one response may take: 300ms, 5s or 2m',
    group: 'Pace',
    default: '10s',
    inFile: DURATION,
    inCucumber: true,
  },
  rate: {
    kind: 'text',
    value: 'number',
    what: 'requests per second',
    group: 'Pace',
    otherwise: 'unlimited on loopback, else 10',
    inFile: { type: 'number', exclusiveMinimum: 0 },
    inCucumber: true,
  },
  maxCalls: {
    kind: 'text',
    value: 'number',
    what: 'calls that may be sent; examples beyond that are blocked',
    group: 'Pace',
    otherwise: 'unlimited on loopback, else 2000',
    inFile: { type: 'integer', minimum: 1 },
    inCucumber: true,
  },
  maxTime: {
    kind: 'text',
    value: 'duration',
    what: 'how long the run may take; examples that have not ended by then are blocked: 90s or 45m',
    group: 'Pace',
    otherwise: '30m, and --explore-time if the run explores',
    inFile: DURATION,
    inCucumber: true,
  },
  thorough: {
    kind: 'switch',
    what: 'plays every example to its end: also at a rate limit, and counts up to the last one that the contract promises',
    group: 'Pace',
    inFile: true,
    inCucumber: true,
  },
  replay: {
    kind: 'switch',
    what: 'also replays histories: out of order, each call twice, as fast as they are accepted',
    group: 'Pace',
    inFile: true,
    inCucumber: true,
  },
  concurrency: {
    kind: 'text',
    value: 'number',
    what: 'examples that run at the same time',
    group: 'Pace',
    default: '32',
    inFile: { type: 'integer', minimum: 1, maximum: 64 },
    inCucumber: false,
  },
  seed: {
    kind: 'text',
    value: 'number',
    what: 'drives the values of the calls',
    group: 'Seed and run id',
    otherwise: 'random',
    inFile: { type: 'integer', minimum: 0 },
    inCucumber: true,
  },
  runId: {
    kind: 'text',
    value: 'id',
    what: 'part of every identifier that the run writes',
    group: 'Seed and run id',
    otherwise: 'random',
    inCucumber: true,
  },
  strict: {
    kind: 'switch',
    what: 'an unmet SHOULD fails the run',
    group: 'Verdict',
    inFile: true,
    inCucumber: false,
  },
} as const satisfies { readonly [Name in SettingName]: SettingRow<LooseSettings[Name]> };
