/** Prunes a sequence: removes everything that the failure does not need. */
import type { Members } from '../../../calls/index.ts';
import type { Command, Single } from '../commands/commands.ts';
import type { MismatchSubject } from '../model/mismatch.ts';
import { mapSingles, type Sequence, SIMPLER } from './simplify.ts';

/** Plays a sequence; true if it fails in the same way. */
type StillFails = (commands: Sequence) => Promise<boolean>;

/**
 * Removes commands, then what makes a sequence special, then traits and properties, as long as the rest still fails.
 *
 * @param subject what the failure is about: what is about something else is removed first, all at once
 */
export async function prune(
  commands: Sequence,
  stillFails: StillFails,
  subject?: MismatchSubject,
): Promise<Sequence> {
  let shortest = commands;
  const attempt = async (shorter: Sequence): Promise<boolean> => {
    if (shorter === shortest || shorter.length === 0 || !(await stillFails(shorter))) return false;
    shortest = shorter;
    return true;
  };
  const name = subject !== undefined && 'name' in subject ? subject.name : undefined;
  if (name !== undefined) await attempt(withMembers(shortest, (member) => member === name));
  await removeCommands(() => shortest, attempt);
  for (const simpler of SIMPLER) await attempt(simpler(shortest));
  await removeCommands(() => shortest, attempt);
  await removeMembers(() => shortest, attempt);
  for (const simpler of SIMPLER) await attempt(simpler(shortest));
  await removeCommands(() => shortest, attempt);
  return shortest;
}

type Shorten = (shorter: Sequence) => Promise<boolean>;

/** Halves, quarters, and so on down to single commands, from the end. */
async function removeCommands(current: () => Sequence, attempt: Shorten): Promise<void> {
  for (let size = Math.floor(current().length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = current().length - size; start >= 0; start -= size) {
      await attempt(current().toSpliced(start, size));
    }
  }
}

/** Addresses first, then traits and properties: all, halves, and so on. */
async function removeMembers(current: () => Sequence, attempt: Shorten): Promise<void> {
  for (let index = 0; index < current().length; index += 1) {
    const names = namesOf(current()[index]);
    if (names.length > 1) await attempt(without(current(), index, names));
    for (let size = Math.ceil(names.length / 2); size >= 1; size = Math.floor(size / 2)) {
      const left = namesOf(current()[index]);
      for (let start = 0; start < left.length; start += size) {
        await attempt(without(current(), index, left.slice(start, start + size)));
      }
    }
  }
}

function without(commands: Sequence, index: number, names: readonly string[]): Sequence {
  const [command] = commands.slice(index, index + 1);
  if (command === undefined) return commands;
  const [lighter = command] = withMembers([command], (name) => !names.includes(name));
  return lighter === command ? commands : commands.with(index, lighter);
}

/** The sequence with some of its traits and properties. */
function withMembers(commands: Sequence, keep: (name: string) => boolean): Sequence {
  const some = (members: Members): Members =>
    Object.fromEntries(Object.entries(members).filter(([name]) => keep(name)));
  return mapSingles(commands, (single) => {
    if ('traits' in single) return { ...single, traits: some(single.traits) };
    if (!('properties' in single)) return single;
    const properties = some(single.properties);
    // A track keeps one property, because the suite has no step for an event without any.
    return Object.keys(properties).length === 0 ? single : { ...single, properties };
  });
}

function namesOf(command: Command | undefined): string[] {
  if (command === undefined) return [];
  const members = (single: Single): Members => {
    if ('traits' in single) return single.traits;
    return 'properties' in single ? single.properties : {};
  };
  switch (command.kind) {
    case 'together':
      return [...new Set(command.commands.flatMap((single) => Object.keys(members(single))))];
    case 'twice':
      return Object.keys(members(command.command));
    case 'burst':
    case 'again':
    case 'wait':
      return [];
    default:
      return Object.keys(members(command));
  }
}
