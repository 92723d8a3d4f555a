/** Prunes a sequence after fast-check has shrunk it: removes everything that the failure does not need. */
import { numberedProperties } from '../../calls/index.ts';
import type { Command } from './commands.ts';

/**
 * Removes commands, then traits and properties, one at a time, as long as the rest still fails.
 *
 * @param stillFails plays a shorter sequence
 */
export async function prune(
  commands: readonly Command[],
  stillFails: (commands: readonly Command[]) => Promise<boolean>,
): Promise<readonly Command[]> {
  let shortest = commands;
  const inTurn = commands.flatMap(oneByOne);
  // What also fails one after another is not about concurrency.
  if (inTurn.length > commands.length && (await stillFails(inTurn))) shortest = inTurn;
  // What fails for any two users is not about IDs that look alike.
  const apart = shortest.map(unlike);
  if (apart.some((command, index) => command !== shortest[index]) && (await stillFails(apart)))
    shortest = apart;
  for (let index = shortest.length - 1; index >= 0; index -= 1) {
    const shorter = shortest.toSpliced(index, 1);
    if (shorter.length > 0 && (await stillFails(shorter))) shortest = shorter;
  }
  for (let index = 0; index < shortest.length; index += 1) {
    for (const lighter of lighterOnes(shortest[index] as Command)) {
      const shorter = shortest.with(index, lighter);
      if (await stillFails(shorter)) {
        shortest = shorter;
        index -= 1;
        break;
      }
    }
  }
  return shortest;
}

/** Identifies at the same time, as identifies one after another. */
function oneByOne(command: Command): readonly Command[] {
  if (command.kind !== 'burst') return [command];
  return Object.entries(numberedProperties(command.count)).map(([name, value]) => ({
    kind: 'identify',
    user: command.user,
    traits: { [name]: value },
  }));
}

/** `Ada`, whose ID looks like `ada`, under another alias. */
function unlike(command: Command): Command {
  return 'user' in command && command.user === 'Ada' ? { ...command, user: 'cleo' } : command;
}

/** With more members than this, their number is what the counterexample is about. */
const FEW_MEMBERS = 6;

function lighterOnes(command: Command): Command[] {
  switch (command.kind) {
    case 'identify': {
      const { email: _, ...bare } = command;
      const withoutEmail = command.email === undefined ? [] : [bare];
      return [...withoutEmail, ...withoutOne(command.traits).map((traits) => ({ ...command, traits }))];
    }
    case 'group':
      return withoutOne(command.traits).map((traits) => ({ ...command, traits }));
    default:
      return [];
  }
}

function withoutOne<T extends Readonly<Record<string, unknown>>>(members: T): Record<string, unknown>[] {
  const entries = Object.entries(members);
  return entries.length > FEW_MEMBERS
    ? []
    : entries.map((_, index) => Object.fromEntries(entries.toSpliced(index, 1)));
}
