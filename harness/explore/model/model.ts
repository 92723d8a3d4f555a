/** The reference model: what the contract requires of Users, Accounts and events, and nothing else. */
import type { Members } from '../../../calls/index.ts';
import {
  type Command,
  isSingle,
  type Names,
  type Single,
  singlesOf,
  traitsOf,
} from '../commands/commands.ts';

/** The required state of a User. */
export interface ModelUser {
  /** True once a call was sent that creates the User (AST-IDENT-001, AST-AUD-005). */
  readonly exists: boolean;
  /** Merged over all calls (AST-IDENT-002, AST-IDENT-003, AST-AUD-004). */
  readonly properties: Members;
  /** Aliases of its Accounts (AST-ASSOC-001, AST-ASSOC-004). */
  readonly accounts: readonly string[];
  /** In the order in which they were sent (AST-TRACK-002). */
  readonly events: readonly ModelEvent[];
}

interface ModelEvent {
  readonly event: string;
  readonly properties: Members;
}

/** The required state of an Account. */
interface ModelAccount {
  readonly properties: Members;
  /** Aliases of its Users. */
  readonly users: readonly string[];
}

/** The required state, by alias. What visitors are and do is not part of it, except for their Accounts. */
export interface Model {
  readonly users: Readonly<Record<string, ModelUser>>;
  readonly accounts: Readonly<Record<string, ModelAccount>>;
}

export const EMPTY_MODEL: Model = { users: {}, accounts: {} };

const NO_USER: ModelUser = { exists: false, properties: {}, accounts: [], events: [] };

/**
 * The model after a command; the model given is not changed.
 *
 * Delivering a call again changes nothing (AST-RETRY-001, AST-RETRY-002). A group or a track does not require a User
 * to exist, but its association or event is required once the User exists (AST-ASSOC-005, AST-TRACK-001).
 */
export function after(model: Model, command: Command, names: Pick<Names, 'email'>): Model {
  return singlesOf(command).reduce((before, single) => afterOne(before, single, names), model);
}

function afterOne(model: Model, command: Single, names: Pick<Names, 'email'>): Model {
  switch (command.kind) {
    case 'identify':
      return withProperties(model, command.user, traitsOf(command, names));
    case 'audience':
      return withProperties(model, command.user, { [command.key]: command.member });
    case 'computed':
      return withProperties(model, command.user, { [command.key]: command.value });
    case 'group':
      return grouped(model, command.account, command.traits, command.user);
    case 'account-audience':
      return grouped(model, command.account, { [command.key]: command.member }, command.user);
    case 'visitor-group':
      return grouped(model, command.account, command.traits, undefined);
    case 'track': {
      const user = userOf(model, command.user);
      const { event, properties } = command;
      return withUser(model, command.user, { ...user, events: [...user.events, { event, properties }] });
    }
    case 'visitor-identify':
    case 'visitor-track':
      return model;
  }
}

/** The user of an alias; one without properties if nothing is required of it yet. */
export function userOf({ users }: Model, alias: string): ModelUser {
  return users[alias] ?? NO_USER;
}

/**
 * The commands of a sequence that the contract covers.
 * - Calls at the same time must not set one property, and those that need a known User do not create it.
 * - A call is delivered again only if no later call has changed what it says (AST-RETRY-003 is not judged).
 * - A value that was sent twice is not replaced: no look shows whether the second delivery has settled.
 * - An account-level audience needs an Account that lists the user (AST-AUD-008).
 */
export function coveredOnly(commands: readonly Command[], names: Pick<Names, 'email'>): readonly Command[] {
  let model = EMPTY_MODEL;
  const sent: Single[] = [];
  const repeated = new Set<string>();
  return commands.filter((command) => {
    const again = command.kind === 'again' ? sent.at(-1 - (command.back ?? 0)) : undefined;
    if (command.kind === 'again') {
      if (again === undefined || replaces(model, after(model, again, names)).length > 0) return false;
    }
    const singles = singlesOf(command);
    if (singles.length > 1 && conflict(singles, names)) return false;
    if (singles.some((single) => !isCovered(model, single, singles.length > 1))) return false;
    const next = after(model, command, names);
    if (replacedIn(model, next).some((property) => repeated.has(property))) return false;
    for (const property of unsettledBy(command, again, model, names)) repeated.add(property);
    if (isSingle(command)) sent.push(command);
    model = next;
    return true;
  });
}

/** The properties of which no look can show that a command has settled: they would look the same one delivery earlier. */
function unsettledBy(
  command: Command,
  again: Single | undefined,
  model: Model,
  names: Pick<Names, 'email'>,
): readonly string[] {
  const twice = again ?? (command.kind === 'twice' ? command.command : undefined);
  if (twice !== undefined) return propertiesOf(twice, names);
  const values = new Map(propertiesIn(model).map(([property, value]) => [property, JSON.stringify(value)]));
  return singlesOf(command).flatMap((single) =>
    propertiesIn(after(EMPTY_MODEL, single, names)).flatMap(([property, value]) => {
      const text = JSON.stringify(value);
      const isSaid = values.get(property) === text;
      values.set(property, text);
      return isSaid ? [property] : [];
    }),
  );
}

function isCovered(model: Model, single: Single, isAtOnce: boolean): boolean {
  if (single.kind === 'account-audience') {
    return userOf(model, single.user).accounts.includes(single.account);
  }
  const needsUser = ['group', 'audience', 'computed'].includes(single.kind);
  return !isAtOnce || !needsUser || !('user' in single) || userOf(model, single.user).exists;
}

