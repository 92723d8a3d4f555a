/** Conditions that nothing at the place of a fault plan can meet. */
import { CALL_TYPES, didYouMean, type Violation } from '../../schemas/index.ts';
import { RECORD_PARAMETERS } from '../astrolabe/index.ts';
import { type MemberTests, passesAll, valuesOf } from '../expect/index.ts';
import type { FaultPlace } from './fault-plan.ts';

const COLLECTIONS = Object.keys(RECORD_PARAMETERS) as (keyof typeof RECORD_PARAMETERS)[];
const PARAMETERS: readonly string[] = [...new Set(Object.values(RECORD_PARAMETERS).flat())];

/** @param conditions of which something could meet all, if there were no places */
export function placeProblems(at: FaultPlace, conditions: readonly MemberTests[]): readonly Violation[] {
  return at === 'records' ? questionProblems(conditions) : typeProblems(conditions);
}

/** A type that no call has; one that the destination does not support can still be sent to it. */
function typeProblems(conditions: readonly MemberTests[]): readonly Violation[] {
  const ofType = conditions.filter(({ path }) => path.length === 1 && path[0] === 'type');
  const tests = ofType.flatMap((one) => one.tests);
  if ([undefined, ...CALL_TYPES].some((type) => passesAll(type, tests))) return [];
  const pointer = ofType.at(-1)?.pointer ?? '';
  const [given] = valuesOf(tests) ?? [];
  const instead = `write ${CALL_TYPES.slice(0, -1).join(', ')} or ${CALL_TYPES.at(-1)}`;
  const meant = typeof given === 'string' ? didYouMean(given.slice(0, 50), CALL_TYPES, instead) : instead;
  return [problem(pointer, `no call has this type: ${meant}`)];
}

function questionProblems(conditions: readonly MemberTests[]): readonly Violation[] {
  const strange = conditions.flatMap(questionProblem);
  if (strange.length > 0) return strange;
  const asked = conditions.filter(
    ({ path: [name = ''], tests }) => PARAMETERS.includes(name) && !passesAll(undefined, tests),
  );
  const names = [...new Set(asked.map(({ path: [name = ''] }) => name))];
  const [first] = asked;
  if (first === undefined) return [];
  if (names.length > 1) {
    const message = `a question has one parameter, so it cannot have ${names.join(' and ')}: write one of them`;
    return [problem(first.pointer, message)];
  }
  const ofCollection = conditions.flatMap(({ path: [name], tests }) => (name === 'collection' ? tests : []));
  const collections = COLLECTIONS.filter((one) => passesAll(one, ofCollection));
  const taken: readonly string[] = collections.flatMap((one) => RECORD_PARAMETERS[one]);
  if (taken.includes(names[0] ?? '')) return [];
  const instead = [...new Set(taken)].join(' or ');
  return [problem(first.pointer, `the collection is not asked by ${names[0]}: write ${instead}`)];
}

function questionProblem({ path, pointer, tests }: MemberTests): readonly Violation[] {
  const [name = ''] = path;
  if (path.length > 1 || (name !== 'collection' && !PARAMETERS.includes(name))) {
    const known = ['collection', ...PARAMETERS].join(', ');
    return [problem(pointer, `questions to the Records API have no calls: write one of ${known}`)];
  }
  if (name === 'collection') {
    if (COLLECTIONS.some((one) => passesAll(one, tests))) return [];
    return [problem(pointer, `this collection does not exist: write ${COLLECTIONS.join(', ')}`)];
  }
  if (passesAll(undefined, tests) || canBeText(tests)) return [];
  return [problem(pointer, `${name} is a text in the query of a question: write it in quotes`)];
}

/** Whether a text can pass; of tests that name no values, those can that take one. */
function canBeText(tests: MemberTests['tests']): boolean {
  const values = valuesOf(tests);
  if (values !== undefined) return values.some((value) => typeof value === 'string');
  return tests.every(
    ({ operator, value }) => typeof value === 'string' || operator === '$ne' || operator === '$exists',
  );
}

function problem(pointer: string, message: string): Violation {
  return { pointer, rule: 'never:where', message };
}
