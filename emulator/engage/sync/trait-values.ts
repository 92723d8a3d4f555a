/** The values of a computed trait and what the destination knows about them. */
import type { Ledger, ValueChange } from './ledger.ts';

export interface TraitValues extends Ledger {
  /** A number, a string, a boolean or an array. */
  set(id: string, value: unknown): void;
  save(): SavedValues;
  /** Continues from what was saved; it must be empty. */
  load(saved: SavedValues): void;
}

/** The values of a computed trait as plain JSON. */
export interface SavedValues {
  readonly values: readonly {
    readonly id: string;
    readonly current: unknown;
    /** Absent if it is not certain. */
    readonly sent?: unknown;
    readonly isBusy: boolean;
    readonly isToRepeat: boolean;
  }[];
  /** What the next sync looks at. */
  readonly changed: readonly string[];
  /** What the sync under way has yet to look at. */
  readonly rest: readonly string[];
}

interface ValueState {
  /** As JSON, which is how two lists are compared. */
  current: string;
  /** The value that the destination has; undefined if that is not certain. */
  sent: string | undefined;
  isBusy: boolean;
  /** Whether `repeat` was called while a call is under way. */
  isToRepeat: boolean;
}

/** A value is sent when it is new or has changed. */
export function createTraitValues(): TraitValues {
  const states = new Map<string, ValueState>();
  let changed = new Set<string>();
  let walk: IterableIterator<string> = [].values();

  const note = (id: string, state: ValueState) => {
    if (state.isBusy) return;
    if (state.current === state.sent) changed.delete(id);
    else changed.add(id);
  };
  const changeOf = (id: string): ValueChange | undefined => {
    const state = states.get(id);
    if (state === undefined || state.isBusy || state.current === state.sent) return undefined;
    return { id, value: JSON.parse(state.current) };
  };

  return {
    get size() {
      return states.size;
    },
    set(id, value) {
      const state = states.get(id) ?? { current: '', sent: undefined, isBusy: false, isToRepeat: false };
      state.current = JSON.stringify(value);
      states.set(id, state);
      note(id, state);
    },
    repeat(id) {
      const state = states.get(id);
      if (state === undefined) return;
      state.sent = undefined;
      state.isToRepeat = state.isBusy;
      note(id, state);
    },
    waiting: () => changed.size,
    *preview() {
      for (const id of changed) {
        const change = changeOf(id);
        if (change !== undefined) yield change;
      }
    },
    begin() {
      walk = changed.values();
      changed = new Set();
    },
    next() {
      for (let step = walk.next(); step.done !== true; step = walk.next()) {
        const change = changeOf(step.value);
        const state = states.get(step.value);
        if (change === undefined || state === undefined) continue;
        state.isBusy = true;
        return change;
      }
      return undefined;
    },
    save() {
      // Looking at what is left uses it up.
      const rest = [...walk];
      walk = rest.values();
      const values = [...states].map(([id, { current, sent, isBusy, isToRepeat }]) => ({
        id,
        current: JSON.parse(current) as unknown,
        sent: sent === undefined ? undefined : (JSON.parse(sent) as unknown),
        isBusy,
        isToRepeat,
      }));
      return { values, changed: [...changed], rest };
    },
    load(saved) {
      for (const { id, current, sent, isBusy, isToRepeat } of saved.values) {
        const known = sent === undefined ? undefined : JSON.stringify(sent);
        states.set(id, { current: JSON.stringify(current), sent: known, isBusy, isToRepeat });
      }
      changed = new Set(saved.changed);
      walk = saved.rest.values();
    },
    settle({ id, value }, isDelivered) {
      const state = states.get(id);
      if (state === undefined) return;
      state.isBusy = false;
      state.sent = isDelivered && !state.isToRepeat ? JSON.stringify(value) : undefined;
      state.isToRepeat = false;
      note(id, state);
    },
  };
}
