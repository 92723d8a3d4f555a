/** The reference model: what the contract requires of Users, Accounts and events, and nothing else. */
import { type Members, numberedProperties } from '../../calls/index.ts';
import { type Command, type Names, traitsOf } from './commands.ts';

/** The required state of a User. */
export interface ModelUser {
  /** True once a call was sent that creates the User (AST-IDENT-001, AST-AUD-005). */
  readonly exists: boolean;
  /** True if only calls of audiences and computed traits have created it. */
  readonly onlyComputed: boolean;
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

/** The required state, by alias. */
export interface Model {
  readonly users: Readonly<Record<string, ModelUser>>;
  readonly accounts: Readonly<Record<string, ModelAccount>>;
}

export const EMPTY_MODEL: Model = { users: {}, accounts: {} };

const NO_USER: ModelUser = { exists: false, onlyComputed: true, properties: {}, accounts: [], events: [] };

/**
 * The model after a command; the model given is not changed.
 *
 * Delivering a call again changes nothing (AST-RETRY-001, AST-RETRY-002). A group or a track does not require a User
 * to exist, but its association or event is required once the User exists (AST-ASSOC-005, AST-TRACK-001).
 */
export function after(model: Model, command: Command, names: Pick<Names, 'email'>): Model {
  switch (command.kind) {
    case 'identify':
      return withProperties(model, command.user, traitsOf(command, names), { computed: false });
    case 'burst':
      return withProperties(model, command.user, numberedProperties(command.count), { computed: false });
    case 'audience':
      return withProperties(model, command.user, { [command.key]: command.member }, { computed: true });
    case 'computed':
      return withProperties(model, command.user, { [command.key]: command.value }, { computed: true });
    case 'group':
      return grouped(model, command);
    case 'track': {
      const user = userOf(model, command.user);
      const { event, properties } = command;
      return withUser(model, command.user, { ...user, events: [...user.events, { event, properties }] });
    }
    case 'again':
      return model;
  }
}

/** The user of an alias; one without properties if nothing is required of it yet. */
export function userOf({ users }: Model, alias: string): ModelUser {
  return users[alias] ?? NO_USER;
}

/**
 * The commands of a sequence that the contract covers. It covers identifies at the same time only for a known User
 * (AST-IDENT-012), and only a single call can be delivered again.
 */
export function coveredOnly(commands: readonly Command[], names: Pick<Names, 'email'>): readonly Command[] {
  let model = EMPTY_MODEL;
  let single = false;
  return commands.filter((command) => {
    if (command.kind === 'burst' && !userOf(model, command.user).exists) return false;
    if (command.kind === 'again') return single;
    single = command.kind !== 'burst';
    model = after(model, command, names);
    return true;
  });
}

/**
 * Whether the calls so far must have settled before the command: it replaces a value, or requires a known User. Of two
 * calls that set one property, the later is only required to win if the earlier one has settled.
 */
export function needsSettled(model: Model, command: Command, names: Pick<Names, 'email'>): boolean {
  if (command.kind === 'burst') return true;
  const next = after(model, command, names);
  const changes = (before: Members = {}, later: Members = {}) =>
    Object.keys(before).some((name) => before[name] !== later[name]);
  return (
    Object.keys(model.users).some((alias) =>
      changes(model.users[alias]?.properties, next.users[alias]?.properties),
    ) ||
    Object.keys(model.accounts).some((alias) =>
      changes(model.accounts[alias]?.properties, next.accounts[alias]?.properties),
    )
  );
}

function withProperties(
  model: Model,
  alias: string,
  properties: Members,
  { computed }: { computed: boolean },
): Model {
  const user = userOf(model, alias);
  return withUser(model, alias, {
    ...user,
    exists: true,
    onlyComputed: user.onlyComputed && computed,
    properties: { ...user.properties, ...properties },
  });
}

function grouped(
  model: Model,
  { user: userAlias, account: alias, traits }: Extract<Command, { kind: 'group' }>,
): Model {
  const user = userOf(model, userAlias);
  const account = model.accounts[alias] ?? { properties: {}, users: [] };
  const joined = withUser(model, userAlias, { ...user, accounts: withOne(user.accounts, alias) });
  const properties = { ...account.properties, ...traits };
  const users = withOne(account.users, userAlias);
  return { ...joined, accounts: { ...joined.accounts, [alias]: { properties, users } } };
}

function withUser(model: Model, alias: string, user: ModelUser): Model {
  return { ...model, users: { ...model.users, [alias]: user } };
}

function withOne(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list : [...list, item];
}
