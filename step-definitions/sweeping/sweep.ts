/** A sweep: a whole corpus in few calls; what differs is cut down to the smallest call that shows it. */
import type { Members } from '../../calls/index.ts';
import { CORPUS, inCallParts, type SweptProperty } from '../../generators/index.ts';
import { BlockedExample, NotApplicable, UnmetExpectation } from '../../harness/errors.ts';
import type { Difference } from '../../schemas/index.ts';
import type { Scenario } from '../scenario/index.ts';
import { cutDown } from './cut-down.ts';
import { attempt, type Finding, patiently, type Sweep, settled } from './sweep-attempt.ts';
import { PLAIN, PLAIN_ARRAY, plainProperties, REST } from './sweep-turns.ts';
import type { SweptHolder } from './swept-holders.ts';

/** If it takes more properties than these together, their number may be the cause. */
const MOST_TOGETHER = 8;
/** How many of the other differing properties a message names. */
const MOST_NAMED = 10;

/**
 * Sends the corpus to holders of its own, in as many calls as it needs at the same time, and reads each back.
 *
 * @throws UnmetExpectation with the smallest call found that shows what differs
 */
export async function sweep(scenario: Scenario, what: Sweep): Promise<void> {
  const own = what.exceptOwn === true ? await ownProperties(scenario, what) : {};
  const swept = CORPUS[what.corpus].filter(({ name }) => !Object.hasOwn(own, name));
  const sweepPart = async (part: readonly SweptProperty[], index: number) => {
    const alias = index === 0 ? what.alias : `${what.alias}-${index + 1}`;
    return { part, finding: await attempt(scenario, what, alias, part, patiently) };
  };
  for (const { part, finding } of await Promise.all(inCallParts(swept).map(sweepPart))) {
    if (finding !== undefined) await explain(scenario, what, part, finding);
  }
}

/** What a holder of one plain property has: the properties that the destination gives to each by itself. */
async function ownProperties(scenario: Scenario, what: Sweep): Promise<Members> {
  const { holder, alias } = what;
  const plain = `${alias}-plain`;
  const who = holder.describe(scenario, plain);
  await holder.prepare?.(scenario, plain);
  await holder.send(scenario, plain, { [PLAIN.name]: PLAIN.value });
  let properties: Members = {};
  const difference = await patiently(scenario, `there is the ${who}`, async () => {
    const [record] = await holder.read(scenario, plain);
    properties = record?.properties ?? {};
    return record === undefined ? { message: `there is no ${who}` } : undefined;
  });
  if (difference !== undefined) presume(what, 'first', { difference, names: [], isRefused: false, turn: 0 });
  return properties;
}

/** Ends the example with the smallest call that shows the finding, or with the clause that it depends on. */
async function explain(
  scenario: Scenario,
  what: Sweep,
  part: readonly SweptProperty[],
  finding: Finding,
): Promise<never> {
  const { ordinary, capacity } = what.holder;
  // What the first call did not keep was not lost by the rest or the update.
  if (what.history === REST && finding.turn === 0) presume(what, 'values', finding);
  const retry = retrying(scenario, what);
  expectPlainKept(what, await retry.with([PLAIN], ordinary));
  if (what.corpus === 'texts in arrays') presume(what, 'values', await retry.with([PLAIN_ARRAY]));
  const [first = ''] = finding.names;
  const suspect = part.find(({ name }) => name === first) ?? part[0] ?? PLAIN;
  const cut = await cutDown(part, suspect, (some) => retry.with(some));
  if (retry.isInterrupted()) throw new UnmetExpectation(summary(what, finding, finding, 1));
  const { items, failure } = cut ?? { items: part, failure: finding };
  if (capacity !== undefined && !finding.isRefused && items.length > MOST_TOGETHER) {
    // Only if as many plain texts are not kept either is their number the cause.
    const plain = await retry.with(plainProperties(items.length));
    if (plain !== undefined) throw new BlockedExample(`${capacity}: ${plain.difference.message}`);
  }
  if (ordinary !== undefined)
    presume(what, items.length > 1 ? 'others' : 'values', await retry.with(items, ordinary));
  throw new UnmetExpectation(summary(what, finding, failure, items.length));
}

/** Attempts with fresh identifiers. An interrupted one finds nothing: what was found before is still a fault. */
function retrying(scenario: Scenario, what: Sweep) {
  let attempts = 0;
  let interrupted = false;
  return {
    isInterrupted: () => interrupted,
    async with(properties: readonly SweptProperty[], holder = what.holder): Promise<Finding | undefined> {
      if (interrupted) return undefined;
      attempts += 1;
      try {
        return await attempt(
          scenario,
          { ...what, holder },
          `${what.alias}-cut-${attempts}`,
          properties,
          settled,
        );
      } catch (error) {
        if (!(error instanceof BlockedExample || error instanceof UnmetExpectation)) throw error;
        interrupted = true;
        return undefined;
      }
    },
  };
}

/** Ends the example if not even a plain text is kept: other clauses are about that. */
function expectPlainKept(what: Sweep, plain: Finding | undefined): void {
  if (what.history === 'behind a null and an object') {
    if (plain?.isRefused !== true) return;
    throw new NotApplicable('a call with a null and an object is refused, without which this says nothing');
  }
  if (plain?.turn === 0) presume(what, 'first', plain);
  // That other properties are kept is what such an example is about.
  else if (what.history !== REST) presume(what, 'update', plain);
}

/** @throws BlockedExample if what another clause is about went wrong */
function presume(
  { holder }: Sweep,
  clause: keyof NonNullable<SweptHolder['presumes']>,
  finding: Finding | undefined,
): void {
  if (finding === undefined || holder.presumes === undefined) return;
  throw new BlockedExample(`${holder.presumes[clause]}: ${finding.difference.message}`);
}

function summary({ corpus, history }: Sweep, whole: Finding, cut: Finding, together: number): Difference {
  const shown = new Set(cut.names.slice(0, MOST_NAMED));
  const others = whole.isRefused ? [] : whole.names.filter((name) => !shown.has(name));
  const also =
    others.length === 0
      ? ''
      : `; ${others.length} others of the corpus "${corpus}" differ too: ${listed(others)}`;
  const when = cut.turn === 0 ? '' : ` after update ${cut.turn}`;
  const beside = together > 1 ? `, in a call with ${together} properties` : '';
  const place = history === 'behind a null and an object' ? ' behind a null and an object' : '';
  const pick = (members: unknown) => picked(members, shown);
  return {
    message: `${cut.difference.message}${place}${when}${beside}${also}`,
    expected: pick(cut.difference.expected),
    actual: pick(cut.difference.actual),
  };
}

function listed(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED).map((name) => JSON.stringify(name));
  return names.length > MOST_NAMED ? `${named.join(', ')}, …` : named.join(', ');
}

/** The members that a message shows; what is not an object of members is kept. */
function picked(members: unknown, names: ReadonlySet<string>): unknown {
  if (typeof members !== 'object' || members === null) return members;
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.has(name)));
}
