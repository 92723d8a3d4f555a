/** Which names somebody may have meant. */

/** Whether two names of words and hyphens have half of their words in common, each at least by its beginning. */
export function isNear(given: string, known: string): boolean {
  const meant = wordsOf(known);
  const words = wordsOf(given);
  const shared = words.filter((word) =>
    meant.some((other) => other.startsWith(word) || word.startsWith(other)),
  );
  return shared.length > 0 && shared.length * 2 >= Math.max(words.length, meant.length);
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
