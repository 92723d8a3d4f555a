/** Shrinks a failure without leaving its level: what breaks a MUST is never reported as a broken SHOULD. */
import type { Members } from '../../../calls/index.ts';
import { isObject, type Level } from '../../../schemas/index.ts';
import { blame } from '../blame/blame.ts';
import type { ExplorableClause } from '../blame/explorable-clauses.ts';
import { type Command, singlesOf } from '../commands/commands.ts';
import type { Seen } from '../model/mismatch.ts';
import { prune } from './prune.ts';
import { mapSingles } from './simplify.ts';

/** How a failure is shrunk. */
interface Shrinking {
  /** Plays a sequence; every mismatch of it. */
  readonly replay: (commands: readonly Command[]) => Promise<readonly Seen[]>;
  readonly levelOf: (clauseId: string) => Level;
}

/** A shrunk failure. */
export interface Shrunk {
  readonly clauseId: ExplorableClause;
  readonly seen: Seen;
}

const RANKS: Readonly<Record<Level, number>> = { MUST: 0, SHOULD: 1, INFO: 2 };

/**
 * The shortest sequences that fail like this one: one, or two if a rule of a higher level is broken as well.
 *
 * A failure keeps its kind and its level. What is only a SHOULD in its shortest form is tried in the forms that the
 * contract promises with MUST: an association with a known User, a name on an Account.
 */
export async function shrink(found: Seen, { replay, levelOf }: Shrinking): Promise<readonly Shrunk[]> {
  let best = found;
  const { kind } = found.mismatch.subject;
  const rank = (seen: Seen) => RANKS[levelOf(blame(seen))];
  const stillFails = async (commands: readonly Command[]) => {
    const again = (await replay(commands)).find(
      (seen) => seen.mismatch.subject.kind === kind && rank(seen) <= rank(best),
    );
    if (again !== undefined) best = again;
    return again !== undefined;
  };
  await prune(found.commands, stillFails, found.mismatch.subject);
  const shrunk = { clauseId: blame(best), seen: best };
  if (rank(best) === RANKS.MUST) return [shrunk];
  for (const form of strongerForms(best.commands)) {
    const must = (await replay(form)).find((seen) => rank(seen) === RANKS.MUST);
    if (must !== undefined) return [shrunk, ...(await shrink(must, { replay, levelOf }))];
  }
  return [shrunk];
}

/** Forms of a sequence for which the contract promises with MUST what it otherwise promises with SHOULD. */
function strongerForms(commands: readonly Command[]): (readonly Command[])[] {
  const users = new Set(commands.flatMap(singlesOf).flatMap((one) => ('user' in one ? [one.user] : [])));
  const known = [...users].map((user): Command => ({ kind: 'identify', user, traits: {} }));
  const asGroups = mapSingles(commands, (single) => {
    // Nothing promises that an Account keeps an object.
    const traits = single.kind === 'identify' ? withoutObjects(single.traits) : {};
    if (single.kind !== 'identify' || Object.keys(traits).length === 0) return single;
    return { kind: 'group', user: single.user, account: 'acme', traits };
  });
  return [[...known, ...commands], ...(asGroups === commands ? [] : [[...known, ...asGroups]])];
}

function withoutObjects(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !isObject(value)));
}
