/** Which of the known names somebody may have meant. */
import leven from 'leven';

/** A name without case and without the signs that join its words. */
function fold(name: string): string {
  return name.replaceAll(/[_\s-]/g, '').toLowerCase();
}

/** Whether a name is spelt nearly like another: one letter off, two where it is long, or two letters swapped. */
export function isMisspelt(name: string, wanted: string): boolean {
  const [given, known] = [fold(name), fold(wanted)];
  if (given === known) return true;
  if (wanted.length <= 4) return false;
  const distance = leven(given, known, { maxDistance: 3 });
  return distance <= (wanted.length > 7 ? 2 : 1) || (distance === 2 && isAnagram(given, known));
}

function isAnagram(one: string, other: string): boolean {
  return [...one].toSorted().join('') === [...other].toSorted().join('');
}

const MOST = 3;

/** At most three of the known names, nearest first: misspelt ones, and those that share half of their words. */
export function nearNames(given: string, known: readonly string[]): string[] {
  const tolerance = Math.max(1, Math.ceil(given.length / 4));
  return known
    .map((name) => ({ name, distance: leven(fold(given), fold(name)), shares: sharesWords(given, name) }))
    .filter(({ name, distance, shares }) => shares || distance <= tolerance || isMisspelt(given, name))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Whether two names have half of their words in common, each at least by its beginning. */
function sharesWords(given: string, known: string): boolean {
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
