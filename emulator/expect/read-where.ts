/** Reads what a call must be like: `where` of an expectation or a fault. */
import { didYouMean, escapedName, isNestedWithin, isObject, type Violation } from '../../schemas/index.ts';
import { type MemberTests, OPERATOR_NAMES, OPERATORS, type Operator, type Test } from './condition.ts';
import { contradictions } from './contradictions.ts';

/** Members by their paths with dots; or a list, for members whose names have dots. */
export type Where =
  | Readonly<Record<string, unknown>>
  | readonly { readonly path: string | readonly string[]; readonly is: unknown }[];

const MOST_CONDITIONS = 100;
const LONGEST_PATH = 32;
const DEEPEST = 100;

/**
 * @param where has the form of `where` in expectation.schema.json
 * @param pointer JSON pointer of `where`
 */
export function readWhere(
  where: Where | undefined,
  pointer: string = '/where',
): { readonly conditions: readonly MemberTests[]; readonly violations: readonly Violation[] } {
  const violations: Violation[] = [];
  const refuse = (at: string, rule: string, message: string) =>
    violations.push({ pointer: at, rule, message });
  if (where === undefined) return { conditions: [], violations };
  if (!isNestedWithin(DEEPEST, where)) {
    refuse(pointer, 'depth:where', `where must be nested within ${DEEPEST} levels: ask for less`);
    return { conditions: [], violations };
  }
  const parts: readonly (readonly [string | readonly string[], unknown, string])[] = Array.isArray(where)
    ? where.map(({ path, is }, index) => [path, is, `${pointer}/${index}/is`] as const)
    : Object.entries(where).map(([path, is]) => [path, is, `${pointer}/${escapedName(path)}`] as const);
  if (parts.length > MOST_CONDITIONS) {
    refuse(pointer, 'max-items:where', `where must name at most ${MOST_CONDITIONS} members: ask for fewer`);
  }
  const conditions = parts.slice(0, MOST_CONDITIONS).map(([shownPath, wanted, at]): MemberTests => {
    const path = typeof shownPath === 'string' ? shownPath.split('.') : shownPath;
    if (path.length > LONGEST_PATH || path.some((name) => name === '') || path.length === 0) {
      refuse(
        at,
        'pattern:path',
        `the path must have 1 to ${LONGEST_PATH} names with dots between them, such as properties.plan; for a name with a dot, write where as [{"path": ["properties", "a.b"], "is": 1}]`,
      );
    }
    return { path, shownPath, pointer: at, wanted, tests: readTests(wanted, at, refuse) };
  });
  return { conditions, violations: violations.length > 0 ? violations : contradictions(conditions) };
}

function readTests(
  wanted: unknown,
  pointer: string,
  refuse: (pointer: string, rule: string, message: string) => void,
): readonly Test[] {
  if (!isObject(wanted) || !Object.keys(wanted).some((name) => name.startsWith('$'))) {
    return [{ operator: '$eq', value: wanted }];
  }
  const tests: Test[] = [];
  for (const [name, value] of Object.entries(wanted)) {
    const at = `${pointer}/${escapedName(name)}`;
    if (!isOperator(name)) {
      const what = name.startsWith('$')
        ? `is not an operator: ${didYouMean(name, OPERATOR_NAMES, `write one of ${OPERATOR_NAMES.join(', ')}`)}`
        : 'is beside an operator: write operators only, or compare with {"$eq": {…}}';
      refuse(at, `operator:${name.slice(0, 50)}`, `${JSON.stringify(name.slice(0, 50))} ${what}`);
    } else if (OPERATORS[name].accepts(value)) {
      tests.push({ operator: name, value });
    } else {
      refuse(at, `type:${name}`, `${name} takes ${OPERATORS[name].takes}`);
    }
  }
  return tests;
}

function isOperator(name: string): name is Operator {
  return Object.hasOwn(OPERATORS, name);
}