/** The properties that a call sets, each with its record. */
function propertiesOf(single: Single, names: Pick<Names, 'email'>): string[] {
  return propertiesIn(after(EMPTY_MODEL, single, names)).map(([property]) => property);
}

/** The properties with another value after than before. */
function replacedIn(before: Model, later: Model): string[] {
  const values = new Map(propertiesIn(later));
  return propertiesIn(before).flatMap(([property, value]) =>
    JSON.stringify(values.get(property)) === JSON.stringify(value) ? [] : property,
  );
}

function propertiesIn({ users, accounts }: Model): [property: string, value: unknown][] {
  const list = (
    kind: RecordKey['kind'],
    records: Readonly<Record<string, { readonly properties: Members }>>,
  ) =>
    Object.entries(records).flatMap(([alias, { properties }]) =>
      Object.entries(properties).map(([name, value]): [string, unknown] => [
        JSON.stringify([kind, alias, name]),
        value,
      ]),
    );
  return [...list('user', users), ...list('account', accounts)];
}

/** Whether the order of the calls decides what is stored. */
function conflict(singles: readonly Single[], names: Pick<Names, 'email'>): boolean {
  let model = EMPTY_MODEL;
  return singles.some((single) => {
    const next = after(model, single, names);
    const differs = replaces(model, next).length > 0;
    model = next;
    return differs;
  });
}

/** A User or an Account by its alias. */
export interface RecordKey {
  readonly kind: 'user' | 'account';
  readonly alias: string;
}

/** The records of which a property has another value after than before. */
function replaces(before: Model, later: Model): RecordKey[] {
  const changed = (own: Members, next: Members = {}) =>
    Object.keys(own).some((name) => own[name] !== next[name]);
  return [
    ...Object.entries(before.users)
      .filter(([alias, { properties }]) => changed(properties, later.users[alias]?.properties))
      .map(([alias]) => ({ kind: 'user', alias }) as const),
    ...Object.entries(before.accounts)
      .filter(([alias, { properties }]) => changed(properties, later.accounts[alias]?.properties))
      .map(([alias]) => ({ kind: 'account', alias }) as const),
  ];
}

/** What must be visible before a command. */
export interface Needs {
  /** Records with a value that the command replaces: the later is required to win only if the earlier has settled. */
  readonly settled: readonly RecordKey[];
  /** Records that must be known, because calls of different kinds may overtake one another. */
  readonly known: readonly RecordKey[];
}

export function needsOf(model: Model, command: Command, names: Pick<Names, 'email'>): Needs {
  const settled = replaces(model, after(model, command, names));
  const isKnown = ({ kind, alias }: RecordKey) =>
    kind === 'user' ? userOf(model, alias).exists : model.accounts[alias] !== undefined;
  const needed = isSingle(command) ? requires(command) : singlesOf(command).flatMap(recordsOf);
  const keys = [...new Set(needed.map(keyText))].map(keyOf);
  return { settled, known: keys.filter(isKnown) };
}

/** Calls of one kind keep their order; a group or a call of Engage can arrive before the identify that came first. */
function requires(single: Single): readonly RecordKey[] {
  switch (single.kind) {
    case 'group':
    case 'audience':
    case 'computed':
      return [{ kind: 'user', alias: single.user }];
    case 'account-audience':
      return recordsOf(single);
    default:
      return [];
  }
}

/** The records that a call is about. */
function recordsOf(single: Single): readonly RecordKey[] {
  return [
    ...('user' in single ? [{ kind: 'user', alias: single.user } as const] : []),
    ...('account' in single ? [{ kind: 'account', alias: single.account } as const] : []),
  ];
}

/** The records that a command is about. */
export function recordsTouched(command: Command): readonly RecordKey[] {
  return singlesOf(command).flatMap(recordsOf);
}

/** A key as text, for sets and maps. */
export function keyText({ kind, alias }: RecordKey): string {
  return `${kind} ${alias}`;
}

function keyOf(text: string): RecordKey {
  const [kind = ''] = text.split(' ', 1);
  return { kind: kind === 'user' ? 'user' : 'account', alias: text.slice(kind.length + 1) };
}

/** Whether calls must have settled before the command. */
export function needsSettled(model: Model, command: Command, names: Pick<Names, 'email'>): boolean {
  const { settled, known } = needsOf(model, command, names);
  return settled.length + known.length > 0;
}

function withProperties(model: Model, alias: string, properties: Members): Model {
  const user = userOf(model, alias);
  const merged = { ...user.properties, ...properties };
  return withUser(model, alias, { ...user, exists: true, properties: merged });
}

function grouped(model: Model, alias: string, traits: Members, userAlias: string | undefined): Model {
  const account = model.accounts[alias] ?? { properties: {}, users: [] };
  const properties = { ...account.properties, ...traits };
  const users = userAlias === undefined ? account.users : withOne(account.users, userAlias);
  const accounts = { ...model.accounts, [alias]: { properties, users } };
  if (userAlias === undefined) return { ...model, accounts };
  const user = userOf(model, userAlias);
  return {
    ...withUser(model, userAlias, { ...user, accounts: withOne(user.accounts, alias) }),
    accounts,
  };
}

function withUser(model: Model, alias: string, user: ModelUser): Model {
  return { ...model, users: { ...model.users, [alias]: user } };
}

function withOne(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list : [...list, item];
}
