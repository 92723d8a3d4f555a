/** `audience`: creates, fills and syncs audiences of a running emulator, or sends one to any destination. */
import { DELIVERY_OPTIONS, DESTINATION_OPTIONS } from '../delivery/delivery-options.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import type { OptionTable, OptionValues } from '../options/option-table.ts';

const FILE =
  "CSV with a header (Segment's own download of an audience too), or NDJSON: userId or anonymousId, email or emails, member; for accounts groupId and userIds; - for standard input";

const CONTROL = {
  controlUrl: {
    kind: 'text',
    value: 'url',
    what: 'control plane of the emulator',
    default: 'http://127.0.0.1:4100/_emulator',
  },
  controlToken: {
    kind: 'text',
    isKey: true,
    value: 'token',
    what: 'its token, if it has one; better set as a variable',
  },
} as const satisfies OptionTable;

const KEY = {
  key: {
    kind: 'text',
    value: 'key',
    what: 'key of its property',
    otherwise: 'derived from the name',
  },
} as const satisfies OptionTable;

const AS = {
  as: {
    kind: 'list',
    value: 'calls',
    what: 'for accounts: group, identify or group,identify',
    choices: ['group', 'identify'],
    otherwise: 'group',
    commas: true,
  },
} as const satisfies OptionTable;

export type ControlOptions = OptionValues<typeof CONTROL>;

export const AUDIENCE = {
  name: 'audience',
  summary:
    'creates, fills and syncs audiences and computed traits as in Engage, or sends an audience to any destination',
  options: {},
  notes:
    'Exit codes of audience: 0 done · 1 some calls were not delivered · 2 wrong usage, or refused · 3 a line could not be read, or a sync did not finish · 4 the emulator or the destination cannot be reached',
} as const satisfies CommandSpec;

export const LIST_AUDIENCES = {
  name: 'list',
  summary: 'lists audiences and computed traits, with their sizes and latest syncs',
  options: CONTROL,
} as const satisfies CommandSpec;

export const CREATE_AUDIENCE = {
  name: 'create',
  summary: 'creates an audience',
  words: { '<name>': 'its name' },
  options: {
    ...CONTROL,
    ...KEY,
    rule: {
      kind: 'text',
      value: 'json',
      what: 'who is a member, for instance {"trait": "plan", "equals": "pro"}',
      otherwise: 'only members that are added with enter',
    },
    level: {
      kind: 'text',
      value: 'level',
      what: 'what its members are',
      choices: ['user', 'account'],
      default: 'user',
    },
    ...AS,
  },
} as const satisfies CommandSpec;

export const CREATE_TRAIT = {
  name: 'create-trait',
  summary: 'creates a computed trait',
  words: { '<name>': 'its name' },
  options: {
    ...CONTROL,
    ...KEY,
    formula: {
      kind: 'text',
      value: 'json',
      what: 'required: its value, for instance {"compute": "count", "event": "Order Completed"}',
    },
  },
} as const satisfies CommandSpec;

export const REMOVE_AUDIENCE = {
  name: 'remove',
  summary: 'removes an audience or a computed trait, without sending a call',
  words: { '<key>': 'its key' },
  options: CONTROL,
} as const satisfies CommandSpec;

export const ENTER_AUDIENCE = {
  name: 'enter',
  summary: 'adds the members in a file, and removes those whose member column is false',
  words: { '<key>': 'key of the audience', '<file>': FILE },
  options: CONTROL,
} as const satisfies CommandSpec;

export const LEAVE_AUDIENCE = {
  name: 'leave',
  summary: 'removes every member listed in the file',
  words: { '<key>': 'key of the audience', '<file>': FILE },
  options: CONTROL,
} as const satisfies CommandSpec;

export const PREVIEW_AUDIENCE = {
  name: 'preview',
  summary: 'shows what the next sync would send, and for whom',
  words: { '<key>': 'key of the audience or computed trait' },
  options: CONTROL,
} as const satisfies CommandSpec;

export const SYNC_AUDIENCE = {
  name: 'sync',
  summary: 'syncs at once, and waits until the sync is finished',
  words: { '<key>': 'key of the audience or computed trait' },
  options: CONTROL,
} as const satisfies CommandSpec;

export const SEND_AUDIENCE = {
  name: 'send',
  summary: 'sends the audience in a file to any destination, with the calls that Engage would make',
  words: { '<name>': 'name of the audience; its key is derived from it', '<file>': FILE },
  options: { ...DESTINATION_OPTIONS, ...KEY, ...AS, ...DELIVERY_OPTIONS },
} as const satisfies CommandSpec;

export type CreateOptions = OptionValues<typeof CREATE_AUDIENCE.options>;
export type CreateTraitOptions = OptionValues<typeof CREATE_TRAIT.options>;
export type SendAudienceOptions = OptionValues<typeof SEND_AUDIENCE.options>;
