/** `load`: sends the calls of a whole population at production rate. */
import type { LoadShape } from '../../harness/load/sending/shape.ts';
import { DELIVERY_OPTIONS, DESTINATION_OPTIONS } from '../delivery/delivery-options.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import { namesOf, type OptionTable, type OptionValues } from '../options/option-table.ts';

/** A name that is missing or unknown does not compile. */
const SHAPES = namesOf<LoadShape>({ steady: true, ramp: true, burst: true });

const LOAD = 'The load';
const SENDING = 'Sending';

export const PLAN_OPTIONS = {
  users: {
    kind: 'whole',
    value: 'number',
    least: 1,
    most: 1e12,
    what: 'users of the load',
    otherwise: '1000',
    group: LOAD,
  },
  accounts: {
    kind: 'whole',
    value: 'number',
    least: 1,
    most: 1e12,
    what: 'accounts that these users belong to',
    otherwise: 'one for ten users',
    group: LOAD,
  },
  calls: {
    kind: 'whole',
    value: 'number',
    least: 1,
    most: 1e12,
    what: 'calls of all users together',
    otherwise: 'ten for each user, or --rate times --duration',
    group: LOAD,
  },
  mix: {
    kind: 'text',
    value: 'kind=number,…',
    what: 'how often each kind of call is made: identify, group, track, and audience for the first sync of one',
    default: 'identify=5,group=1,track=3,audience=1',
    group: LOAD,
  },
  replay: {
    kind: 'switch',
    what: 'sends it as a history that is replayed: the calls of each user out of order, and each call twice',
    group: LOAD,
  },
  seed: {
    kind: 'whole',
    value: 'number',
    least: 0,
    what: 'seed of the calls',
    otherwise: 'random',
    group: LOAD,
  },
  runId: { kind: 'text', value: 'id', what: 'part of every identifier', otherwise: 'random', group: LOAD },
  endsAt: {
    kind: 'text',
    value: 'time',
    what: 'timestamp of the last call, as ISO 8601; the others are the milliseconds before it',
    default: '2026-01-01T00:00:00.000Z',
    group: LOAD,
  },
  plan: {
    kind: 'text',
    value: 'file',
    what: 'takes all of that from this plan.json instead',
    group: LOAD,
  },
} as const satisfies OptionTable;

const OPTIONS = {
  ...DESTINATION_OPTIONS,
  ...PLAN_OPTIONS,
  ...DELIVERY_OPTIONS,
  concurrency: { ...DELIVERY_OPTIONS.concurrency, what: 'calls of each worker in flight at the same time' },
  shape: {
    kind: 'text',
    value: 'shape',
    choices: SHAPES,
    what: 'how the rate goes: steady, rising in the first minute, or in bursts of five times the rate',
    default: 'steady',
    group: SENDING,
  },
  duration: { kind: 'text', value: 'duration', what: 'ends after this time: 30s, 10m or 2h', group: SENDING },
  shard: {
    kind: 'text',
    value: 'K/N',
    what: 'sends one of N shards, which have no user in common; each machine takes another',
    group: SENDING,
  },
  workers: {
    kind: 'whole',
    value: 'number',
    least: 1,
    most: 64,
    what: 'threads that send, each a shard by itself; the same number on every machine',
    default: 1,
    group: SENDING,
  },
  as: {
    kind: 'text',
    value: 'form',
    choices: ['artillery'],
    what: 'sends nothing, and writes a project with which Artillery sends the load',
    group: SENDING,
  },
  machines: {
    kind: 'whole',
    value: 'number',
    least: 1,
    most: 10_000,
    what: 'machines that run the project of --as artillery',
    default: 1,
    group: SENDING,
  },
  resume: { kind: 'switch', what: 'goes on where the same load was interrupted', group: SENDING },
  recordsUrl: {
    kind: 'text',
    value: 'url',
    what: 'Records API, which --resume asks whether a call arrived whose response was lost',
    group: SENDING,
  },
  out: {
    kind: 'text',
    value: 'folder',
    what: 'folder of the plan, of what was sent, and of the reports',
    otherwise: 'that of --plan, or reports/output/load-<run id>',
  },
  json: { kind: 'switch', what: 'prints the record as JSON' },
} as const satisfies OptionTable;

export type LoadOptions = OptionValues<typeof OPTIONS>;
export type PlanOptions = OptionValues<typeof PLAN_OPTIONS>;

export const LOAD_COMMAND = {
  name: 'load',
  summary: 'sends the calls of many users at production rate; reconcile then checks every User',
  options: OPTIONS,
  notes: `The same plan gives the same calls on every machine, so that shards need no coordination: copy plan.json, give each
machine its --shard, and copy the shard-*.json of all into one folder for reconcile.

Exit codes of load: 0 every call was accepted · 1 some were not · 2 wrong usage · 3 it ended before its last call · 4 the target cannot be reached`,
} as const satisfies CommandSpec;
