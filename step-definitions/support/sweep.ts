/** A sweep: a whole corpus in few calls; what differs is cut down to the smallest call that shows it. */
import { CORPUS, type CorpusName, inCallParts, type SweptProperty } from '../../generators/index.ts';
import { BlockedExample, NoAnswer, NotApplicable, UnmetExpectation } from '../../harness/errors.ts';
import type { Difference } from '../../schemas/index.ts';
import { cutDown } from './cut-down.ts';
import { HISTORIES, type HistoryName, PLAIN, PLAIN_ARRAY, type Turn } from './sweep-turns.ts';
import type { SweptHolder } from './swept-holders.ts';
import { differingNames, missingProperties } from './verify.ts';
import type { DestinationWorld } from './world.ts';

/** What is swept over whom. */
export interface Sweep {
  readonly holder: SweptHolder;
  readonly alias: string;
  readonly corpus: CorpusName;
  readonly history: HistoryName;
}

/** What went wrong in one attempt. */
interface Finding {
  readonly difference: Difference;
  /** The properties that differ; all of them if the call was not accepted. */
  readonly names: readonly string[];
  readonly isRefused: boolean;
  /** The index of the call after which they differ. */
  readonly turn: number;
}

/** If it takes more properties than these together, their number is the cause. */
const MOST_TOGETHER = 8;
/** How many of the other differing properties a message names. */
const MOST_NAMED = 10;

/**
 * Sends the corpus to holders of its own, in as many calls as it needs, and reads each back.
 *
 * @throws UnmetExpectation with the smallest call found that shows what differs
 */
export async function sweep(world: DestinationWorld, what: Sweep): Promise<void> {
  for (const [index, part] of inCallParts(CORPUS[what.corpus]).entries()) {
    const alias = index === 0 ? what.alias : `${what.alias}-${index + 1}`;
    const finding = await attempt(world, what, alias, part, patiently);
    if (finding !== undefined) await explain(world, what, part, finding);
  }
}

type Look = (
  world: DestinationWorld,
  state: string,
  look: () => Promise<Difference | undefined>,
) => Promise<Difference | undefined>;

/** Sends the properties, call by call, and looks after each. */
async function attempt(
  world: DestinationWorld,
  { holder, history }: Sweep,
  alias: string,
  properties: readonly SweptProperty[],
  look: Look,
): Promise<Finding | undefined> {
  const who = holder.describe(world, alias);
  const turns: readonly Turn[] = HISTORIES[history](properties);
  await holder.prepare?.(world, alias);
  for (const [turn, { sent, expected }] of turns.entries()) {
    const refusal = await unmetIn(() => holder.send(world, alias, sent));
    if (refusal !== undefined)
      return { difference: refusal, names: Object.keys(expected), isRefused: true, turn };
    if (world.session.settings.checklist && turn < turns.length - 1) continue;
    let names: readonly string[] = [];
    const difference = await look(world, `the ${who} holds ${JSON.stringify(expected)}`, async () => {
      const records = await holder.read(world, alias);
      names = differingNames(records[0]?.properties ?? {}, expected);
      return missingProperties(who, records, expected);
    });
    if (difference !== undefined) return { difference, names, isRefused: false, turn };
  }
  return undefined;
}

const patiently: Look = (world, state, look) => unmetIn(() => world.expectSoon(state, look));

/** One look, after everything that was sent is visible. */
const settled: Look = async (world, _, look) => {
  await world.settle();
  return look();
};

async function unmetIn(act: () => Promise<void>): Promise<Difference | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof NoAnswer || !(error instanceof UnmetExpectation)) throw error;
    return error.difference;
  }
}

/** Ends the example with the smallest call that shows the finding, or with the clause that it depends on. */
async function explain(
  world: DestinationWorld,
  what: Sweep,
  part: readonly SweptProperty[],
  finding: Finding,
): Promise<never> {
  let attempts = 0;
  const retry = (properties: readonly SweptProperty[], holder = what.holder) => {
    attempts += 1;
    return attempt(world, { ...what, holder }, `${what.alias}-cut-${attempts}`, properties, settled);
  };
  const { ordinary, capacity } = what.holder;
  expectPlainKept(what, await retry([PLAIN], ordinary));
  if (what.corpus === 'texts in arrays') presume(what, 'values', await retry([PLAIN_ARRAY]));
  const [first = ''] = finding.names;
  const suspect = part.find(({ name }) => name === first) ?? part[0] ?? PLAIN;
  const whole = { items: part, failure: finding };
  const uncut = { items: [], failure: finding };
  // If cutting down is interrupted, what was found before is still a fault.
  const cut = await cutDown(part, suspect, (some) => retry(some)).then(
    (smaller) => smaller ?? whole,
    () => uncut,
  );
  const together = cut.items.length;
  if (capacity !== undefined && !finding.isRefused && together > MOST_TOGETHER) {
    throw new BlockedExample(
      `${capacity}: ${together} properties in a call are not all kept, although one of them alone is`,
    );
  }
  if (ordinary !== undefined)
    presume(what, together > 1 ? 'others' : 'values', await retry(cut.items, ordinary));
  throw new UnmetExpectation(summary(what, finding, cut.failure, together));
}

/** Ends the example if not even a plain text is kept: other clauses are about that. */
function expectPlainKept(what: Sweep, plain: Finding | undefined): void {
  if (what.history === 'behind a null and an object') {
    if (plain?.isRefused !== true) return;
    throw new NotApplicable('a call with a null and an object is refused, without which this says nothing');
  }
  presume(what, plain?.turn === 0 ? 'first' : 'update', plain);
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
