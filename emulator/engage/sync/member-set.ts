/** The members of an audience and what the destination knows about them: a small number for each. */
import type { Ledger, ValueChange } from './ledger.ts';

export interface MemberSet extends Ledger {
  has(id: string): boolean;
  /** @returns whether that changed anything */
  enter(id: string): boolean;
  /** @returns whether that changed anything */
  leave(id: string): boolean;
  save(): SavedMembers;
  /** Continues from what was saved; it must be empty. */
  load(saved: SavedMembers): void;
}

/** A member set as plain JSON. */
export interface SavedMembers {
  /** Each id with the sum of its states, in the order in which a first sync walks them. */
  readonly members: readonly (readonly [id: string, state: number])[];
  /** What the next sync looks at. */
  readonly changed: readonly string[];
  /** What the sync under way has yet to look at. */
  readonly rest: readonly string[];
  /** How many of the members a first sync that is under way has walked. */
  readonly walked?: number | undefined;
  /** Whether the first sync has walked all of them. */
  readonly isWalked: boolean;
}

/** Is a member. */
const INSIDE = 1;
/** The destination has the flag true. */
const SENT = 2;
/** A call about it is under way. */
export const BUSY = 4;
/** A call has to be sent again: the last one may not have arrived, or there is a new identifier. */
const AGAIN = 8;

/**
 * The first sync walks the members themselves, so a million of them need no list of changes. From then on there is
 * such a list, and a sync costs only what has changed.
 */
export function createMemberSet(): MemberSet {
  const flags = new Map<string, number>();
  let inside = 0;
  let changed = new Set<string>();
  let current: IterableIterator<string> = [].values();
  /** The iterator over all members; a Map's iterator also reaches entries that are added meanwhile. */
  let walk: IterableIterator<[string, number]> | undefined;
  let isWalked = false;

  const walkFrom = (position: number | undefined) => {
    if (position === undefined) return undefined;
    const entries = flags.entries();
    for (let index = 0; index < position; index += 1) entries.next();
    return entries;
  };

  const isToSend = (state: number) =>
    (state & AGAIN) !== 0 || ((state & INSIDE) !== 0) !== ((state & SENT) !== 0);

  const store = (id: string, state: number) => {
    if (state === 0) flags.delete(id);
    else flags.set(id, state);
    if ((state & BUSY) !== 0) return;
    const isLeftToWalk = !isWalked && (state & (SENT | AGAIN)) === 0;
    if (isToSend(state) && !isLeftToWalk) changed.add(id);
    else changed.delete(id);
  };

  const takeFrom = (id: string): ValueChange | undefined => {
    const state = flags.get(id);
    if (state === undefined || (state & BUSY) !== 0 || !isToSend(state)) return undefined;
    return { id, value: (state & INSIDE) !== 0 };
  };

  const nextWalked = (): ValueChange | undefined => {
    if (walk === undefined) return undefined;
    for (let step = walk.next(); step.done !== true; step = walk.next()) {
      const [id, state] = step.value;
      if ((state & SENT) !== 0) continue;
      const change = takeFrom(id);
      if (change?.value === true) return change;
    }
    walk = undefined;
    isWalked = true;
    return undefined;
  };

  const nextChanged = (): ValueChange | undefined => {
    for (let step = current.next(); step.done !== true; step = current.next()) {
      const change = takeFrom(step.value);
      if (change !== undefined) return change;
    }
    return undefined;
  };

  return {
    get size() {
      return inside;
    },
    has: (id) => ((flags.get(id) ?? 0) & INSIDE) !== 0,
    enter(id) {
      const state = flags.get(id) ?? 0;
      if ((state & INSIDE) !== 0) return false;
      inside += 1;
      store(id, state | INSIDE);
      return true;
    },
    leave(id) {
      const state = flags.get(id) ?? 0;
      if ((state & INSIDE) === 0) return false;
      inside -= 1;
      store(id, state & ~INSIDE);
      return true;
    },
    repeat(id) {
      const state = flags.get(id) ?? 0;
      if ((state & (SENT | BUSY)) !== 0) store(id, state | AGAIN);
    },
    waiting: () => (isWalked ? changed.size : inside),
    *preview() {
      const ids = isWalked ? changed : flags.keys();
      for (const id of ids) {
        const change = takeFrom(id);
        if (change !== undefined) yield change;
      }
    },
    begin() {
      current = changed.values();
      changed = new Set();
      if (!isWalked) walk = flags.entries();
    },
    next() {
      const change = nextWalked() ?? nextChanged();
      // A change during the call waits for the end of the call, so that no two calls can overtake each other.
      if (change !== undefined) flags.set(change.id, ((flags.get(change.id) ?? 0) & ~AGAIN) | BUSY);
      return change;
    },
    save() {
      // Looking at what is left uses it up.
      const rest = [...current];
      current = rest.values();
      const walked = walk && flags.size - [...walk].length;
      walk = walkFrom(walked);
      return { members: [...flags], changed: [...changed], rest, walked, isWalked };
    },
    load(saved) {
      for (const [id, state] of saved.members) {
        flags.set(id, state);
        if ((state & INSIDE) !== 0) inside += 1;
      }
      changed = new Set(saved.changed);
      current = saved.rest.values();
      walk = walkFrom(saved.walked);
      isWalked = saved.isWalked;
    },
    settle({ id, value }, isDelivered) {
      const state = (flags.get(id) ?? 0) & ~BUSY;
      if (!isDelivered) store(id, state | AGAIN);
      else store(id, value === true ? state | SENT : state & ~SENT);
    },
  };
}
