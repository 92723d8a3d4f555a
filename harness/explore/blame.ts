/** Which clause a mismatch breaks, decided by its kind and by the sequence that led to it. */
import { numberedProperties } from '../../calls/index.ts';
import { isObject } from '../../schemas/index.ts';
import type { Command } from './commands.ts';
import type { ExplorableClause } from './explorable-clauses.ts';
import type { Mismatch } from './mismatch.ts';

/** If a User has more properties than this, their number is the likeliest reason for a lost one. */
const MANY_PROPERTIES = 16;

/**
 * The clause that a mismatch breaks.
 *
 * @param commands the sequence, best after shrinking: every command left in it is needed for the mismatch, which shows
 * the clause
 */
export function blame({ subject, difference }: Mismatch, commands: readonly Command[]): ExplorableClause {
  switch (subject.kind) {
    case 'refused':
      return commands[subject.step]?.kind === 'track' ? 'AST-TRACK-001' : 'AST-HTTP-001';
    case 'user-count':
      return blameUserCount(subject.user, subject.count, commands);
    case 'account-count':
      if (subject.count === 0) return 'AST-GROUP-001';
      return endsAgain(commands) ? 'AST-RETRY-002' : 'AST-GROUP-002';
    case 'user-property':
      return blameUserProperty(subject.user, subject.name, difference, commands);
    case 'account-property':
      return blameAccountProperty(subject.account, subject.name, difference, commands);
    case 'user-leak':
      if (subject.from === 'account') return 'AST-GROUP-006';
      if (subject.from === 'event') return 'AST-TRACK-003';
      return lookalikes(subject.user, commands) ?? 'AST-IDENT-005';
    case 'account-leak':
      return 'AST-GROUP-006';
    case 'association':
      return blameAssociation(subject.user, subject.account, subject.times, commands);
    case 'event-count':
      if (subject.count === 0) return 'AST-TRACK-002';
      return subject.count > Number(difference.expected) ? 'AST-RETRY-001' : 'AST-TRACK-004';
    case 'event-properties':
      return 'AST-TRACK-002';
  }
}

function blameUserCount(user: string, count: number, commands: readonly Command[]): ExplorableClause {
  const mixed = lookalikes(user, commands);
  if (count === 0 && mixed !== undefined) return mixed;
  const own = commands.filter((command) => isAbout(command, user));
  if (count === 0) return own.some(({ kind }) => kind === 'identify') ? 'AST-IDENT-001' : 'AST-AUD-005';
  if (endsAgain(commands)) return 'AST-RETRY-002';
  return own.length > 1 ? 'AST-IDENT-002' : 'AST-IDENT-001';
}

function blameUserProperty(
  user: string,
  name: string,
  { expected, actual }: Mismatch['difference'],
  commands: readonly Command[],
): ExplorableClause {
  const own = commands.filter((command) => isAbout(command, user));
  const writes = own.filter((command) => valueIn(command, name) !== undefined);
  const writer = writes.at(-1);
  const isStale = writes.slice(0, -1).some((command) => isSame(valueIn(command, name), actual));
  if (own.some(({ kind }) => kind === 'burst') && (actual === undefined || isStale)) return 'AST-IDENT-012';
  if (actual !== undefined && valuesOfOthers(user, name, commands).some((other) => isSame(other, actual))) {
    return lookalikes(user, commands) ?? 'AST-IDENT-005';
  }
  if (endsAgain(commands) && own.length <= 2)
    return writer?.kind === 'audience' ? 'AST-AUD-007' : 'AST-RETRY-002';
  if (writer?.kind === 'audience') return blameFlag(writer.member, writes, own, actual);
  if (writer?.kind === 'computed') return writer === own.at(-1) ? 'AST-AUD-006' : 'AST-AUD-004';
  if (actual !== undefined) {
    if (isStale) return 'AST-IDENT-002';
    if (typeof expected === 'string' && typeof actual === 'string') return 'AST-HTTP-011';
    return isObject(expected) ? 'AST-IDENT-015' : 'AST-IDENT-004';
  }
  if (!isPlain(name)) return 'AST-IDENT-008';
  if (writer === own.at(-1)) return blameLostAtOnce(expected, own);
  if (own.length > 2 || propertiesIn(own) > MANY_PROPERTIES) return 'AST-IDENT-014';
  return own.at(-1)?.kind === 'identify' ? 'AST-IDENT-003' : 'AST-AUD-004';
}

/** A property that was lost without a later call: if earlier calls are needed for it, an update was lost. */
function blameLostAtOnce(expected: unknown, own: readonly Command[]): ExplorableClause {
  if (propertiesIn(own) > MANY_PROPERTIES) return 'AST-IDENT-014';
  if (own.length > 1) return 'AST-IDENT-002';
  return isObject(expected) ? 'AST-IDENT-015' : 'AST-IDENT-004';
}

