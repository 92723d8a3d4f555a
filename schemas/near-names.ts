/** Which of the known names is similar to a given one. */
import leven from 'leven';
import { listed } from './wording.ts';

/** A name in lower case, without the characters that join its words. */
function fold(name: string): string {
  return name.replaceAll(/[_\s-]/g, '').toLowerCase();
}

/** Whether two names differ by one letter, by two in a long name, or by two swapped letters. */
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

/** At most three of the known names, the most similar first: spelt similarly, or sharing half of their words. */
export function nearNames(given: string, known: readonly string[]): string[] {
  const tolerance = Math.max(1, Math.ceil(given.length / 4));
  return known
    .map((name) => ({ name, distance: leven(fold(given), fold(name)), shares: sharesWords(given, name) }))
    .filter(
      ({ name, distance, shares }) =>
        shares ||
        distance <= tolerance ||
        isMisspelt(given, name) ||
        (distance === 2 && isAnagram(fold(given), fold(name))),
    )
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** `did you mean a, b or c?` with at most three of the known names, or `otherwise` if none is near. */
export function didYouMean(given: string, known: readonly string[], otherwise: string): string {
  const near = nearNames(given, known);
  return near.length === 0 ? otherwise : `did you mean ${listed(near)}?`;
}

/** Whether two names share half of their words, or the beginnings of those words. */
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
