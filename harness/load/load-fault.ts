/** Makes the faults of a load. */
import {
  kindOf,
  type LoadKind,
  type PlannedCall,
  type Promised,
  scopeOf,
  stampOf,
} from '../../generators/load/index.ts';
import type { LoadPlan } from '../../schemas/index.ts';
import { clauseInReplay, LOAD_CLAUSES, type LoadClauseId, type LoadFault } from '../../verdict/index.ts';

type FaultCall = NonNullable<LoadFault['call']>;

/** What a fault says beside what it is and whose. */
interface FaultDetails {
  readonly member?: string;
  readonly by?: Pick<Promised<unknown>, 'by' | 'kind'> | undefined;
  readonly expected?: unknown;
  readonly found?: unknown;
  readonly other?: PlannedCall | undefined;
}

/** Makes the faults of one record. */
export type AboutRecord = (
  what: LoadFault['what'],
  of: LoadFault['of'],
  clause: LoadClauseId,
  details: FaultDetails,
) => LoadFault;

/** @param id of the User or the Account */
export function faultsAbout(plan: LoadPlan, id: string): AboutRecord {
  return (what, of, usual, { member, by, expected, found, other }) => {
    const clause = plan.replay === true ? clauseInReplay(usual, { what, of }) : usual;
    return {
      what,
      of,
      id,
      ...(member === undefined ? {} : { member }),
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found }),
      ...(by === undefined ? {} : { call: shown(plan, by.by, by.kind) }),
      ...(other === undefined ? {} : { otherCall: shown(plan, other, kindOf(plan, other)) }),
      clause,
      level: LOAD_CLAUSES[clause].level,
    };
  };
}

function shown(plan: LoadPlan, { user, index }: PlannedCall, kind: LoadKind): FaultCall {
  return { messageId: stampOf(plan, { user, index }).messageId, type: kind, user, index };
}

/** Whether an ID is one of this load. */
export function isOfRun(plan: LoadPlan, id: string): boolean {
  return id.startsWith(`${scopeOf(plan)}-`);
}

/** What is in a list more than once, once. */
export function repeated(list: readonly string[]): string[] {
  return [...new Set(list.filter((one, index) => list.indexOf(one) !== index))];
}