function blameFlag(
  member: boolean,
  writes: readonly Command[],
  own: readonly Command[],
  actual: unknown,
): ExplorableClause {
  if (writes.at(-1) !== own.at(-1)) return 'AST-AUD-004';
  const before = writes.at(-2);
  if (before?.kind === 'audience') {
    if (before.member === member) return 'AST-AUD-007';
    if (member && actual === false) return 'AST-AUD-003';
  } else if (own.length > 1) return 'AST-AUD-004';
  return member ? 'AST-AUD-001' : 'AST-AUD-002';
}

function blameAccountProperty(
  account: string,
  name: string,
  { expected, actual }: Mismatch['difference'],
  commands: readonly Command[],
): ExplorableClause {
  const own = commands.filter((command) => command.kind === 'group' && command.account === account);
  const writes = own.filter((command) => valueIn(command, name) !== undefined);
  if (actual === undefined) {
    if (writes.at(-1) !== own.at(-1)) return 'AST-GROUP-003';
    return own.length > 1 ? 'AST-GROUP-002' : 'AST-GROUP-004';
  }
  if (writes.slice(0, -1).some((command) => isSame(valueIn(command, name), actual))) return 'AST-GROUP-002';
  const others = commands.filter((command) => command.kind === 'group' && command.account !== account);
  if (others.some((command) => isSame(valueIn(command, name), actual))) return 'AST-GROUP-009';
  return typeof expected === 'string' && typeof actual === 'string' ? 'AST-HTTP-011' : 'AST-GROUP-004';
}

function blameAssociation(
  user: string,
  account: string,
  times: number,
  commands: readonly Command[],
): ExplorableClause {
  if (times > 1) return 'AST-ASSOC-002';
  const joins = (command: Command) =>
    command.kind === 'group' && command.user === user && command.account === account;
  const first = commands.findIndex(joins);
  const later = commands.slice(first + 1);
  const creates = (command: Command) => isAbout(command, user);
  if (later.some(joins) || endsAgain(commands)) return 'AST-ASSOC-002';
  if (later.some((command) => command.kind === 'group' && command.account === account))
    return 'AST-ASSOC-003';
  if (later.some((command) => command.kind === 'group' && command.user === user)) return 'AST-ASSOC-004';
  const isKnown = commands.slice(0, first).some(creates);
  if (later.filter(creates).length > (isKnown ? 0 : 1)) return 'AST-ASSOC-006';
  return isKnown ? 'AST-ASSOC-001' : 'AST-ASSOC-005';
}

/** Whether another user could be mistaken for this one: the same address, or an ID that differs only in case. */
function lookalikes(user: string, commands: readonly Command[]): ExplorableClause | undefined {
  const addresses = (alias: string) =>
    commands.flatMap((command) =>
      command.kind === 'identify' && command.user === alias ? (command.email ?? []) : [],
    );
  const others = [...new Set(commands.flatMap((command) => ('user' in command ? command.user : [])))].filter(
    (alias) => alias !== user,
  );
  if (others.some((other) => other.toLowerCase() === user.toLowerCase())) return 'AST-IDENT-009';
  const own = new Set(addresses(user));
  return others.some((other) => addresses(other).some((address) => own.has(address)))
    ? 'AST-IDENT-010'
    : undefined;
}

/** The values of a property that were sent for other users. */
function valuesOfOthers(user: string, name: string, commands: readonly Command[]): unknown[] {
  return commands
    .filter((command) => 'user' in command && command.user !== user && isAbout(command, command.user))
    .map((command) => valueIn(command, name));
}

/** Whether the command creates or updates the User. */
function isAbout(command: Command, user: string): boolean {
  return 'user' in command && command.user === user && command.kind !== 'group' && command.kind !== 'track';
}

function endsAgain(commands: readonly Command[]): boolean {
  return commands.at(-1)?.kind === 'again';
}

function valueIn(command: Command, name: string): unknown {
  switch (command.kind) {
    case 'identify':
      return name === 'email' ? command.email : command.traits[name];
    case 'group':
      return command.traits[name];
    case 'burst':
      return numberedProperties(command.count)[name];
    case 'audience':
      return command.key === name ? command.member : undefined;
    case 'computed':
      return command.key === name ? command.value : undefined;
    default:
      return undefined;
  }
}

function propertiesIn(commands: readonly Command[]): number {
  return new Set(
    commands.flatMap((command) => (command.kind === 'identify' ? Object.keys(command.traits) : [])),
  ).size;
}

function isPlain(name: string): boolean {
  return /^[a-z0-9_]+$/.test(name);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
