/** Keeps calls about one user, or about one Account, from being under way at the same time. */

/** Lets one call at a time be about each name. */
export function createUnderWay() {
  const ends = new Map<string, Promise<void>>();
  return {
    /** Resolves when nothing else is about these names, with what ends it. */
    async enter(names: readonly string[]): Promise<() => void> {
      const before = names.map((name) => ends.get(name));
      let end = () => {};
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      for (const name of names) ends.set(name, ended);
      await Promise.all(before);
      return () => {
        end();
        for (const name of names) if (ends.get(name) === ended) ends.delete(name);
      };
    },
  };
}
