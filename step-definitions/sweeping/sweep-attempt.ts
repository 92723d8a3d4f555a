/** One attempt of a sweep: sends the properties to a holder of its own, and says what differs. */
import type { CorpusName, SweptProperty } from '../../generators/index.ts';
import { NoAnswer, UnmetExpectation } from '../../harness/errors.ts';
import type { Difference } from '../../schemas/index.ts';
import type { Scenario } from '../scenario/index.ts';
import { differingNames, missingProperties } from '../support/verify.ts';
import { HISTORIES, type HistoryName, type Turn } from './sweep-turns.ts';
import type { SweptHolder } from './swept-holders.ts';

/** What is swept over whom. */
export interface Sweep {
  readonly holder: SweptHolder;
  readonly alias: string;
  readonly corpus: CorpusName;
  readonly history: HistoryName;
  /** Leaves out names that the destination gives to properties of its own; default: sweeps all. */
  readonly exceptOwn?: boolean;
}

/** What went wrong in one attempt. */
export interface Finding {
  readonly difference: Difference;
  /** The properties that differ; all of them if the call was not accepted. */
  readonly names: readonly string[];
  readonly isRefused: boolean;
  /** The index of the call after which they differ. */
  readonly turn: number;
}

type Look = (
  scenario: Scenario,
  state: string,
  look: () => Promise<Difference | undefined>,
) => Promise<Difference | undefined>;

/** Sends the properties, call by call, and looks after each. */
export async function attempt(
  scenario: Scenario,
  { holder, history }: Sweep,
  alias: string,
  properties: readonly SweptProperty[],
  look: Look,
): Promise<Finding | undefined> {
  const who = holder.describe(scenario, alias);
  const turns: readonly Turn[] = HISTORIES[history](properties);
  await holder.prepare?.(scenario, alias);
  for (const [turn, { sent, expected, restMs = 0 }] of turns.entries()) {
    if (restMs > 0) await scenario.session.timing.sleep(restMs);
    const refusal = await unmetIn(() => holder.send(scenario, alias, sent));
    if (refusal !== undefined)
      return { difference: refusal, names: Object.keys(expected), isRefused: true, turn };
    if (scenario.session.settings.checklist && turn < turns.length - 1) continue;
    let names: readonly string[] = [];
    const difference = await look(scenario, `the ${who} holds ${JSON.stringify(expected)}`, async () => {
      const records = await holder.read(scenario, alias);
      names = differingNames(records[0]?.properties ?? {}, expected);
      return missingProperties(who, records, expected);
    });
    if (difference !== undefined) return { difference, names, isRefused: false, turn };
  }
  return undefined;
}

/** Looks until nothing differs, or until the deadline. */
export const patiently: Look = (scenario, state, look) => unmetIn(() => scenario.expectSoon(state, look));

/** A look after a marker is visible, and another one after the longest time that any call took to become visible. */
export const settled: Look = async (scenario, _, look) => {
  await scenario.settle();
  const difference = await look();
  if (difference === undefined) return undefined;
  const { network, timing, settings } = scenario.session;
  const longest = Math.max(0, ...network.latency().visible.map(({ upToMs }) => upToMs));
  await timing.sleep(Math.min(longest, settings.settleMs));
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
