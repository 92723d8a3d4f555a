/** The values of a computed trait and what the destination knows of them. */
import type { Change, Ledger } from './ledger.ts';

export interface TraitValues extends Ledger {
  /** A number, a string, a boolean or an array. */
  set(id: string, value: unknown): void;
}

interface Entry {
  /** As JSON, which is how two lists are compared. */
  wanted: string;
  /** Nothing where the destination may know anything. */
  told: string | undefined;
  isBusy: boolean;
  /** Asked for once more while a call is under way. */
  isToRepeat: boolean;
}

/** A value is sent when it is new or has changed; one that is as it was is not. */
export function createTraitValues(): TraitValues {
  const entries = new Map<string, Entry>();
  let changed = new Set<string>();
  let current: Iterator<string> = [].values();

  const note = (id: string, entry: Entry) => {
    if (entry.isBusy) return;
    if (entry.wanted === entry.told) changed.delete(id);
    else changed.add(id);
  };
  const changeOf = (id: string): Change | undefined => {
    const entry = entries.get(id);
    if (entry === undefined || entry.isBusy || entry.wanted === entry.told) return undefined;
    return { id, value: JSON.parse(entry.wanted) };
  };

  return {
    get size() {
      return entries.size;
    },
    set(id, value) {
      const entry = entries.get(id) ?? { wanted: '', told: undefined, isBusy: false, isToRepeat: false };
      entry.wanted = JSON.stringify(value);
      entries.set(id, entry);
      note(id, entry);
    },
    repeat(id) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entry.told = undefined;
      entry.isToRepeat = entry.isBusy;
      note(id, entry);
    },
    waiting: () => changed.size,
    *preview() {
      for (const id of changed) {
        const change = changeOf(id);
        if (change !== undefined) yield change;
      }
    },
    begin() {
      current = changed.values();
      changed = new Set();
    },
    next() {
      for (let step = current.next(); step.done !== true; step = current.next()) {
        const change = changeOf(step.value);
        const entry = entries.get(step.value);
        if (change === undefined || entry === undefined) continue;
        entry.isBusy = true;
        return change;
      }
      return undefined;
    },
    settle({ id, value }, isDelivered) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entry.isBusy = false;
      entry.told = isDelivered && !entry.isToRepeat ? JSON.stringify(value) : undefined;
      entry.isToRepeat = false;
      note(id, entry);
    },
  };
}
