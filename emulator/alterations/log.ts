/** Records when enabled defects act, for the marks of answers and for the control plane. */

export interface DefectLog {
  /** Records that a defect changed the current call; several records per call count once. */
  act(name: string): void;
  /** Returns the defects that changed the current call, in the order in which they were enabled, and ends the call. */
  take(): readonly string[];
  /** The number of calls that each enabled defect has changed since the start or the last reset. */
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
