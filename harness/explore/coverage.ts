/** What sequences cover, and a choice of those that cover most that is new. */
import fc from 'fast-check';
import { areLookalikes } from './commands/cast.ts';
import { type Command, type Single, singlesOf } from './commands/commands.ts';
import { sequences } from './commands/sequences.ts';
import { membersOf } from './commands/timeline.ts';
import { kindOfName, kindOfValue } from './commands/values.ts';
import { coveredOnly } from './model/model.ts';

/** Sequences that compete for each place, as long as one of them covers something new. */
const CANDIDATES = 12;

/** A pair of commands is worth as much as this many values or names. */
const PAIR_WEIGHT = 4;

const NO_ADDRESSES = { email: (alias: string) => alias };

/** Chooses one sequence after the other. The same seed gives the same sequences. */
export interface SequenceChoice {
  next(): readonly Command[];
  /** How many different pairs of commands the sequences so far have. */
  pairs(): number;
}

/** @param seed of 32 bits */
export function chooseSequences(seed: number): SequenceChoice {
  const covered = new Set<string>();
  let number = 0;
  let isFull = false;
  const gainOf = (commands: readonly Command[]) =>
    [...featuresOf(commands)]
      .filter((feature) => !covered.has(feature))
      .reduce((sum, feature) => sum + (isPair(feature) ? PAIR_WEIGHT : 1), 0);
  return {
    next() {
      const numRuns = isFull ? 1 : CANDIDATES;
      const drawn = fc
        .sample(sequences, { seed: seed + number * 7919, numRuns })
        .map((commands) => coveredOnly(commands, NO_ADDRESSES));
      number += 1;
      const best = drawn
        .map((commands) => ({ commands, gain: gainOf(commands) }))
        .reduce((one, other) => (other.gain > one.gain ? other : one));
      if (best.gain === 0) isFull = true;
      for (const feature of featuresOf(best.commands)) covered.add(feature);
      return best.commands;
    },
    pairs: () => [...covered].filter(isPair).length,
  };
}

/**
 * What a sequence covers: each pair of a promise and a later call, with how their records are related; and each kind
 * of value and of name in each kind of call.
 */
export function featuresOf(commands: readonly Command[]): ReadonlySet<string> {
  const features = new Set<string>();
  const earlier: Single[] = [];
  const known = new Set<string>();
  for (const command of commands) {
    const singles = singlesOf(command);
    const at = command.kind;
    if (at === 'again')
      for (const one of earlier) features.add(`${one.kind} > again ${command.back ? 'later' : ''}`);
    if (singles.length > 1) {
      const kinds = singles.map(({ kind }) => kind).toSorted();
      features.add(`at once: ${kinds.slice(0, 2).join(' > ')}`);
    }
    for (const single of singles) {
      for (const one of earlier) features.add(`${one.kind} > ${single.kind} ${relation(one, single)}`);
      for (const one of earlier) for (const change of changesBetween(one, single)) features.add(change);
      for (const feature of contentOf(single, known)) features.add(feature);
    }
    if (command.kind === 'twice') features.add(`twice: ${command.command.kind} >`);
    earlier.push(...singles);
  }
  return features;
}

function isPair(feature: string): boolean {
  return feature.includes(' > ');
}

function relation(one: Single, other: Single): string {
  const [userA, userB] = [one, other].map((single) => ('user' in single ? single.user : undefined));
  const [accountA, accountB] = [one, other].map((single) =>
    'account' in single ? single.account : undefined,
  );
  if (userA !== undefined && userA === accountB) return 'namesake';
  if (accountA !== undefined && accountA === userB) return 'namesake';
  if (userB === undefined) return 'visitor';
  if (userA === userB)
    return accountA === accountB || accountB === undefined ? 'same' : 'same, other account';
  const isAlike = userA !== undefined && areLookalikes(userA, userB);
  if (accountA !== undefined && accountA === accountB) return 'same account';
  return isAlike ? 'lookalike' : 'colleague';
}

/** Properties of one record that a later call gives another value: which type, or which flag, becomes which. */
function changesBetween(one: Single, other: Single): string[] {
  const isOneRecord =
    'account' in one || 'account' in other
      ? 'account' in one && 'account' in other && one.account === other.account
      : 'user' in one && 'user' in other && one.user === other.user;
  if (!isOneRecord || one.kind === 'track' || other.kind === 'track') return [];
  const later = membersOf(other);
  return Object.entries(membersOf(one))
    .filter(([name]) => Object.hasOwn(later, name))
    .map(([name, value]) => `${other.kind}: ${typeText(value)} > ${typeText(later[name])}`);
}

function typeText(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'array' : typeof value;
}

function contentOf(single: Single, known: Set<string>): string[] {
  const place = placeOf(single, known);
  const members = membersOf(single);
  return Object.entries(members).flatMap(([name, value]) => [
    `value ${kindOfValue(value)} in ${place}`,
    `name ${kindOfName(name)} in ${place}`,
  ]);
}

function placeOf(single: Single, known: Set<string>): string {
  const key = `${'account' in single ? `account ${single.account}` : 'user' in single ? single.user : ''}`;
  const isUpdate = known.has(key);
  if (single.kind !== 'track') known.add(key);
  return `${single.kind}${isUpdate ? ' update' : ''}`;
}
