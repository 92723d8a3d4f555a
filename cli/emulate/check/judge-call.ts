/** What is to be said about one call: the judgement of `lint` at three levels, and good practice. */
import { isNestedWithin, isObject } from '../../../schemas/index.ts';
import { type CallProblem, createCallCheck } from '../../calls/check-call.ts';
import type { ArrivedCall, CallDoor, Remark } from './arrived.ts';

/** As deep as a call may be. */
const DEEPEST = 1_000;

/** @returns a function that is given a call, and says what is wrong with it by itself, whatever the plan says */
export function createCallJudge(): (call: ArrivedCall) => readonly Remark[] {
  const check = createCallCheck();
  return ({ door, value }) => {
    // Deeper calls are dropped for that, and JSON.stringify cannot write them.
    if (!isNestedWithin(DEEPEST, value)) return [];
    // What the ingress drops, it says itself, and it knows the rest of the batch.
    const isKnownLater = ({ rule }: CallProblem) => door === 'ingress' && rule.startsWith('ingest:');
    const problems = check(value, JSON.stringify(value) ?? '').filter((problem) => !isKnownLater(problem));
    return [...problems.map((problem) => remarkOf(problem, door)), ...practices(value, door)];
  };
}

function remarkOf(problem: CallProblem, door: CallDoor): Remark {
  const { rule, pointer, message, probably } = problem;
  return withMeant({ level: levelOf(problem, door), rule, pointer, message }, probably);
}

/**
 * Refused or dropped at its door: a violation. What only the other door would refuse works where it is, and so does
 * what `lint` warns of.
 */
function levelOf({ severity, rule }: CallProblem, door: CallDoor): Remark['level'] {
  if (rule.startsWith('unsupported:')) return door === 'destination' ? 'violation' : 'information';
  const isOfIngress = rule.startsWith('ingest:') || rule === 'max-size:call';
  if (isOfIngress) return door === 'ingress' ? 'violation' : 'improvement';
  return severity === 'error' ? 'violation' : 'improvement';
}

/** What Segment's libraries add by themselves, so that it is missing only where a program sends by itself. */
const PRACTICES = {
  messageId: 'the call has no messageId: write one, so that a call that is sent twice is stored once',
  timestamp: 'the call has no timestamp: write when it happened, because it can arrive much later',
} as const;

function practices(value: unknown, door: CallDoor): readonly Remark[] {
  if (!isObject(value) || typeof value.type !== 'string') return [];
  const names = door === 'ingress' ? (['messageId', 'timestamp'] as const) : (['messageId'] as const);
  return names
    .filter((name) => value[name] === undefined)
    .map((name) => ({
      level: 'improvement',
      rule: `practice:${name}`,
      pointer: '',
      message: PRACTICES[name],
    }));
}

/** The remark, with what was probably meant if that is known. */
export function withMeant(remark: Remark, probably: string | undefined): Remark {
  return probably === undefined ? remark : { ...remark, probably };
}
