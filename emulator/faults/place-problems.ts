/** Conditions that nothing at the place of a fault plan can meet. */
import { CALL_TYPES, didYouMean, type Violation } from '../../schemas/index.ts';
import { RECORD_PARAMETERS } from '../astrolabe/index.ts';
import { isSame } from '../expect/index.ts';
import type { FaultPlace } from './fault-plan.ts';

/** One test of a `where`. */
export interface PlaceTest {
  readonly path: readonly string[];
  /** JSON pointer to it. */
  readonly pointer: string;
  /** The values of which the member must have one; undefined if the test says something else. */
  readonly values: readonly unknown[] | undefined;
}

const COLLECTIONS = Object.keys(RECORD_PARAMETERS) as (keyof typeof RECORD_PARAMETERS)[];
const PARAMETERS: readonly string[] = [...new Set(Object.values(RECORD_PARAMETERS).flat())];

export function placeProblems(at: FaultPlace, tests: readonly PlaceTest[]): readonly Violation[] {
  const impossible = tests.filter(({ path }, index) => {
    const before = tests.slice(0, index + 1).filter((other) => isSame(other.path, path));
    return inAll(before.flatMap(({ values }) => (values === undefined ? [] : [values])))?.length === 0;
  });
  if (impossible.length > 0) {
    return impossible.map(({ pointer, path }) =>
      problem(pointer, `no value of ${path.join('.')} meets all of these conditions: leave out one of them`),
    );
  }
  return at === 'records' ? questionProblems(tests) : tests.flatMap(typeProblems);
}

/** The values that are in every list; undefined if there is no list. */
export function inAll(lists: readonly (readonly unknown[])[]): readonly unknown[] | undefined {
  const [first, ...others] = lists;
  return first?.filter((value) => others.every((list) => list.some((other) => isSame(value, other))));
}

/** A type that no call has; one that the destination does not support can still be sent to it. */
function typeProblems({ path, pointer, values }: PlaceTest): readonly Violation[] {
  if (path.length !== 1 || path[0] !== 'type' || values === undefined) return [];
  const known: readonly unknown[] = CALL_TYPES;
  if (values.some((value) => known.includes(value))) return [];
  const [given] = values;
  const instead = `write ${CALL_TYPES.slice(0, -1).join(', ')} or ${CALL_TYPES.at(-1)}`;
  const meant = typeof given === 'string' ? didYouMean(given.slice(0, 50), CALL_TYPES, instead) : instead;
  return [problem(pointer, `no call has this type: ${meant}`)];
}

function questionProblems(tests: readonly PlaceTest[]): readonly Violation[] {
  const strange = tests.flatMap(questionProblem);
  if (strange.length > 0) return strange;
  const asked = tests.filter(({ path: [name = ''], values }) => PARAMETERS.includes(name) && values);
  const names = [...new Set(asked.map(({ path: [name = ''] }) => name))];
  const [first] = asked;
  if (first === undefined) return [];
  if (names.length > 1) {
    const message = `a question has one parameter, so it cannot have ${names.join(' and ')}: write one of them`;
    return [problem(first.pointer, message)];
  }
  const collections = tests.find(({ path: [name], values }) => name === 'collection' && values)?.values;
  const isAsked = COLLECTIONS.some(
    (collection) =>
      (collections?.includes(collection) ?? true) &&
      (RECORD_PARAMETERS[collection] as readonly string[]).includes(names[0] ?? ''),
  );
  if (isAsked) return [];
  const rest = COLLECTIONS.filter((one) => collections?.includes(one)).flatMap(
    (one) => RECORD_PARAMETERS[one],
  );
  const instead = [...new Set<string>(rest)].join(' or ');
  return [problem(first.pointer, `the collection is not asked by ${names[0]}: write ${instead}`)];
}

function questionProblem({ path, pointer, values }: PlaceTest): readonly Violation[] {
  const [name = ''] = path;
  if (path.length > 1 || (name !== 'collection' && !PARAMETERS.includes(name))) {
    const known = ['collection', ...PARAMETERS].join(', ');
    return [problem(pointer, `questions to the Records API have no calls: write one of ${known}`)];
  }
  if (values === undefined) return [];
  if (name === 'collection') {
    if (values.some((value) => (COLLECTIONS as readonly unknown[]).includes(value))) return [];
    return [problem(pointer, `this collection does not exist: write ${COLLECTIONS.join(', ')}`)];
  }
  if (values.some((value) => typeof value === 'string')) return [];
  return [problem(pointer, `${name} is a text in the query of a question: write it in quotes`)];
}

function problem(pointer: string, message: string): Violation {
  return { pointer, rule: 'never:where', message };
}
