/**
 * The records before and after a call. Nothing is kept for this while calls come: all kept calls are decided again, in
 * their order, by a destination of its own.
 */
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createSlice } from '../clock/index.ts';
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';
import {
  collectDecisions,
  createPayloads,
  type DecidedCall,
  decisionsOf,
  isRefused,
  type ReplaySubject,
} from './decided-calls.ts';
import { createScratch, type Redecided } from './scratch.ts';
import type { CallRecords, DecisionRecords, RecordChange } from './shown.ts';

/** With defects all records are compared at once, while nothing else is answered. */
const MOST_COMPARED = 2_000;

/** A removed User can have any number of events. */
const MOST_RECORDS = 100;

/** @param gone aborted when nobody waits for the answer any more */
export async function recordsOfCall(
  core: Core,
  options: ResolvedOptions,
  subject: ReplaySubject,
  gone: AbortSignal,
): Promise<CallRecords> {
  const own = decisionsOf(subject);
  const elsewhere = elsewhereOf(core, subject);
  const isAltered = options.defects.length + options.variants.length > 0;
  // What was refused has stored nothing, so that there is nothing to decide again.
  if (own.every((call) => isRefused(call, isAltered))) {
    return { decisions: own.map((call) => ({ ...factsOf(core, call), records: [] })), elsewhere };
  }
  const replayed = await replay(core, options, own, isAltered, gone);
  if ('incomplete' in replayed) {
    const { incomplete } = replayed;
    return { decisions: own.map((call) => factsOf(core, call)), elsewhere, incomplete };
  }
  return { decisions: own.map((call) => shown(core, call, replayed.found.get(call.turn))), elsewhere };
}

/** The decisions about the call by their turns, or why they are not known. */
type Replayed = { readonly found: ReadonlyMap<number, Redecided> } | { readonly incomplete: string };

async function replay(
  core: Core,
  options: ResolvedOptions,
  own: readonly DecidedCall[],
  isAltered: boolean,
  gone: AbortSignal,
): Promise<Replayed> {
  const { destination } = core;
  if (destination.isContinued) return { incomplete: CONTINUED };
  if (isAltered && recordsIn(destination.counts()) > MOST_COMPARED) return { incomplete: TOO_MANY_RECORDS };
  const connectors = destination.connectors.list;
  const isOwn = (number: number) => own.some(({ connectorNumber }) => connectorNumber === number);
  if (!connectors.some(({ number }) => isOwn(number))) return { incomplete: REMOVED };
  // Records of one connector say nothing about those of another, unless a defect confuses them.
  const counted = new Set(
    connectors.map(({ number }) => number).filter((number) => isAltered || isOwn(number)),
  );
  const turns = new Set(own.map(({ turn }) => turn));
  const scratch = createScratch(options, connectors);
  // Stores keep what they are given; only these change it.
  const isShared = !isAltered && !core.choices.isChanged && options.choices['nested-object'] === 'replace';
  const payloadOf = createPayloads(core, isShared);
  const found = new Map<number, Redecided>();
  const slice = createSlice(options.ambient.stopwatch);
  let done = 0;
  // Calls may come while others are decided again.
  while (done < destination.decided) {
    const calls = collectDecisions(core, done);
    const end = destination.decided;
    while (done < end) {
      done += 1;
      const call = calls.get(done);
      if (call === undefined) return { incomplete: missingFrom(core) };
      const { connectorNumber: number } = call;
      if (number !== undefined && counted.has(number) && !isRefused(call, isAltered)) {
        const payload = payloadOf(call);
        if (payload === undefined) return { incomplete: options.bodies ? BODIES_DROPPED : NO_BODIES };
        const choices = core.choices.asOf(done);
        if (choices === undefined) return { incomplete: CHANGED_TOO_OFTEN };
        const redecided = await scratch.decide(call.at, number, payload, choices, turns.has(done));
        if (!isSame(call, redecided)) return { incomplete: DIFFERS };
        if (turns.has(done)) found.set(done, redecided);
      }
      if (!slice.isOver()) continue;
      await setImmediate();
      if (gone.aborted || destination.decided < end) return { incomplete: INTERRUPTED };
      slice.begin();
    }
  }
  await scratch.moveTo(core.clock.now());
  return isAsStored(core, own, found) ? { found } : { incomplete: DIFFERS };
}

