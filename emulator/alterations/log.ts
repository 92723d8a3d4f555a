/** What the enabled defects have done: what marks an answer, and what the control plane shows. */

export interface DefectLog {
  /** Notes that a defect decided the call at hand; more than once a call counts once. */
  act(name: string): void;
  /** The defects that decided the call at hand, in the order in which they were enabled; ends the call. */
  take(): readonly string[];
  /** For how many calls each enabled defect has acted since the start or the last reset. */
  counts(): Readonly<Record<string, number>>;
  clear(): void;
}

export function createDefectLog(enabled: readonly string[]): DefectLog {
  const acting = new Set<string>();
  const counts = new Map<string, number>();
  const clear = () => {
    acting.clear();
    for (const name of enabled) counts.set(name, 0);
  };
  clear();
  return {
    act: (name) => void acting.add(name),
    take() {
      if (acting.size === 0) return [];
      const names = enabled.filter((name) => acting.has(name));
      acting.clear();
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
      return names;
    },
    counts: () => Object.fromEntries(counts),
    clear,
  };
}
