/** Simpler forms of a sequence: a failure that needs none of what they leave out is about something else. */
import type { Members } from '../../../calls/index.ts';
import { isOrdinary } from '../commands/cast.ts';
import { type Command, type Single, singlesOf } from '../commands/commands.ts';
import { isPlainName, OBJECT_SAMPLES } from '../commands/values.ts';

export type Sequence = readonly Command[];

/** Each leaves out one thing; one that has nothing to leave out returns the sequence that it is called with. */
export const SIMPLER: readonly ((commands: Sequence) => Sequence)[] = [
  inTurn,
  withOrdinaryIds,
  withoutAddresses,
  withoutVisitors,
  withKnownUsers,
  withPlainNames,
  withPlainValues,
  withBursts,
];

/** Calls at the same time, as calls one after another; two deliveries at once as a later one. */
function inTurn(commands: Sequence): Sequence {
  const flat = commands.flatMap((command): Sequence => {
    if (command.kind === 'twice') return [command.command, { kind: 'again' }];
    return command.kind === 'burst' || command.kind === 'together' ? singlesOf(command) : [command];
  });
  return flat.length === commands.length ? commands : flat;
}

/** Different calls at the same time, as identifies of one user, for which the suite has a step. */
export function withBursts(commands: Sequence): Sequence {
  const next = commands.map((command): Command => {
    const [first] = command.kind === 'together' ? command.commands : [];
    return first !== undefined && 'user' in first ? { kind: 'burst', user: first.user, count: 3 } : command;
  });
  return next.every((command, index) => command === commands[index]) ? commands : next;
}

/** Users and accounts with IDs that no look-up takes for one another. */
function withOrdinaryIds(commands: Sequence): Sequence {
  const aliases = new Set(
    commands
      .flatMap(singlesOf)
      .flatMap((single) => [
        ...('user' in single ? [single.user] : []),
        ...('account' in single ? [single.account] : []),
      ]),
  );
  const free = ['ada', 'bob', 'cleo', 'dan', 'acme', 'initech', 'globex'].filter(
    (name) => !aliases.has(name),
  );
  const odd = [...aliases].filter((alias) => !isOrdinary(alias));
  if (odd.length === 0) return commands;
  const names = new Map(odd.map((alias, index) => [alias, free[index] ?? alias]));
  const rename = (alias: string) => names.get(alias) ?? alias;
  return mapSingles(commands, (single) => {
    const renamed = 'user' in single ? { ...single, user: rename(single.user) } : single;
    return 'account' in renamed ? { ...renamed, account: rename(renamed.account) } : renamed;
  });
}

function withoutAddresses(commands: Sequence): Sequence {
  return mapSingles(commands, (single) => {
    if (single.kind !== 'identify' || single.email === undefined) return single;
    const { email: _, ...bare } = single;
    return bare;
  });
}

function withoutVisitors(commands: Sequence): Sequence {
  return mapSingles(commands, (single) => {
    if (single.kind !== 'identify' || single.visitor === undefined) return single;
    const { visitor: _, ...bare } = single;
    return bare;
  });
}

/** An identify before everything else of each user who is not identified first. */
function withKnownUsers(commands: Sequence): Sequence {
  const first = new Map<string, Single['kind']>();
  for (const single of commands.flatMap(singlesOf)) {
    if ('user' in single && !first.has(single.user)) first.set(single.user, single.kind);
  }
  const unknown = [...first].filter(([, kind]) => kind !== 'identify' && kind !== 'track');
  const identifies = unknown.map(([user]): Command => ({ kind: 'identify', user, traits: {} }));
  return identifies.length === 0 ? commands : [...identifies, ...commands];
}

const NEW_NAMES = ['plan', 'title', 'region', 'seats', 'tier', 'status', 'score', 'note'];

/** Properties with names that no system changes. */
function withPlainNames(commands: Sequence): Sequence {
  const used = new Set(commands.flatMap(singlesOf).flatMap((single) => Object.keys(traitsIn(single))));
  const odd = [...used].filter((name) => !isPlainName(name));
  const free = NEW_NAMES.filter((name) => !used.has(name));
  if (odd.length === 0 || odd.length > free.length) return commands;
  const names = new Map(odd.map((name, index) => [name, free[index] ?? name]));
  return mapTraits(commands, (members) =>
    Object.fromEntries(Object.entries(members).map(([name, value]) => [names.get(name) ?? name, value])),
  );
}

const OBJECT_NAMES = new Set(OBJECT_SAMPLES.map(({ name }) => name));

/** Each unusual value as a word of its own. */
function withPlainValues(commands: Sequence): Sequence {
  const words = new Map<string, string>();
  const wordFor = (value: unknown) => {
    const text = JSON.stringify(value);
    const word = words.get(text) ?? `word${words.size + 1}`;
    words.set(text, word);
    return word;
  };
  const isPlain = (value: unknown) =>
    typeof value === 'string' ? /^[a-z]+\d*$/.test(value) : Number.isInteger(value) && Number(value) > 0;
  let changes = false;
  const simpler = mapTraits(commands, (members) =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => {
        if (isPlain(value) && !OBJECT_NAMES.has(name)) return [name, value];
        changes = true;
        return [name, wordFor(value)];
      }),
    ),
  );
  return changes ? simpler : commands;
}

function traitsIn(single: Single): Members {
  if ('traits' in single) return single.traits;
  return 'properties' in single ? single.properties : {};
}

/** The sequence with other traits and properties. */
function mapTraits(commands: Sequence, change: (members: Members) => Members): Sequence {
  return mapSingles(commands, (single) => {
    if ('traits' in single) return { ...single, traits: change(single.traits) };
    return 'properties' in single ? { ...single, properties: change(single.properties) } : single;
  });
}

/** The sequence with other calls; the same sequence if none is different. */
export function mapSingles(commands: Sequence, change: (single: Single) => Single): Sequence {
  let changes = false;
  const one = (single: Single): Single => {
    const next = change(single);
    if (JSON.stringify(next) !== JSON.stringify(single)) changes = true;
    return next;
  };
  const next = commands.map((command): Command => {
    switch (command.kind) {
      case 'together':
        return { ...command, commands: command.commands.map(one) };
      case 'twice':
        return { ...command, command: one(command.command) };
      case 'burst':
      case 'again':
      case 'wait':
        return command;
      default:
        return one(command);
    }
  });
  return changes ? next : commands;
}
