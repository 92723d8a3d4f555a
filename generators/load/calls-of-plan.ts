/** The calls of a load plan, each made by itself from its numbers. */
import {
  type Call,
  type Computation,
  computedIdentify,
  group,
  identify,
  letters27,
  type Members,
  type Stamp,
  track,
} from '../../calls/index.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import { mixedBits } from './mixed-bits.ts';
import { accountOf, callsOfUser, kindOf, type PlannedCall, timeOf } from './plan.ts';

/** A reserved top-level domain: mail can never be delivered there. */
const MAIL_DOMAIN = 'astrolabe-conformance.example';

const EVENTS = ['Order Completed', 'Report Exported', 'Feature Used', 'Größe geändert'];
const AUDIENCES = ['load_first_buyers', 'load_power_users', 'load_about_to_leave'];
const WORDS = [
  'plain',
  'Zoë Groß-Ångström',
  '你好，世界',
  '👩‍👩‍👧‍👦 🏳️‍🌈',
  '"quoted" \\ <b>&amp;</b>',
  '0042 true null',
];

/** Parts of an Account's properties: a group call names one of them, with the value that every other call gives it. */
const DEPARTMENTS = 8;

/** More than the calls of a user, so that each call has a number of its own. */
const NUMBER_OF_USER = 1000;

/** What identifiers of a run begin with. */
export function scopeOf({ runId }: LoadPlan): string {
  return `conformance-${runId}`;
}

export function userIdOf(plan: LoadPlan, user: number): string {
  return `${scopeOf(plan)}-u${user}`;
}

export function groupIdOf(plan: LoadPlan, account: number): string {
  return `${scopeOf(plan)}-a${account}`;
}

/** The call. Its content depends on no other call, and no call changes what another one says. */
export function callOf(plan: LoadPlan, planned: PlannedCall): Call {
  const { user } = planned;
  const person = { userId: userIdOf(plan, user) };
  const kind = kindOf(plan, planned);
  const stamp = stampOf(plan, planned);
  if (kind === 'identify') return identify(person, traitsOf(plan, planned), stamp);
  if (kind === 'track') return track(person, eventOf(plan, planned), eventPropertiesOf(plan, planned), stamp);
  if (kind === 'group') {
    const account = accountOf(plan, planned);
    return group(person, groupIdOf(plan, account), accountTraitsOf(plan, planned), stamp);
  }
  const computation = computationOf(plan, planned);
  return computedIdentify(person, computation, { [computation.key]: true }, stamp);
}

/** What an identify call says about its user. No two calls name the same property. */
export function traitsOf(plan: LoadPlan, planned: PlannedCall): Members {
  const { user, index } = planned;
  const own = { [`load_${index}`]: sentValueOf(plan, planned) };
  if (index > 0) return own;
  return { name: `Person ${user}`, email: `${userIdOf(plan, user)}@${MAIL_DOMAIN}`, ...own };
}

/** What a group call says about its Account: the same, whichever user of the Account makes it. */
export function accountTraitsOf(plan: LoadPlan, planned: PlannedCall): Members {
  const account = accountOf(plan, planned);
  const department = mixedBits(plan.seed, planned.user, planned.index, 3) % DEPARTMENTS;
  return {
    name: `Company ${account}`,
    [`department ${department}`]: mixedBits(plan.seed, account, department, 4) % 1000,
  };
}

export function eventOf({ seed }: LoadPlan, { user, index }: PlannedCall): string {
  return EVENTS[mixedBits(seed, user, index, 5) % EVENTS.length] as string;
}

export function eventPropertiesOf(plan: LoadPlan, planned: PlannedCall): Members {
  const { user, index } = planned;
  return { order: `${user}.${index}`, total: numberOf(planned) / 100, value: sentValueOf(plan, planned) };
}

/** The audience whose flag a call sets. */
export function computationOf(plan: LoadPlan, { user, index }: PlannedCall): Computation {
  const key = AUDIENCES[mixedBits(plan.seed, user, index, 6) % AUDIENCES.length] as string;
  return {
    kind: 'audience',
    key,
    id: `aud_${letters27(`${plan.runId}${key}`)}`,
    spaceId: `spa_${letters27(plan.runId)}`,
  };
}

/** Names of properties that a plan sets; what another record has under such a name is not its own. */
export function isPlannedName(name: string): boolean {
  return /^load_\d+$/.test(name) || /^department \d+$/.test(name) || AUDIENCES.includes(name);
}

/**
 * The messageId and the timestamp of a call. Engage's messageIds have a form of their own, but their letters are not what is
 * tried here, and one form is found again from its numbers.
 */
export function stampOf(plan: LoadPlan, planned: PlannedCall): Stamp {
  const { user, index } = planned;
  return {
    messageId: `${scopeOf(plan)}-${user}.${index}`,
    timestamp: new Date(timeOf(plan, planned)).toISOString(),
  };
}

/** The call that a messageId, or the end of a value, names; undefined if it names none of the plan. */
export function callNamedIn(plan: LoadPlan, text: string): PlannedCall | undefined {
  const [, user, index] = /(?:^|[ -])(\d{1,13})\.(\d{1,3})$/.exec(text) ?? [];
  const planned = { user: Number(user), index: Number(index) };
  return index !== undefined && isInPlan(plan, planned) ? planned : undefined;
}

/** The call that sent a value, if no other call can have sent it. */
export function callWithValue(plan: LoadPlan, value: unknown): PlannedCall | undefined {
  if (Array.isArray(value)) return callWithValue(plan, value[0]);
  if (typeof value === 'string') return callNamedIn(plan, value);
  if (typeof value !== 'number') return undefined;
  const planned = { user: Math.floor(value / NUMBER_OF_USER), index: Math.floor(value % NUMBER_OF_USER) };
  return isInPlan(plan, planned) && sentValueOf(plan, planned) === value ? planned : undefined;
}

function isInPlan(plan: LoadPlan, { user, index }: PlannedCall): boolean {
  return user >= 0 && user < plan.users && index < callsOfUser(plan, user);
}

/** A value of one of the types that a destination must keep, in which the call can be recognised. */
function sentValueOf({ seed }: LoadPlan, planned: PlannedCall): unknown {
  const { user, index } = planned;
  const bits = mixedBits(seed, user, index, 7);
  const own = `${WORDS[bits % WORDS.length]} ${user}.${index}`;
  switch (Math.floor(bits / WORDS.length) % 6) {
    case 0:
      return numberOf(planned);
    case 1:
      return numberOf(planned) + 0.5;
    case 2:
      return index % 2 === 0;
    case 3:
      return [own, index, user % 2 === 0];
    default:
      return own;
  }
}

function numberOf({ user, index }: PlannedCall): number {
  return user * NUMBER_OF_USER + index;
}