function recordsIn(counts: ReturnType<Core['destination']['counts']>): number {
  return Object.values(counts)
    .flatMap((one) => Object.values(one))
    .reduce((sum, count) => sum + count, 0);
}

const TOO_MANY_RECORDS = `With a defect or a variant a call can change any record, and there are more than ${MOST_COMPARED} to compare.`;
const CONTINUED =
  'Records of this emulator came from a snapshot or a data directory: what they were before the call is not kept.';
const REMOVED = 'The connector of this call was removed, and its records with it.';
const NO_BODIES = 'Bodies of calls are not kept (--no-bodies).';
const BODIES_DROPPED =
  'Bodies of earlier calls were dropped, because newer ones needed the space (limits.keptBodyBytes).';
const CHANGED_TOO_OFTEN = 'The choices were changed too often to know which were in force.';
const DIFFERS =
  'The records depend on more than the kept calls say, such as headers, or the time at which calls overlapped.';
const INTERRUPTED = 'The emulator was reset in the meantime.';

/** Why a call is in neither traces nor journal. */
function missingFrom({ traces, journal }: Core): string {
  if (traces.dropped > 0) return 'Earlier calls have no traces any more (limits.traces, limits.traceBytes).';
  if (journal.droppedDirect > 0) {
    return 'Earlier requests to the destination itself are no longer in the journal (limits.journal).';
  }
  return 'The answer to an earlier call is still on its way.';
}

/** Whether a call was decided as before; what a fault plan answered instead says nothing. */
function isSame({ status, rules }: DecidedCall, { decision }: Redecided): boolean {
  if (status === undefined) return true;
  return decision.status === status && isDeepStrictEqual(decision.rules, rules);
}

/** Whether the records of the call are now the same in both destinations. */
function isAsStored(
  { destination }: Core,
  own: readonly DecidedCall[],
  found: ReadonlyMap<number, Redecided>,
): boolean {
  return own.every(({ turn, connectorNumber = 0 }) => {
    const connector = destination.connectors.list.find(({ number }) => number === connectorNumber);
    if (connector === undefined) return true;
    // With a defect, all connectors are looked at; those of the others have other names.
    const stored = found.get(turn)?.stored ?? [];
    return stored.every(
      ({ connector: { name, store }, look }) =>
        name !== connector.name || isDeepStrictEqual(look(connector.store), look(store)),
    );
  });
}

function shown(core: Core, call: DecidedCall, redecided: Redecided | undefined): DecisionRecords {
  const facts = factsOf(core, call);
  if (redecided === undefined) return facts;
  const { stored } = redecided;
  const byKey = new Map<string, RecordChange>();
  // A defect may store twice: the first has what was there before.
  for (const { connector, changes } of stored) {
    for (const [key, change] of changes) {
      const whole = `${connector.name} ${key}`;
      byKey.set(whole, byKey.get(whole) ?? change);
    }
  }
  const records = [...byKey.values()];
  const more = records.length - MOST_RECORDS;
  return {
    ...facts,
    records: records.slice(0, MOST_RECORDS),
    notShown: more > 0 ? more : undefined,
    isWithheld: redecided.isWithheld ? true : undefined,
  };
}

function factsOf({ destination }: Core, call: DecidedCall): DecisionRecords {
  const { at, instance, status, connectorNumber } = call;
  const connector = destination.connectors.list.find(({ number }) => number === connectorNumber)?.name;
  return { at: new Date(at).toISOString(), instance, connector, status };
}

function elsewhereOf({ instances, engageInstances }: Core, { trace }: ReplaySubject): readonly string[] {
  const ids: string[] = [];
  for (let delivery = trace?.delivery; delivery !== undefined; delivery = delivery.earlier) {
    const { instance } = delivery;
    const found = instances.find(instance) ?? engageInstances.find(instance);
    const isOut = found !== undefined && found.endpoint !== 'built-in';
    if (isOut && delivery.state !== 'filtered' && !ids.includes(instance)) ids.push(instance);
  }
  return ids;
}
